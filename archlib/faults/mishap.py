"""Work that fails by chance although nothing is down: poisoned videos, and visits that fail now and then."""

from collections.abc import Sequence
from typing import Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from archlib.draws import stream
from archlib.faults.parts import check_role
from archlib.params import Params, param

COLUMNS = 16  # draws a video; its visit number 16 uses the first one again

Marks = npt.NDArray[np.int8]


class Mishap(Params):
    """A share of the work of a role that ends with a wrong answer when it is done.

    A poisoned video fails at every visit to a station that does the role's work, however often it is tried. With
    `each`, every visit fails by itself with that probability, so a retry helps.

    Raises
    ------
    ParameterError : a share outside 0 to 1, or an unknown role

    Notes
    -----
    Draws: ("poison", role), one a video; ("mishap", role), 16 a video, of which visit k of the video (over all
    stations of the role) uses number k % 16. What fails has a draw below `share`, so a larger share fails the same ones
    and more. Leaves out: failures that depend on size or load, and work that is cut short.
    """

    role: str = param("process", unit="", help="role whose work fails")
    share: float = param(0.01, ge=0, le=1, unit="1", help="share of the videos, or of the visits, that fail")
    each: bool = param(False, unit="", help="whether every visit is drawn by itself, instead of every video")
    label: str = param("", unit="", help="what people call it")

    @property
    def kind(self) -> Literal["poison", "mishap"]:
        """The first part of its stream's key."""
        return "mishap" if self.each else "poison"

    @property
    def name(self) -> str:
        """The label, or else a few words made from the fields, such as "process poison 1 %"."""
        return self.label or f"{self.role} {'flaky' if self.each else 'poison'} {100 * self.share:g} %"

    def draws(self, seed: int, n: int) -> Marks:
        """Return what fails of the first n videos, int8 array (n,) of 0 and 1, or (n, 16) with `each`."""
        size = (n, COLUMNS) if self.each else n
        return np.asarray(stream(seed, self.kind, self.role).random(size) < self.share, np.int8)

    @model_validator(mode="after")
    def _role_is_known(self) -> Self:
        check_role(self, self.role)
        return self


def marks(mishaps: Sequence[Mishap], seed: int, n: int) -> Marks:
    """Return what fails of the first n videos by any of some mishaps, int8 array (n,); (n, 16) if one is of `each`."""
    failed: Marks = np.zeros((n, COLUMNS) if any(m.each for m in mishaps) else n, np.int8)
    for mishap in mishaps:
        drawn = mishap.draws(seed, n)
        failed |= drawn[:, None] if drawn.ndim < failed.ndim else drawn
    return failed
