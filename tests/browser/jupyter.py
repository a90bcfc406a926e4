"""A JupyterLab of its own for a test: a copy of the notebooks, a free port, no news, no network beyond this machine."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

ROOT = Path(__file__).parents[2]
NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"
START_S = 60.0


class Server(NamedTuple):
    """A running JupyterLab."""

    url: str
    token: str
    folder: Path

    def notebook(self, name: str) -> str:
        """Return the address of one of its notebooks."""
        return f"{self.url}/lab/tree/{name}?token={self.token}"


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Start JupyterLab on a copy of the notebooks in a folder, and end it afterwards."""
    notebooks = folder / "notebooks"
    shutil.copytree(ROOT / "notebooks", notebooks, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    port, token = _free_port(), secrets.token_hex(16)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            _command(notebooks, port, token), env=_surroundings(folder), stdout=log, stderr=log, cwd=folder
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", token, folder)
            _wait(server, process)
            yield server
        finally:
            process.terminate()  # ends its kernels too
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


class Watch:
    """Collects what must not happen on a page: errors in its console, and requests that leave this machine.

    `received` counts the bytes that came from the kernel, `sent` keeps what went to it.
    """

    def __init__(self, page: "Page") -> None:
        self.errors: list[str] = []
        self.strangers: list[str] = []
        self.received = 0
        self.sent: list[str | bytes] = []
        page.on("websocket", self._opened)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: "ConsoleMessage") -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _opened(self, socket: "WebSocket") -> None:
        socket.on("framereceived", self._got)
        socket.on("framesent", self._gave)

    def _got(self, payload: str | bytes) -> None:
        self.received += len(payload)

    def _gave(self, payload: str | bytes) -> None:
        self.sent.append(payload)

    def _asked(self, request: "Request") -> None:
        if not request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            self.strangers.append(request.url)


def open_notebook(page: "Page", address: str) -> None:
    """Open a notebook and wait until its kernel is ready."""
    page.goto(address)
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=60_000)
    ready = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
    page.wait_for_function(ready, timeout=60_000)


def run_all(page: "Page", address: str) -> None:
    """Open a notebook and run all of its cells; it returns when the last one has run."""
    open_notebook(page, address)
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")


def unlock(page: "Page") -> None:
    """Open what bets lock, as a learner does who says "I know this", and wait until all is drawn."""
    known = page.get_by_role("button", name="I know this", exact=True)
    if known.count():
        known.click()
    drawn(page)


def drawn(page: "Page") -> None:
    """Wait until nothing is locked, and every picture and every drawing of the page has been drawn."""
    page.wait_for_function(
        """() => {
            const all = (places, is) => [...document.querySelectorAll(places)].every(is);
            return !document.body.innerText.includes('Locked: place bet')
                && all('.archlib-view', (view) => view.dataset.drawn === 'true')
                && all('.archlib-drawing', (part) => part.dataset.settled !== 'false' && part.querySelector('svg'));
        }""",
        timeout=60_000,
    )


def shut_down(page: "Page") -> None:
    """End the kernel of the notebook; it would take the machine from those of the next."""
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def _command(notebooks: Path, port: int, token: str) -> list[str]:
    as_root = ["--allow-root"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    return [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={notebooks}",
        "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly", *as_root,
    ]  # fmt: skip


def _surroundings(folder: Path) -> dict[str, str]:
    """Return an environment in which settings of the machine's user play no part."""
    settings = folder / "settings"
    (settings / NEWS).parent.mkdir(parents=True)
    (settings / NEWS).write_text('{"fetchNews": "false", "checkForUpdates": false, "doNotDisturbMode": true}')
    own = {
        "JUPYTERLAB_SETTINGS_DIR": settings,
        "JUPYTERLAB_WORKSPACES_DIR": folder / "workspaces",
        "JUPYTER_CONFIG_DIR": folder / "config",
        "JUPYTER_RUNTIME_DIR": folder / "runtime",
        "ARCHLIB_PROGRESS": folder / "progress.json",
    }
    others = {name: text for name, text in os.environ.items() if name != "ARCHLIB_KNOWN"}  # this learner bets
    return others | {name: str(path) for name, path in own.items()}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{server.url}/api/status?token={server.token}", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start:\n" + (server.folder / "server.log").read_text()[-3_000:])
