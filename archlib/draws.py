"""Random numbers that everybody can find again: one stream for each key, whoever asks and whenever.

A stream is named by the seed and a key. Nothing is drawn from a shared generator, so no draw can move because another
part drew first, and the same video has the same work in every architecture (common random numbers).

The keys are a contract: changing one changes every number in every notebook.

========================  ==========================================  =======================================
key                       what is drawn                               who reads it
========================  ==========================================  =======================================
("arrivals",)             unit exponentials, or places in a period    workload: when videos arrive
("work", column)          one unit-mean number a video                workload: "transfer", "transcode", ...
("bytes",)                one unit-mean number a video                workload: size of the master
("jitter", edge)          waiting before a retry or a redelivery      engine, by edge name
("pick", edge)            which instance a balancer tries             engine, by edge that leads to it
("order", queue)          disorder of a standard queue                engine, by queue name
("code", role, k)         times up and down of instance k's code      faults
("code", role, "all")     the same, common to all instances           faults
("host", k)               times up and down of host number k          faults
("host", "all")           the same, common to all hosts               faults
(..., effect)             the four above, where effect is not "down"  faults
("poison", role)          one uniform a video: whose work fails       faults
("mishap", role)          16 uniforms a video: which visits fail      faults
("sweep", path)           uniforms: the drawn points of a parameter   sweeps
("launch", number)        when, how strong and how long a launch is   year
========================  ==========================================  =======================================

A stream is the same in any process, on any machine and in any order of use, for one version of numpy: numpy keeps the
bit generator for ever, but may improve how a distribution is made from its bits.
"""

import hashlib
import json
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from archlib.errors import ParameterError
from archlib.params import refuse

Floats = NDArray[np.float64]
Distribution = Literal["lognormal", "exponential"]

_WORDS = 2**32  # a key part is one 32-bit word; a longer number would spill into its neighbour


def stream(seed: int, *key: str | int) -> np.random.Generator:
    """Return the generator of a key, at its beginning.

    Parameters
    ----------
    seed : int, 0 <= seed < 2**32
    key : str or int, at least one, from the table above; a number is 0 <= k < 2**32

    Raises
    ------
    ParameterError : a negative, too large, or not whole number, or no key

    Examples
    --------
    >>> bool(stream(1, "host", 0).random() == stream(1, "host", 0).random())
    True
    """
    if not key:
        raise ParameterError("stream() needs a key, such as ('work', 'transcode'); see the table in archlib.draws")
    words = tuple(_word_of(part) for part in key)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(_whole("seed", seed), spawn_key=words)))


def unit_mean(seed: int, column: str | tuple[str | int, ...], n: int, cv: float, distribution: Distribution) -> Floats:
    """Draw n numbers of mean 1 in expectation, the first m of which do not depend on n.

    Parameters
    ----------
    column : str, a work column, drawn from ("work", column); or a whole key of the table above
    n : int, how many, n >= 0
    cv : float, 1, standard deviation over mean, 0 <= cv <= 1000; without effect on the exponential, whose cv is 1
    distribution : "lognormal", exp(sigma z - sigma^2 / 2) with sigma^2 = log(1 + cv^2); or "exponential"

    Returns
    -------
    float array (n,), 1; exactly ones for a lognormal of cv = 0

    Notes
    -----
    z does not depend on cv, so a slider for cv stretches the same draws and a picture moves smoothly.

    References
    ----------
    Moments of the lognormal: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 1994, chapter 14.
    """
    _whole("n", n)
    if not 0 <= cv <= 1000:
        raise refuse(
            "unit_mean", "cv", cv, "a number, 0 <= cv <= 1000", "Give a standard deviation over the mean.", "1"
        )
    generator = stream(seed, *(("work", column) if isinstance(column, str) else column))
    if distribution == "exponential":
        return generator.standard_exponential(n)
    if distribution != "lognormal":
        raise refuse("unit_mean", "distribution", distribution, "one of 'lognormal', 'exponential'", "Choose one.")
    variance = np.log1p(cv * cv)
    return np.asarray(np.exp(np.sqrt(variance) * generator.standard_normal(n) - variance / 2))


def digest(plain: Any) -> str:
    """Return the sha256 (64 hexadecimal digits) of JSON-able content, the same in any process and order of keys."""
    text = json.dumps(_without_minus_zero(plain), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _word_of(part: str | int) -> int:
    """Return the 32-bit word of a key part; Python's own hash() differs from process to process."""
    if isinstance(part, str):
        return int.from_bytes(hashlib.sha256(part.encode()).digest()[:4], "big")
    return _whole("key", part)


def _whole(field: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not 0 <= value < _WORDS:
        raise refuse("archlib.draws", field, value, "a whole number, 0 <= x < 2**32", "Give such a number.")
    return int(value)


def _without_minus_zero(plain: Any) -> Any:
    """Return the content with -0.0 as 0.0: they are equal, so their digests must be."""
    if isinstance(plain, dict):
        return {key: _without_minus_zero(value) for key, value in plain.items()}
    if isinstance(plain, (list, tuple)):
        return [_without_minus_zero(value) for value in plain]
    return plain + 0.0 if isinstance(plain, float) else plain
