"""A comparison as one HTML page that needs nothing else: it opens offline and can be handed to a colleague."""

import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from archlib._version import __version__
from archlib.compare import Comparison, Progress
from archlib.errors import ParameterError
from archlib.lab import report_facts as facts
from archlib.lab import words
from archlib.lab.assets import STATIC, module
from archlib.lab.plan import Many
from archlib.params import refuse

if TYPE_CHECKING:
    from archlib.lab.figures import Picture
    from archlib.lab.report_weeks import OtherWeeks

DRAWN: Final = ("strips", "bill", "availability", "latency", "queue", "utilisation")
WEEKS: Final = Many().seeds


def report(
    comparison: Comparison,
    path: str | Path | None = None,
    *,
    title: str | None = None,
    made: datetime | None = None,
    overwrite: bool = False,
    weeks: int = WEEKS,
    progress: Progress | None = None,
) -> Path:
    """Write a comparison as one self-contained HTML page and return where it is.

    The page holds pictures with their sentences and numbers, verdicts clause by clause, bills item by item, what other
    weeks say, the scenario (also as JSON to run it again), all parameters, the prices used with dates and sources, and
    versions. It asks the network for nothing. Without JavaScript all but the drawings and the button Copy is there.

    Parameters
    ----------
    comparison : what `al.compare` returned
    path : of the file; by default `report-<hash of the scenario>.html` in the current folder, numbered if it is taken
    title : the page's heading; by default the names of the architectures
    made : the moment that the page tells, with a time zone; by default now. All else is the same for equal comparisons
    overwrite : whether a file that is there already may be replaced
    weeks : under how many seeds, from 1 on, each architecture is run again for 10 to 90 % bands of availability, time
        until ready and cost, for paired 95 % intervals between architectures, and for in how many the contract is met;
        0 leaves that section out. Each costs what the comparison did: 20 of the canonical week take some 0.1 s an
        architecture, 20 of ten times its load 0.5 s
    progress : called with the share of those runs made, 0 to 1; returning False cancels, and nothing is written

    Raises
    ------
    ParameterError
        if it is no comparison, the weeks are neither 0 nor 2 to 200, a run kept too little to be made again or fails
        in another week, the file is there already, or it cannot be written there
    EngineError
        if it is cancelled
    """
    _check(comparison, made, weeks)
    goal = _free(f"report-{comparison.scenario_hash[:8]}", overwrite) if path is None else Path(path)
    if goal.exists() and (goal.is_dir() or not overwrite):
        rule = "it is a folder" if goal.is_dir() else "the file is there already"
        raise refuse("report", "path", str(goal), rule, "Give another path, or overwrite=True to replace a file.")
    text = page(comparison, title=title, made=made, weeks=weeks, progress=progress)
    try:
        with goal.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        rule = f"it cannot be written ({error.strerror})"
        raise refuse("report", "path", str(goal), rule, "Give a path in a folder that is there.") from None
    return goal


def page(
    comparison: Comparison,
    *,
    title: str | None = None,
    made: datetime | None = None,
    weeks: int = WEEKS,
    progress: Progress | None = None,
) -> str:
    """Return the page of `report` as text; parameters and errors mean the same."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    _check(comparison, made, weeks)
    other = _other_weeks(comparison, weeks, progress)
    content = _content(comparison, title, made or datetime.now(UTC), other)
    files = FileSystemLoader(STATIC)
    environment = Environment(
        loader=files, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["split_links"] = _split_links
    return environment.get_template("report.html").render(**content)


def _other_weeks(comparison: Comparison, n: int, progress: Progress | None) -> "OtherWeeks | None":
    from archlib.lab.report_weeks import other_weeks  # late, for the same reason as the figures below

    return other_weeks(comparison, n, progress) if n else None


def _content(comparison: Comparison, title: str | None, made: datetime, other: "OtherWeeks | None") -> dict[str, Any]:
    from plotly.offline import get_plotlyjs

    from archlib.lab.figures import ALL  # late, as they bring IPython, which the name `al.report` must not
    from archlib.lab.figures.picture import lanes

    run = comparison.runs[0]
    scorecard, *pictures = (ALL[key](comparison, None) for key in ("scorecard", *DRAWN))
    shown = [*pictures, *([other.picture] if other else [])]
    return {
        "title": title or f"Compared: {words.listed(list(comparison.labels))}",
        "made": f"{made.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        "scorecard": _table_of(scorecard),
        "sentence": scorecard.sentence,
        "colours": {lane.label: lane.look.colour for lane in lanes(comparison)},
        "pictures": [(picture, _table_of(picture)) for picture in pictures],
        "weeks": other and {"said": other.said, "picture": other.picture, "table": _table_of(other.picture)},
        "drawn": {p.key: {"data": p.data, "layout": p.layout, "name": f"{p.title}. {p.sentence}"} for p in shown},
        "contract": facts.contract(comparison),
        "clauses": facts.clauses(comparison),
        "verdicts": list(zip(comparison.labels, comparison.verdicts, strict=True)),
        "bills": [(label, facts.bill(label, one)) for label, one in _runs(comparison)],
        "scenario": facts.scenario(run.scenario),
        "scenario_json": run.scenario.to_json(prices=run.prices.hash),
        "architectures": [(label, facts.parameters(label, one)) for label, one in _runs(comparison)],
        "prices": [facts.price_list(prices) for prices in _price_lists(comparison)],
        "used": facts.prices_used(comparison),
        "versions": facts.versions(_versions()),
        "style": (STATIC / "report.css").read_text("utf-8"),
        "script": module("paper", "report"),
        "plotly": get_plotlyjs(),
    }


def _table_of(picture: "Picture") -> facts.Table:
    """Return the numbers of a picture; they say the same as its drawing."""
    return facts.Table(f"{picture.title}, in numbers", picture.columns, picture.rows, picture.colours)


def _runs(comparison: Comparison) -> Iterable[tuple[str, Any]]:
    return zip(comparison.labels, comparison.runs, strict=True)


def _price_lists(comparison: Comparison) -> list[Any]:
    return list({run.prices.hash: run.prices for run in comparison.runs}.values())


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {
        "archlib": __version__,
        "numpy": version("numpy"),
        "plotly": version("plotly"),
        "Python": platform.python_version(),
    }


def _split_links(text: str) -> list[str]:
    """Return a text in parts of which every second one is an address."""
    return re.split(r"(https?://[^\s;,)<>\"]+)", text)


def _free(stem: str, overwrite: bool) -> Path:
    """Return a name in the current folder that no file has."""
    first = Path(f"{stem}.html")
    if overwrite or not first.exists():
        return first
    return next(path for n in count(2) if not (path := Path(f"{stem}-{n}.html")).exists())


def _check(comparison: Any, made: Any, weeks: Any) -> None:
    if not isinstance(comparison, Comparison) or not comparison.runs:
        do = "give what al.compare([...], scenario) returned"
        raise ParameterError(f"report(comparison={comparison!r:.60}) is refused: it is no comparison; {do}")
    if made is not None and (not isinstance(made, datetime) or made.tzinfo is None):
        rule = "it is no moment with a time zone"
        raise refuse("report", "made", made, rule, "Give datetime.now(UTC), or leave it out.")
    spec = Many.specs()["seeds"]
    whole = isinstance(weeks, int) and not isinstance(weeks, bool)
    if not whole or not (weeks == 0 or spec.low <= weeks <= spec.high):
        rule = f"a whole number of {spec.low:g} to {spec.high:g} makes bands, and 0 leaves them out"
        raise refuse("report", "weeks", weeks, rule, f"Give e.g. weeks={WEEKS}.")
