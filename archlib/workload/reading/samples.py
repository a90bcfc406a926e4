"""What a file holds once it is read: moments and values as arrays, and where in the file each of them stands."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn

from archlib.draws import Floats
from archlib.errors import DataError

Where = Callable[[int], str]
Refuse = Callable[[str, str], NoReturn]


class Samples(NamedTuple):
    """The samples of a file in the order written.

    Fields
    ------
    name : the file, for messages
    moments_s : float array (n,), s since 1970-01-01 of UTC, or of the file's own clock where `has_zone` is False
    values : float array (n,), videos
    where : number of a sample -> its place, such as "line 7"
    has_zone : whether the moments were written with Z or an offset
    preamble : what stands above the rows of a console export, by its name in small letters
    notes : what was decided while reading
    """

    name: str
    moments_s: Floats
    values: Floats
    where: Where
    has_zone: bool
    preamble: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()

    def refuse(self, number: int, what: str, do: str) -> NoReturn:
        """Raise the DataError of one sample."""
        refuse_at(self.name, self.where(number), what, do)


def refuse_at(name: str, place: str, what: str, do: str) -> NoReturn:
    """Raise the DataError of one place of a file."""
    raise DataError(f"{name}, {place}: {what}; {do}")
