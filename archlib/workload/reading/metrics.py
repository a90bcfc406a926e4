"""Which of several metrics a JSON is read for, by `metric=`.

Results of equal Id and Label are pages of one metric, as the command line joins them. Of several metrics one is named:
by its Id, or by its Label where the Id is not alone (one SEARCH gives many results of one Id).

References
----------
Pages of an answer are joined result after result: botocore, data/cloudwatch/2010-08-01/paginators-1.json, read 2026.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from archlib.errors import DataError, nearest
from archlib.workload.reading.listed import Part, shown
from archlib.workload.reading.samples import refuse_at

MOST_NAMED = 10
CHECK = "check metric, dimensions, period and time of the query"
UNCHANGED = "save the answer of aws unchanged"

Names = tuple[str, str]  # Id and Label, blank where there is none


class Result(NamedTuple):
    """One of MetricDataResults: where it stands, and what is there."""

    place: str
    plain: Any

    @property
    def names(self) -> Names:
        """Id and Label."""
        return str(self.plain.get("Id", "")), str(self.plain.get("Label", ""))

    def at(self, inside: str = "") -> str:
        """A place in it for messages, with its label, else its Id."""
        id_, label = self.names
        return f"{self.place}{inside} ({label or id_ or 'no label'!r})"


def chosen(name: str, results: list[Result], metric: str | None) -> tuple[list[Part], list[str]]:
    """Return the pages of the only metric, or of the chosen one, and notes.

    Raises
    ------
    DataError : none, several and none chosen, no such metric, no samples, or lists of unequal length
    """
    if not results:
        raise DataError(f"{name} holds no results (MetricDataResults is empty); {CHECK}")
    metrics: dict[Names, list[Result]] = {}
    for result in results:
        if not isinstance(result.plain, dict):
            refuse_at(name, result.place, f"{shown(result.plain)} is not a result", UNCHANGED)
        metrics.setdefault(result.names, []).append(result)
    pages = metrics[_only(name, list(metrics)) if metric is None else _named(name, list(metrics), metric)]
    parts = [_part(name, page) for page in pages]
    status = str(pages[-1].plain.get("StatusCode", "Complete"))  # earlier pages are partial by nature
    if not any(part.stamps for part in parts):
        refuse_at(name, pages[0].at(), f"no samples (StatusCode {status})", CHECK)
    return parts, _warnings(pages, status)


def _only(name: str, metrics: list[Names]) -> Names:
    if len(metrics) > 1:
        ids = [id_ for id_, _ in metrics]
        alone = next((id_ for id_ in ids if id_ and ids.count(id_) == 1), metrics[0][1])
        raise DataError(f"{name} holds {len(metrics)} metrics: {_list(metrics)}; choose one, such as metric={alone!r}")
    return metrics[0]


def _named(name: str, metrics: list[Names], metric: str) -> Names:
    for which in (0, 1):
        found = [names for names in metrics if names[which] == metric]
        if len(found) == 1:
            return found[0]
    if found := [names for names in metrics if metric in names]:
        raise DataError(f"{name} holds {len(found)} metrics of metric={metric!r}: {_list(found)}; choose by the other")
    known = {name for names in metrics for name in names if name}
    raise DataError(f"{name} holds no metric={metric!r:.60}; {nearest(metric, known)}")


def _list(metrics: Iterable[Names]) -> str:
    names = [f"Id {id_!r} Label {label!r}" for id_, label in metrics]
    return ", ".join(names[:MOST_NAMED]) + (f", and {len(names) - MOST_NAMED} more" if names[MOST_NAMED:] else "")


def _part(name: str, page: Result) -> Part:
    stamps, values = page.plain.get("Timestamps"), page.plain.get("Values")
    for key, there in (("Timestamps", stamps), ("Values", values)):
        if not isinstance(there, list):
            refuse_at(name, page.at(), f"{key} is {shown(there)} and no list", UNCHANGED)
    if len(stamps) != len(values):
        refuse_at(name, page.at(), f"{len(stamps)} Timestamps and {len(values)} Values", UNCHANGED)
    return Part(
        stamps, lambda number: page.at(f".Timestamps[{number}]"), values, lambda number: page.at(f".Values[{number}]")
    )


def _warnings(pages: list[Result], status: str) -> list[str]:
    notes = [f"the StatusCode of {pages[-1].at()} is {status}: some samples may be missing"]
    messages = [message for page in pages for message in messages_of(page.plain)]
    return (notes if status != "Complete" else []) + [f"{pages[0].at()} says {message}" for message in messages]


def messages_of(plain: dict[str, Any]) -> list[str]:
    """Return the Messages of an answer or of a result, each in a line."""
    messages = plain.get("Messages")
    return [shown(message) for message in messages] if isinstance(messages, list) else []
