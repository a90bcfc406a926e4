"""Many rows at once: a block of lines to arrays of moments and values, or `Unusual`.

It takes what nearly every file holds in nearly every line: a stamp, one separator, a number; in quotes or not, with
blanks around or not, empty cells at the end or not. It never decides that a row is wrong: a block that it does not
take whole goes to the reader of `lines`, which knows all forms and words all refusals.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archlib.draws import Floats
from archlib.workload.counts import MOST_A_PERIOD
from archlib.workload.reading.cells import DecimalMark
from archlib.workload.reading.stamps import Bytes, Ints, Unusual, moments

MOST_BLANKS = 8  # blanks or empty cells at an end of a line
LONGEST = 32  # characters of a number

_QUOTE = ord('"')
_COMMA, _POINT = ord(","), ord(".")


class Block(NamedTuple):
    """Rows of a block: their lines, counted from 0 in the block, moments in s, values, and whether zones are known."""

    lines: Ints
    moments_s: Floats
    values: Floats
    has_zone: bool


def read_block(block: bytes, separator: str, decimal: DecimalMark) -> Block:
    """Return the rows of some whole lines.

    Parameters
    ----------
    block : bytes, lines that end with LF
    separator : "," or ";" or tab
    decimal : the decimal mark of the values

    Raises
    ------
    Unusual : not all lines are blank or plain rows; or there is no row
    """
    text = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(text == ord("\n"))
    starts = np.concatenate([[0], ends[:-1] + 1])
    quoted = b'"' in block
    # csv allows no blanks after a closing quote, and only spaces before an opening one
    starts = _without_left(text, starts, ends, " " if quoted else " \t")
    ends = _without_right(text, starts, ends, separator if quoted else f" \t{separator}")
    lines = np.flatnonzero(ends > starts)
    if not len(lines):
        raise Unusual
    starts, ends = starts[lines], ends[lines]
    cuts = _cuts(text, starts, ends, separator)
    return Block(lines, *_cells(text, (starts, cuts, cuts + 1, ends), quoted, decimal))


def _cells(
    text: Bytes, places: tuple[Ints, Ints, Ints, Ints], quoted: bool, decimal: DecimalMark
) -> tuple[Floats, Floats, bool]:
    """Return moments, values and whether zones are known, of cells that begin and end at these places."""
    start, end, from_, to = places
    if quoted:
        from_ = _without_left(text, from_, to, " ")
        start, end = _unquoted(text, start, end)
        from_, to = _unquoted(text, from_, to)
    else:
        end = _without_right(text, start, end, " \t")
        from_ = _without_left(text, from_, to, " \t")
    found, has_zone = moments(text, start, end)
    return found, _values(text, from_, to, decimal), has_zone


def _cuts(text: Bytes, starts: Ints, ends: Ints, separator: str) -> Ints:
    """Return where the one separator of each line is."""
    all_ = np.flatnonzero(text == ord(separator))
    if len(all_) == len(starts):
        cuts = all_
    else:
        first = np.searchsorted(all_, starts)
        if np.any(np.searchsorted(all_, ends) - first != 1):
            raise Unusual
        cuts = all_[first]
    if np.any((cuts < starts) | (cuts >= ends)):
        raise Unusual
    return cuts


def _without_left(text: Bytes, starts: Ints, ends: Ints, blanks: str) -> Ints:
    for _ in range(MOST_BLANKS):
        more = _any_of(text[np.minimum(starts, len(text) - 1)], blanks) & (starts < ends)
        if not more.any():
            return starts
        starts = starts + more
    raise Unusual


def _without_right(text: Bytes, starts: Ints, ends: Ints, blanks: str) -> Ints:
    for _ in range(MOST_BLANKS):
        more = _any_of(text[ends - 1], blanks) & (starts < ends)
        if not more.any():
            return ends
        ends = ends - more
    raise Unusual


def _any_of(bytes_: Bytes, characters: str) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = bytes_ == ord(characters[0])
    for character in characters[1:]:
        found |= bytes_ == ord(character)
    return found


def _unquoted(text: Bytes, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Return the places without a pair of quotes around a cell; a quote that is left is no stamp and no number."""
    first = np.minimum(starts, len(text) - 1)
    pair = (text[first] == _QUOTE) & (text[ends - 1] == _QUOTE) & (ends - starts > 1)
    return starts + pair, ends - pair


def _values(text: Bytes, starts: Ints, ends: Ints, decimal: DecimalMark) -> Floats:
    """Return the numbers of cells, videos."""
    lengths = ends - starts
    width = int(lengths.max())
    if lengths.min() < 1 or width > LONGEST:
        raise Unusual
    padded = np.zeros((len(starts), width), dtype=np.uint8)
    for place in range(width):
        padded[:, place] = np.where(lengths > place, text[np.minimum(starts + place, len(text) - 1)], 0)
    return _numbers(padded, decimal)


def _numbers(padded: Bytes, decimal: DecimalMark) -> Floats:
    """Return the numbers of rows of ASCII, ended with zero bytes."""
    digits = (padded >= ord("0")) & (padded <= ord("9"))
    other = padded[~digits & (padded != 0)]
    # of texts of these characters, float() reads those that the rule of a value allows, and no others
    if not _any_of(other, f"{decimal}+-eE").all():
        raise Unusual
    if decimal == ",":
        padded = np.where(padded == _COMMA, np.uint8(_POINT), padded)
    try:
        numbers = padded.view(f"S{padded.shape[1]}")[:, 0].astype(np.float64)
    except ValueError:
        raise Unusual from None
    if not np.all((numbers >= 0) & (numbers <= MOST_A_PERIOD)):
        raise Unusual
    return np.abs(numbers)
