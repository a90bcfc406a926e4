"""Memory that nobody needs any more, handed back: LLVM's library once the kernel is loaded, and what arrays leave.

Some 70 MB of a process are then pages of that library's file, which are needed again only if something else is
compiled; the system maps them anew if so. Only what is nowhere but in the file is handed back: segments that cannot be
written to, of which no page has been changed (madvise(2), MADV_DONTNEED; proc(5), smaps; man-pages 6.9, 2024).
"""

import ctypes
import mmap
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

LIBRARY: Final = "libllvmlite"
_SMAPS: Final = Path("/proc/self/smaps")
_SEGMENT: Final = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+[ ]*(.*)$", re.MULTILINE)
_OWN: Final = re.compile(r"^(Anonymous|Swap): +(\d+) kB$", re.MULTILINE)  # pages that are not the file's


class Segment(NamedTuple):
    """A stretch of addresses that holds a part of a file."""

    start: int
    size: int
    rights: str
    path: str
    own_kb: int


@cache
def hand_back() -> int:
    """Hand back the pages of LLVM's library, once in a process; return the bytes of addresses, 0 but on Linux."""
    if sys.platform != "linux":
        return 0
    try:
        found = [s for s in segments(_SMAPS.read_text(encoding="utf-8", errors="replace")) if LIBRARY in s.path]
        advise = ctypes.CDLL(None, use_errno=True).madvise
    except (OSError, AttributeError):  # no /proc, or a C library that does not know it
        return 0
    clean = [s for s in found if "w" not in s.rights and s.own_kb == 0]
    done = [advise(ctypes.c_void_p(s.start), ctypes.c_size_t(s.size), mmap.MADV_DONTNEED) == 0 for s in clean]
    return sum(s.size for s, ok in zip(clean, done, strict=True) if ok)


def hand_back_freed() -> None:
    """Hand back what is free within the C library's memory: large runs that have gone leave 100 MB of it.

    glibc takes a large array from the system and gives it back, but from then on keeps arrays up to that size in its
    heap (mallopt(3), M_MMAP_THRESHOLD; malloc_trim(3), man-pages 6.9, 2024). Does nothing with another C library.
    """
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return


def segments(smaps: str) -> Iterator[Segment]:
    """Read the segments of a process as /proc tells them: a line for each, then what is in it."""
    heads = list(_SEGMENT.finditer(smaps))
    ends = [head.start() for head in heads[1:]] + [len(smaps)]
    for head, end in zip(heads, ends, strict=True):
        start, stop = int(head[1], 16), int(head[2], 16)
        own_kb = sum(int(kb) for _, kb in _OWN.findall(smaps, head.end(), end))
        yield Segment(start, stop - start, head[3], head[4], own_kb)
