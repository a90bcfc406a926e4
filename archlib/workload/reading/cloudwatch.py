"""What `aws cloudwatch get-metric-data` and `get-metric-statistics` print as JSON.

- `MetricDataResults[]`: Id, Label, Timestamps[], Values[], StatusCode; which of several: `metrics`.
- `Datapoints[]`: Timestamp, Sum, SampleCount, ...; which statistic: `datapoints`.
- What `--query` leaves is read too: a list of results or of datapoints, or one result.
- Moments: ISO 8601 as in a CSV, or numbers, s since 1970-01-01 UTC; in any order (`get-metric-data` begins with the
  newest, `get-metric-statistics` has none). Values: numbers from 0 to 1e9; text, null, NaN and Infinity are refused.
- PartialData, a NextToken and messages become notes: some samples may be missing.

References
----------
AWS, Amazon CloudWatch API Reference, GetMetricData and GetMetricStatistics, read November 2026.
"""

import json
from typing import Any

from archlib.errors import DataError
from archlib.workload.reading import datapoints, metrics
from archlib.workload.reading.listed import Part, as_samples
from archlib.workload.reading.samples import Samples, refuse_at
from archlib.workload.reading.source import ELSE, decoded

SAVE = "save what `aws cloudwatch get-metric-data --output json` prints, unchanged"


def read_json(name: str, data: bytes, metric: str | None) -> Samples:
    """Return the samples of the chosen metric.

    Raises
    ------
    DataError : no JSON of these forms, several metrics and none chosen, no samples, or one that is no count
    """
    plain, odd = _parsed(name, data)
    parts, notes = _parts(name, plain, metric)
    if odd is not None:
        notes.append(f"the text is not UTF-8; names were read as {ELSE}")
    return as_samples(name, parts, [*notes, *_warnings(plain)])


def _parsed(name: str, data: bytes) -> tuple[Any, int | None]:
    """Return what the JSON holds, and the first byte that is not UTF-8 if there is one."""
    text, odd = decoded(data)
    try:
        return json.loads(text), odd
    except json.JSONDecodeError as error:
        refuse_at(name, f"line {error.lineno}", f"not JSON ({error.msg}, column {error.colno})", SAVE)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        raise DataError(f"{name} is not JSON that aws prints ({error}); {SAVE}") from None


def _parts(name: str, plain: Any, metric: str | None) -> tuple[list[Part], list[str]]:
    """Return what is to be read, and notes, by the form that the JSON has."""
    inside = plain if isinstance(plain, dict) else {}
    if isinstance(inside.get("MetricDataResults"), list):
        return _results(name, "MetricDataResults", inside["MetricDataResults"], metric)
    if isinstance(inside.get("Datapoints"), list):
        return datapoints.chosen(name, "Datapoints", inside["Datapoints"], inside.get("Label"), metric)
    if "Timestamps" in inside:
        return metrics.chosen(name, [metrics.Result("the result", plain)], metric)
    if _all_have(plain, "Timestamp"):
        return datapoints.chosen(name, "the list", plain, None, metric)
    if plain == [] or _all_have(plain, "Timestamps"):
        return _results(name, "the list", plain, metric)
    raise DataError(f"{name} is JSON without a list of MetricDataResults or Datapoints; {SAVE}")


def _results(name: str, place: str, plain: list[Any], metric: str | None) -> tuple[list[Part], list[str]]:
    results = [metrics.Result(f"{place}[{number}]", result) for number, result in enumerate(plain)]
    return metrics.chosen(name, results, metric)


def _all_have(plain: Any, key: str) -> bool:
    return isinstance(plain, list) and bool(plain) and all(isinstance(each, dict) and key in each for each in plain)


def _warnings(plain: Any) -> list[str]:
    if not (isinstance(plain, dict) and "MetricDataResults" in plain):
        return []
    notes = ["the answer goes on (NextToken): some samples are missing"] if plain.get("NextToken") else []
    return notes + [f"the answer says {message}" for message in metrics.messages_of(plain)]
