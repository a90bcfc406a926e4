"""From a path or an open file to plain bytes: UTF-8 without a mark, lines that end with LF.

- UTF-8, with or without its mark, and UTF-16 and UTF-32 with theirs (Excel's "Unicode text", PowerShell's `>`).
- A NUL byte is refused: a spreadsheet, an archive, or UTF-16 without its mark.
- Any other bytes are left to the reader: a name above the rows may be Windows-1252 (which holds Latin-1), a row not.
"""

from pathlib import Path
from typing import IO

from archlib.errors import DataError
from archlib.workload.reading.samples import refuse_at

Source = str | Path | IO[str] | IO[bytes]

SAVE = "save it as 'CSV UTF-8'"
ELSE = "windows-1252"

_MARKS = (  # the longer mark first: that of UTF-32 begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MARK = b"\xef\xbb\xbf"


def read_bytes(source: Source, most: int) -> tuple[str, bytes]:
    """Return (name for messages, content) of a source of `most` bytes at most.

    Raises
    ------
    DataError : nothing to read there, too many bytes, a NUL byte, or not the encoding that the mark says
    """
    try:
        if isinstance(source, (str, Path)):
            name = str(source)
            with Path(source).open("rb") as file:
                raw: str | bytes = file.read(most + 1)
        else:
            name, raw = str(getattr(source, "name", "the file")), source.read(most + 1)
    except (OSError, ValueError, AttributeError) as error:
        raise DataError(f"cannot read {source!r:.200}: {error}; give the path of a CSV file, or an open one") from None
    if len(raw) > most:
        raise DataError(f"{name} has more than {most:,} bytes; cut it, or use longer periods")
    return name, _plain(name, raw.encode("utf-8", "replace") if isinstance(raw, str) else raw)


def decoded(line: bytes) -> tuple[str, int | None]:
    """Return a text, and the first byte that is not UTF-8 if it had to be read as Windows-1252."""
    try:
        return line.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return line.decode(ELSE, "replace"), line[error.start]


def _plain(name: str, raw: bytes) -> bytes:
    raw = _as_utf8(name, raw).removeprefix(_MARK)
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if (at := raw.find(b"\0")) >= 0:
        line = raw.count(b"\n", 0, at) + 1
        what = "a NUL byte, so no text: a spreadsheet, an archive, or UTF-16 without its mark"
        refuse_at(name, f"line {line}", what, SAVE)
    return raw


def _as_utf8(name: str, raw: bytes) -> bytes:
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if encoding is None:
        return raw
    try:
        return raw.decode(encoding).encode("utf-8", "replace")
    except UnicodeDecodeError as error:
        line = raw[: error.start].decode(encoding, "ignore").count("\n") + 1
        refuse_at(name, f"line {line}", f"the text is not {encoding.upper()}, as its first bytes say", SAVE)
