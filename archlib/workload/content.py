"""What a video is: its work in columns, its bytes, its required sizes."""

from typing import Final, Self

import numpy as np
from pydantic import model_validator

from archlib.draws import Distribution, Floats, unit_mean
from archlib.errors import nearest
from archlib.params import Params, param, refuse
from archlib.workload.sizes import bitrates, rendition_share

COLUMNS = ("transfer", "transcode", "catalogue")
USUAL: Final = ("1080p", "720p", "480p")
LADDERS: Final = (("1080p",), ("1080p", "720p"), USUAL, (*USUAL, "360p"), ("1440p", *USUAL, "360p"))


class Content(Params):
    """Three columns of work, drawn once for each video, and bytes.

    `transfer` takes a video in after its last byte has arrived, `transcode` makes all required sizes, `catalogue`
    writes its entry. A station says which columns it does; a retry or a redelivery repeats the same amount. Sizes
    other than the usual ones take work in proportion to what they weigh, as they do where each is made by itself.

    Raises
    ------
    ParameterError : a field outside its bounds, an unknown or a repeated size, no size

    Notes
    -----
    Leaves out: bytes and seconds are drawn apart, so a big video does not take longer; a size weighs the same share of
    every master.
    """

    transcode_s: float = param(
        300.0, gt=0, le=43_200, unit="s", scale="log", help="mean work to make 1080p, 720p and 480p"
    )
    transcode_cv: float = param(0.5, ge=0, le=5, unit="1", help="spread of that work, standard deviation over mean")
    transfer_s: float = param(0.5, ge=0, le=3_600, unit="s", help="mean work to take a video in after its last byte")
    transfer_cv: float = param(0.0, ge=0, le=5, unit="1", help="spread of that work")
    catalogue_s: float = param(0.1, ge=0, le=3_600, unit="s", help="mean work to write a catalogue entry")
    catalogue_cv: float = param(0.0, ge=0, le=5, unit="1", help="spread of that work")
    distribution: Distribution = param("lognormal", unit="", help="law of the work; exponential ignores the spreads")
    master_gb: float = param(
        0.4, gt=0, le=1_000, unit="GB", scale="log", help="mean size; 0.4 is 80 s of 4K at 40 Mbit/s"
    )
    master_cv: float = param(0.5, ge=0, le=5, unit="1", help="spread of the master's size")
    sizes: tuple[str, ...] = param(USUAL, unit="", help="required sizes; more of them are more work", offers=LADDERS)

    def work(self, seed: int, n: int) -> dict[str, Floats]:
        """Return the work of the first n videos: column -> float array (n,), s."""
        return {column: self._column(seed, n, column) for column in COLUMNS}

    def master_gb_draws(self, seed: int, n: int) -> Floats:
        """Return the master sizes of the first n videos, float array (n,), GB of 1e9 bytes; always lognormal."""
        return np.asarray(self.master_gb * unit_mean(seed, ("bytes",), n, self.master_cv, "lognormal"))

    @property
    def mean_work_s(self) -> float:
        """Mean work to make all required sizes of a video, s: `transcode_s` times what they weigh beside the usual."""
        return self.transcode_s * (rendition_share(self.sizes) / rendition_share(USUAL))

    @property
    def rendition_share(self) -> float:
        """What all required sizes weigh together, as a share of the master."""
        return rendition_share(self.sizes)

    @property
    def size_shares(self) -> Floats:
        """What each required size weighs of all, float array (sizes,); sums to 1."""
        known = bitrates()
        rates = np.array([known[size] for size in self.sizes])
        return np.asarray(rates / rates.sum())

    def details(self, master_gb: Floats) -> dict[str, object]:
        """Return what an event tells of videos with these masters, (n,): field -> array (n,), or one value for all."""
        return {"master_gb": master_gb, "sizes": list(self.sizes)}

    @property
    def objects(self) -> dict[str, dict[str, float]]:
        """What is put ("master", "sizes") -> name of each object -> its size as a share of the master's."""
        weights = (self.rendition_share * self.size_shares).tolist()
        return {"master": {"master": 1.0}, "sizes": dict(zip(self.sizes, weights, strict=True))}

    def _column(self, seed: int, n: int, column: str) -> Floats:
        mean = self.mean_work_s if column == "transcode" else getattr(self, f"{column}_s")
        cv = getattr(self, f"{column}_cv")
        return np.asarray(mean * unit_mean(seed, column, n, cv, self.distribution))

    @model_validator(mode="after")
    def _sizes_are_known(self) -> Self:
        known = bitrates()
        unknown = [size for size in self.sizes if size not in known]
        if unknown:
            rule = "a required size is one of data/bitrates.csv"
            raise refuse(self, "sizes", unknown[0], rule, f"Choose another; {nearest(unknown[0], known)}")
        if not self.sizes or len(set(self.sizes)) < len(self.sizes):
            raise refuse(self, "sizes", self.sizes, "at least one size, each once", "Name each required size once.")
        return self
