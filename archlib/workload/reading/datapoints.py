"""Which statistic of the Datapoints of `get-metric-statistics` is read.

Sum is taken where it is there, else SampleCount. Sum adds up what the samples say: videos, if each says how many.
SampleCount counts the samples: videos, if each video sends one, whatever it says. `metric=` names another statistic.
"""

from typing import Any

from archlib.errors import DataError
from archlib.workload.reading.listed import Part, shown
from archlib.workload.reading.metrics import CHECK, UNCHANGED
from archlib.workload.reading.samples import refuse_at

COUNTING = ("Sum", "SampleCount")


def chosen(name: str, place: str, points: list[Any], label: Any, statistic: str | None) -> tuple[list[Part], list[str]]:
    """Return the chosen statistic of all datapoints, and notes.

    Parameters
    ----------
    place : where the list stands, such as "Datapoints"
    points : what stands there
    label : the name of the metric, if any

    Raises
    ------
    DataError : no points, no statistic that counts, a point that lacks it, or several units
    """

    def at(number: int, inside: str = "") -> str:
        return f"{place}[{number}]{inside} ({label or 'no label'!r})"

    for number, point in enumerate(points):
        if not isinstance(point, dict):
            refuse_at(name, at(number), f"{shown(point)} is not a datapoint", UNCHANGED)
    if not points:
        raise DataError(f"{name} holds no samples ({place} is empty); {CHECK}")
    key, notes = _statistic(name, {key for point in points for key in point} - {"Timestamp", "Unit"}, statistic)
    notes += _unit(name, points, key)
    for number, point in enumerate(points):
        if key not in point:
            refuse_at(name, at(number), f"no {key}, unlike others", "save the answer of one query")
    stamps, values = [point.get("Timestamp") for point in points], [point[key] for point in points]
    return [Part(stamps, lambda n: at(n, ".Timestamp"), values, lambda n: at(n, f".{key}"))], notes


def _statistic(name: str, keys: set[str], wanted: str | None) -> tuple[str, list[str]]:
    """Return the key of the statistic, and notes."""
    there = ", ".join(sorted(keys)) or "nothing"
    if wanted is not None and wanted not in keys:
        raise DataError(f"{name} holds no statistic metric={wanted!r:.60} in its Datapoints, only {there}")
    if wanted is not None:
        only = f"the statistic is {wanted}, and only Sum or SampleCount is a count of videos"
        return wanted, [] if wanted in COUNTING else [only]
    if "Sum" in keys:
        both = "the Datapoints hold Sum and SampleCount; Sum was taken, metric='SampleCount' takes the other"
        return "Sum", [both] if "SampleCount" in keys else []
    if "SampleCount" in keys:
        return "SampleCount", ["the Datapoints hold no Sum; SampleCount was taken, one video a sample"]
    do = "query it with --statistics Sum"
    raise DataError(f"{name} holds {there} in its Datapoints, and only Sum or SampleCount counts videos; {do}")


def _unit(name: str, points: list[Any], key: str) -> list[str]:
    units = sorted({str(point.get("Unit", "None")) for point in points})
    if len(units) > 1:
        raise DataError(f"{name} holds samples in several units ({', '.join(units)}); query one of them with --unit")
    if key == "SampleCount" or units[0] in ("Count", "None"):
        return []
    return [f"the unit of {key} is {units[0]}, and only a Count can be videos"]
