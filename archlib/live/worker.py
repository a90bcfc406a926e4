"""Who works: a customer's door that sends messages, and workers that boot, receive, work, store and delete."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Final

import numpy as np

from archlib.live.messages import Message
from archlib.live.site import Site

POLL_WAIT_S: Final = 20.0  # a long poll, s of the service
BYTES_PER_GB: Final = 1_000.0  # a master's file is a millionth of what it stands for


class Member(Thread):
    """A thread of the site: what goes wrong in it is kept there, and ends everything."""

    def __init__(self, site: Site, name: str, work: Callable[[], None]) -> None:
        super().__init__(name=f"archlib-live-{name}", daemon=True)
        self.site, self._work = site, work

    def run(self) -> None:
        """Work to the end."""
        try:
            self._work()
        except BaseException as error:
            self.site.troubles.append(error)


def door(site: Site) -> None:
    """Take uploads in: when the last byte of each has come it is stored, and a message sent."""
    videos = site.videos
    sent_s = videos.arrive + videos.work["transfer"]
    for video in np.argsort(sent_s, kind="stable").tolist():
        if not site.clock.until(float(sent_s[video])):
            return
        site.store.put(f"masters/{video}", b"\0" * int(videos.master_gb[video] * BYTES_PER_GB))
        site.send(str(video))


class Worker(Member):
    """Takes time until it is ready, then one message after another.

    Attributes
    ----------
    idle_since_s : since when it has been without work
    is_ending : whether it takes no more messages
    """

    def __init__(self, site: Site, number: int, boot_s: float) -> None:
        super().__init__(site, f"worker-{number}", self._all)
        self.is_ending, self.idle_since_s = False, 0.0
        self._ready_s, self._called = site.clock.now_s + boot_s, Event()

    def wake(self) -> None:
        """Have it look for a message."""
        self._called.set()

    def end(self) -> None:
        """Have it go; it is idle."""
        self.is_ending = True
        self.wake()

    def _all(self) -> None:
        clock = self.site.clock
        if not clock.until(self._ready_s):
            return
        self.idle_since_s = clock.now_s
        while not (self.is_ending or clock.stopped.is_set()):
            self._called.clear()
            message = self.site.next_for(self)
            if message is None:
                self._called.wait(clock.here_s(POLL_WAIT_S))
            elif self._done(int(message.body), message):
                self.idle_since_s = clock.now_s

    def _done(self, video: int, message: Message) -> bool:
        """Do a message's work; return whether it came to its end. Transcoding takes time here, and no processor."""
        site, work, began_s = self.site, self.site.videos.work, self.site.clock.now_s
        master = site.store.get(f"masters/{video}")
        if not site.clock.until(began_s + float(work["transcode"][video])):
            return False
        for number, size in enumerate(site.sizes, 2):
            site.store.put(f"videos/{video}/{size}", master[: len(master) // number])
        if not site.clock.until(began_s + float(work["transcode"][video] + work["catalogue"][video])):
            return False
        site.store.put(f"catalogue/{video}", ",".join(site.sizes).encode())
        site.journal.ready.append(site.clock.now_s)
        site.queue.delete(message)
        return True
