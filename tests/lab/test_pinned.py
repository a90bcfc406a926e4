import pytest

from archlib.architectures import Monolith
from archlib.lab import words
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import ALL
from archlib.lab.pinned import NOTHING, A, B, changes, pair, versus
from archlib.lab.plan import Chance, Failures
from archlib.lab.runner import Runner
from archlib.workload import Workload
from tests.lab.figures.reading import check

FIRST = Choices(Workload.evening_peak(days=2), keyed([Monolith()]))


def test_what_was_changed_is_told_with_its_unit() -> None:
    more = FIRST.but("Monolith", Monolith(replicas=2)).but("chance", Chance(seed=3))
    assert changes(FIRST, more) == ["Monolith: replicas 1 → 2 (instances)", "chance: seed 1 → 3"]
    assert changes(FIRST, FIRST) == []


def test_another_load_is_told() -> None:
    assert changes(FIRST, FIRST.but("load", Workload.homogeneous())) == ["load: another one"]
    counted = [Workload.from_counts([n, 2], period=3600) for n in (1, 9)]
    assert changes(FIRST.but("load", counted[0]), FIRST.but("load", counted[1])) == ["load: other content"]


def test_long_numbers_are_told_in_few_digits_unless_that_would_hide_the_difference() -> None:
    def told(before: float, after: float) -> list[str]:
        return changes(*(FIRST.but("load", Workload.evening_peak(days=days)) for days in (before, after)))

    assert told(0.9861111111111112, 2.0) == ["load: length 0.9861 → 2 (days)"]
    assert told(0.9861111111111112, 0.98611) == ["load: length 0.9861111111111112 → 0.98611 (days)"]


def test_the_table_holds_both_runs_and_the_difference() -> None:
    more = FIRST.but("Monolith", Monolith(replicas=2))
    now, before = Runner().compare(more).runs[0], Runner().compare(FIRST).runs[0]
    picture = versus(pair(before, Runner().compare(more)), changes(FIRST, more))
    rows = {row[0]: row for row in picture.rows}
    added = now.bill.per_month - before.bill.per_month
    assert rows["bill for a month"][1:] == (
        words.usd(before.bill.per_month), words.usd(now.bill.per_month), f"+{words.usd(added)}",
    )  # fmt: skip
    assert rows["videos"][3] == "same"
    assert "replicas 1 → 2" in picture.sentence
    assert "bill for a month" in picture.sentence


def test_the_same_twice_differs_in_nothing() -> None:
    picture = versus(pair(Runner().compare(FIRST).runs[0], Runner().compare(FIRST)), [])
    assert {row[3] for row in picture.rows} == {"same"}
    assert "Nothing has been changed" in picture.sentence


def test_alone_it_says_how_to_pin() -> None:
    picture = versus(Runner().compare(FIRST), [])
    assert (picture.sentence, picture.rows) == (NOTHING, ())


@pytest.mark.parametrize(
    "other",
    [
        FIRST.but("Monolith", Monolith(replicas=3)),
        FIRST.but("load", Workload.homogeneous(per_hour=0, days=1)),  # another horizon, and no video at all
        FIRST.but("failures", Failures(outage_role="process", outage_hours=48, outage_start_h=0)),
    ],
    ids=["larger", "no load", "all down"],
)
def test_every_picture_shows_both(other: Choices) -> None:
    comparison = pair(Runner().compare(FIRST).runs[0], Runner().compare(other))
    check(versus(comparison, changes(FIRST, other)))
    for make in ALL.values():
        check(make(comparison, None))
    assert comparison.labels == (B, A)
