"""An architecture decision record as one file that opens without a network, with a played year as its evidence."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from archlib._version import __version__
from archlib.course import kept_svg, svg_frame, year_svg
from archlib.course.keeping import write_whole
from archlib.course.predictions import Prediction
from archlib.course.record import FIELDS, Record
from archlib.errors import DataError
from archlib.year import Luck, Played
from archlib.year.brief import facts
from archlib.year.checks import Checked
from archlib.year.luck import apart

LARGEST: Final = 12  # lines of the account that are shown
_STYLE: Final = (
    ":root{color-scheme:light dark;--ink:#222;--paper:#fff;--line:#ccc;--gap:#a00;--blue:#0072B2;--vermilion:#D55E00;"
    "--orange:#8a5f00}@media screen and (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#1a1a1a;--line:#555;"
    "--gap:#ff8a80;--blue:#56B4E9;--vermilion:#ff8a3d;--orange:#E69F00}}"
    "body{font:15px/1.5 sans-serif;max-width:860px;margin:2em auto;padding:0 1em;color:var(--ink);"
    "background:var(--paper)}table{border-collapse:collapse;font-size:13px}th,td{text-align:left;"
    "padding:2px 10px 2px 0;border-bottom:1px solid var(--line);vertical-align:top}section p{white-space:pre-wrap}"
    "svg[role]{width:100%;height:auto}.gap{color:var(--gap)}"
)
Rows = Iterable[Sequence[object]]


def page(
    record: Record,
    played: Played,
    checked: Checked | None = None,
    others: Mapping[str, Played] | None = None,
    luck: Luck | None = None,
    bets: Sequence[Prediction] = (),
) -> str:
    """Return the file as text: the record, then the evidence. Nothing in it asks for the network or runs a script.

    Parameters
    ----------
    played : the year that the record is about
    checked : what checks on hidden years found; None if they were not made
    others : name -> other plans in the same year
    luck : what plans came to under many seeds; None if that was not played
    bets : what was predicted before
    """
    title = escape(record.title.strip() or "Architecture decision record")
    words = "".join(_section(record, name) for name in FIELDS if name != "title")
    evidence = _bets(bets) + _evidence(played, checked, others or {}, luck)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"</head><body><h1>{title}</h1>{words}<h2>Evidence</h2>{evidence}</body></html>"
    )


def save(
    path: str | Path,
    record: Record,
    played: Played,
    checked: Checked | None = None,
    others: Mapping[str, Played] | None = None,
    luck: Luck | None = None,
    bets: Sequence[Prediction] = (),
) -> Path:
    """Write the file, whole or not at all, and return its path; parameters as of `page`.

    Raises
    ------
    DataError : it cannot be written there
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, page(record, played, checked, others, luck, bets))
    except OSError as error:
        raise DataError(f"{path} cannot be written ({error.strerror}); choose another place") from None
    return path


def _section(record: Record, name: str) -> str:
    text = getattr(record, name).strip()
    told = f"<p>{escape(text)}</p>" if text else "<p class='gap'>Not written yet.</p>"
    return f"<section><h2>{escape(FIELDS[name].heading)}</h2>{told}</section>"


def _evidence(played: Played, checked: Checked | None, others: Mapping[str, Played], luck: Luck | None) -> str:
    parts = [
        f"<p>{escape(played.text)} Seed {played.seed}.</p>",
        svg_frame.PATTERNS,
        "<h3>Money, month by month</h3>", year_svg.drawing(played),
        "<h3>Availability, quarter by quarter</h3>", kept_svg.drawing(played),
        "<h3>Months</h3>", _months(played),
        "<h3>The plan</h3>", _table(("quarter", "architecture"), _quarters(played)), _policy(played),
        "<h3>The largest lines of the account</h3>", _lines(played),
    ]  # fmt: skip
    if others:
        parts += ["<h3>Other plans in the same year</h3>", _others({"this plan": played, **others})]
    if luck is not None:
        parts += ["<h3>Many years</h3>", _luck(luck)]
    if checked is not None:
        rows = [(f.year_number, f.name, "in order" if f.ok else "not in order", f.text) for f in checked.findings]
        parts += ["<h3>Checks on hidden years</h3>", _table(("hidden year", "check", "found", "what"), rows)]
        parts += [f"<p>{escape(checked.scores_text)}</p>"]
    parts += ["<h3>The brief</h3>", _table(("what", "told"), facts(played.year))]
    made = f"Prices: {played.prices.name}. Made with archlib {__version__}; year {played.year.hash[:16]}, plan "
    return "".join(parts) + f"<p>{escape(made + played.plan.hash)}.</p>"


def _bets(bets: Sequence[Prediction]) -> str:
    heads = ("bet", "question", "predicted", "placed", "what surprised")
    rows = [(one.id, one.question, one.given, one.placed, one.surprise) for one in bets]
    return f"<h3>Bets placed beforehand</h3>{_table(heads, rows)}" if rows else ""


def _luck(luck: Luck) -> str:
    first = next(iter(luck))
    heads = ("plan", "years", "contract kept in", "score, USD: 10 %", "50 %", "90 %", "year by year, 95 % confidence")
    rows = [
        (name, len(one), one.kept, *(f"{usd:,.0f}" for usd in one.band_usd),
         "" if name == first else apart(one.above(luck[first]), first))
        for name, one in luck.items()
    ]  # fmt: skip
    return _table(heads, rows)


def _quarters(played: Played) -> Rows:
    changed = {change.quarter: f" ({change.kind})" for change in played.plan.changes}
    return [(q, f"{one!r}{changed.get(q, '')}") for q, one in enumerate(played.plan.architectures, 1)]


def _policy(played: Played) -> str:
    own = played.plan.policy
    return f"<p>Policy {escape(own.name)}:</p><pre>{escape(own.source)}</pre>" if own else ""


def _months(played: Played) -> str:
    heads = ("month", "runs", "videos", "upload", "ready", "manage", "bill, USD", "penalties, USD", "migration, USD",
             "broken")  # fmt: skip
    rows = [
        (
            m.month, m.architecture, f"{m.videos:,}", f"{m.upload:.3%}", f"{m.ready:.3%}",
            "no entry" if m.manage is None else f"{m.manage:.3%}", f"{m.bill_usd:,.2f}", f"{m.penalties_usd:,.2f}",
            f"{m.migration_usd:,.2f}", ", ".join(m.broken) or "none",
        )
        for m in played.months
    ]  # fmt: skip
    return _table(heads, rows)


def _lines(played: Played) -> str:
    sums: dict[tuple[str, str, str, str, str], float] = {}
    for line in played.lines:
        key = (line.part, line.resource, line.item, str(line.as_of), line.source)
        sums[key] = sums.get(key, 0.0) + line.amount_usd
    largest = sorted(sums.items(), key=lambda each: -each[1])[:LARGEST]
    heads = ("part", "for", "item", "price as of", "source", "USD in the year")
    return _table(heads, [(*key, f"{usd:,.2f}") for key, usd in largest])


def _others(plans: Mapping[str, Played]) -> str:
    heads = ("plan", "runs", "score, USD", "bill", "penalties", "migration", "months broken")
    rows = [
        (name, p.plan.label, *(f"{usd:,.0f}" for usd in (p.score_usd, p.bill_usd, p.penalties_usd, p.migration_usd)),
         p.broken_months)
        for name, p in plans.items()
    ]  # fmt: skip
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: Rows) -> str:
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
