"""A class on one server: `python -m benchmarks.classroom [--kernels 30] [--seconds 20] [--json]`.

Each kernel holds a panel; each learner moves a slider twice a second. What is measured is the time from the message of
a moved slider, sent over the server's websocket, to the message that all pictures of it have been sent; and the memory
of each kernel, shared pages counted by share (PSS). No browser takes part. The kernel of the simulation is compiled
before the class begins.
"""

import argparse
import asyncio
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.measure import machine

PANEL = """
import archlib as al, json, os
panel = al.lab.monolith("scales together")
print(json.dumps({"comm": panel.form.comm.comm_id, "pid": os.getpid()}))
"""
MOVED, VALUES = "load.peak_per_hour", (60, 80, 100, 120, 150, 200)
EVERY_S = 0.5
LIMIT_P95_S, LIMIT_MB = 0.100, 130.0  # for 30 kernels
START_S = 300.0
WHOLE_FRAME = 50_000_000


class Server(NamedTuple):
    """A running Jupyter server."""

    address: str
    token: str

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return what the server answers, as JSON."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://{self.address}{path}", data, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - its own server
            return json.loads(answer.read())


@contextmanager
def serving() -> Iterator[Server]:
    """Start a server on a free port, and end it with its kernels afterwards."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port, token = free.getsockname()[1], secrets.token_hex(16)
        free.close()
        command = [
            sys.executable, "-m", "jupyter_server", "--no-browser", f"--port={port}",
            f"--IdentityProvider.token={token}",
            f"--ServerApp.root_dir={folder}", "--allow-root", "--ZMQChannelsWebsocketConnection.limit_rate=False",
        ]  # fmt: skip
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=dict(os.environ))
        try:
            server = Server(f"127.0.0.1:{port}", token)
            _wait(server)
            yield server
        finally:
            process.terminate()
            process.wait()


def _wait(server: Server) -> None:
    end = time.monotonic() + START_S
    while True:
        try:
            server.ask("/api/status")
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


class Learner:
    """A kernel with a panel, and a connection to it."""

    def __init__(self, server: Server, number: int) -> None:
        self.server, self.number = server, number
        self.waited_s: list[float] = []
        self.pid = 0
        self._comm = ""
        self._link: WebSocketClientConnection

    async def open(self) -> None:
        """Start the kernel and make the panel."""
        kernel = await asyncio.to_thread(self.server.ask, "/api/kernels", {"name": "python3"})
        address = f"ws://{self.server.address}/api/kernels/{kernel['id']}/channels?token={self.server.token}"
        self._link = await websocket_connect(address, max_message_size=WHOLE_FRAME)
        await self._send("execute_request", {"code": PANEL, "silent": False, "store_history": False})
        while True:
            message = await self._read()
            if message.get("msg_type") == "stream" and message["content"]["name"] == "stdout":
                told = json.loads(message["content"]["text"])
                self._comm, self.pid = told["comm"], told["pid"]
            if message.get("msg_type") == "error":
                raise RuntimeError("\n".join(message["content"]["traceback"]))
            if message.get("msg_type") == "status" and message["content"]["execution_state"] == "idle" and self.pid:
                return

    async def close(self) -> None:
        """End the connection; the kernel ends with the server."""
        self._link.close()
        while await self._link.read_message() is not None:
            pass

    async def moves(self, seconds: float) -> None:
        """Move the slider twice a second; one that is not answered yet is waited for, as a page does."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(EVERY_S * (self.number % 10) / 10)
        begin = loop.time()
        for i in range(int(seconds / EVERY_S)):
            await asyncio.sleep(max(0.0, begin + i * EVERY_S - loop.time()))
            sent = loop.time()
            value = str(VALUES[(i + self.number) % len(VALUES)])
            content = {"type": "edit", "edits": {MOVED: value}}
            await self._send("comm_msg", {"comm_id": self._comm, "data": {"method": "custom", "content": content}})
            await self._done()
            self.waited_s.append(loop.time() - sent)

    async def _done(self) -> None:
        while True:
            message = await self._read()
            data = message.get("content", {}).get("data", {}) if message.get("msg_type") == "comm_msg" else {}
            if data.get("method") == "custom" and data.get("content") == {"type": "done"}:
                return

    async def _read(self) -> dict[str, Any]:
        frame = await self._link.read_message()
        if frame is None:
            raise RuntimeError(f"the server closed the connection of kernel {self.number}")
        if isinstance(frame, bytes):  # a message with buffers: its first part is its JSON
            parts = int.from_bytes(frame[:4], "big")
            start = int.from_bytes(frame[4:8], "big")
            end = int.from_bytes(frame[8:12], "big") if parts > 1 else len(frame)
            frame = frame[start:end].decode()
        message: dict[str, Any] = json.loads(frame)
        return message

    async def _send(self, kind: str, content: dict[str, Any]) -> None:
        header = {
            "msg_id": secrets.token_hex(8),
            "msg_type": kind,
            "session": "class",
            "username": "",
            "version": "5.3",
        }
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await self._link.write_message(json.dumps(message))


async def lesson(server: Server, kernels: int, seconds: float) -> list[Learner]:
    """Return learners after their lesson; they come one after the other and work at once."""
    learners = [Learner(server, number) for number in range(kernels)]
    for learner in learners:
        await learner.open()
    await asyncio.gather(*(learner.moves(seconds) for learner in learners))
    await asyncio.gather(*(learner.close() for learner in learners))
    return learners


def pss_mb(pid: int) -> float:
    """Return the memory of a process in MB, of shared pages its share."""
    return float(psutil.Process(pid).memory_full_info().pss) / 1e6


def measured(kernels: int, seconds: float) -> dict[str, float]:
    """Return the quantiles of the wait, s, the moves, and the mean memory of a kernel, MB."""
    with serving() as server:
        learners = asyncio.run(lesson(server, kernels, seconds))
        waits = sorted(wait for learner in learners for wait in learner.waited_s)
        memory = statistics.mean(pss_mb(learner.pid) for learner in learners)
    cuts = statistics.quantiles(waits, n=100, method="inclusive")
    return {"p50_s": cuts[49], "p95_s": cuts[94], "most_s": waits[-1], "moves": len(waits), "kernel_mb": memory}


def main() -> None:
    """Print a table in Markdown, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kernels", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    found = measured(options.kernels, options.seconds)
    if options.json:
        print(json.dumps({"kernels": options.kernels, **found}))
        return
    print(f"{machine()}, {os.cpu_count()} cores, {options.kernels} kernels\n")
    print("| a move, to all pictures sent | |\n|---|---|")
    for row in _rows(found):
        print(f"| {row} |")


def _rows(found: dict[str, float]) -> list[str]:
    p50, p95, most = (f"{found[name] * 1e3:.0f} ms" for name in ("p50_s", "p95_s", "most_s"))
    wait, memory = _verdict(found["p95_s"], LIMIT_P95_S), _verdict(found["kernel_mb"], LIMIT_MB)
    return [
        f"p50 | {p50}",
        f"p95 | {p95}, at most {LIMIT_P95_S * 1e3:.0f} ms: {wait}",
        f"longest of {found['moves']:.0f} | {most}",
        f"memory a kernel (PSS) | {found['kernel_mb']:.0f} MB, at most {LIMIT_MB:.0f}: {memory}",
    ]


def _verdict(value: float, limit: float) -> str:
    return "ok" if value <= limit else "missed"


if __name__ == "__main__":
    main()
