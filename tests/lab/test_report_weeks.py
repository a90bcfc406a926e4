"""The report's other weeks: the bands that every panel has, at the comparison's own prices, and what is drawn anew."""

import json
import re
from pathlib import Path

import pytest

import archlib as al
from archlib.architectures import Monolith, QueueFleet
from archlib.compare import Comparison
from archlib.errors import EngineError, ParameterError
from archlib.faults import Drawn, Faults
from archlib.lab.choices import Choices, keyed
from archlib.lab.figures import Picture
from archlib.lab.own_bands import OwnBands
from archlib.lab.plan import Many
from archlib.lab.report_page import WEEKS, page, report
from archlib.lab.report_weeks import other_weeks, run_again
from archlib.lab.runner import Runner
from archlib.scenario import Scenario
from archlib.workload import Workload
from tests.lab.test_report import MADE, Read

DAY = Workload.evening_peak(days=1)


def desired(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    return 1 + visible // 5


def compared(*architectures: al.Architecture, load: Workload = DAY, faults: Faults | None = None) -> Comparison:
    return al.compare(list(architectures) or [Monolith()], Scenario(load, faults=faults or Faults()))


def drawn(text: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(
        next(script for script in Read(text).scripts if script.startswith("{"))
    )
    return found


def of_the_panel(choices: Choices, comparison: Comparison) -> Picture:
    return OwnBands().picture(comparison, None, [(one, choices) for one in choices.compared.values()])


def test_the_bands_are_those_of_a_panels_button() -> None:
    choices = Choices(DAY, keyed([Monolith(), QueueFleet()]))
    comparison = Runner().compare(choices)
    bands, text = of_the_panel(choices, comparison), page(comparison, made=MADE)
    read = Read(text)
    assert f"Of {Many().seeds} weeks the contract is met by Monolith in" in bands.sentence
    assert "week by week, with 95 % confidence: QueueFleet is cheaper by" in bands.sentence
    assert " ".join(bands.sentence.split()) in read.text
    assert {cell for row in (bands.columns, *bands.rows) for cell in row if cell} <= set(read.words)
    assert drawn(text)["bands"]["data"] == json.loads(json.dumps(bands.data))
    assert WEEKS == Many().seeds == 20


def test_more_or_fewer_weeks_can_be_asked_for_and_none_leaves_the_section_out() -> None:
    comparison = compared()
    assert "Of 4 weeks the contract is met" in page(comparison, weeks=4)
    without = page(comparison, weeks=0, progress=lambda _: False)  # nothing is run
    assert "bands" not in drawn(without)
    assert "Other weeks" not in Read(without).text and 'href="#weeks"' not in without


def test_one_architecture_has_bands_and_nothing_to_be_held_against() -> None:
    text = Read(page(compared(), weeks=3)).text
    assert "in eight of ten weeks each" in text
    assert "with 95 % confidence" not in text and "same week for all" not in text


def test_the_weeks_cost_what_the_comparisons_own_prices_make_of_them() -> None:
    comparison = compared(Monolith(), QueueFleet())
    plain = run_again(comparison, 3)
    dear = run_again(comparison.reprice(comparison.runs[0].prices.scaled(3.0)), 3)
    for label, one in plain.items():
        assert dear[label].values["cost"] == pytest.approx(3.0 * one.values["cost"])


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (DAY, "the moments of arrival and the work of each video are drawn anew"),
        (Workload.from_counts([3, 0, 9], 3600), "the counts around those measured and the work"),
        (Workload.from_counts([3, 0, 9], 3600, mode="exact"), "within each period (its count is kept) and the work"),
    ],
)
def test_what_differs_from_seed_to_seed_is_said(load: Workload, words: str) -> None:
    assert words in other_weeks(compared(load=load), 2).said


def test_failures_at_random_differ_and_those_at_fixed_times_do_not() -> None:
    at_random = compared(faults=Faults(drawn=(Drawn(part="code", role="process"),)))
    assert "failures at random times are drawn anew" in other_weeks(at_random, 2).said
    assert "at random" not in other_weeks(compared(faults=al.faults.standard_week()), 2).said


def test_a_policy_of_ones_own_is_run_again_where_the_comparison_kept_it() -> None:
    own = compared(QueueFleet(policy=desired))
    assert "Of 2 weeks" in other_weeks(own, 2).picture.sentence
    by_hand = Comparison(own.runs, own.labels, own.contract)
    with pytest.raises(ParameterError, match=r"report.weeks=2 .*not all runs can be made again.*weeks=0"):
        page(by_hand, weeks=2)
    assert page(by_hand, weeks=0)


def test_a_comparison_made_by_hand_is_run_again_from_the_parameters_of_its_runs() -> None:
    made = compared(Monolith(replicas=2))
    by_hand = Comparison(made.runs, made.labels, made.contract)
    assert other_weeks(by_hand, 3) == other_weeks(made, 3)


def test_progress_is_told_and_a_report_that_is_stopped_is_not_written(tmp_path: Path) -> None:
    comparison, told = compared(Monolith(), QueueFleet()), list[float]()
    report(comparison, tmp_path / "whole.html", weeks=2, progress=told.append)
    assert told == sorted(told) and told[0] == 0.0 and told[-1] == 1.0
    with pytest.raises(EngineError, match="cancelled"):
        report(comparison, tmp_path / "stopped.html", weeks=2, progress=lambda share: share < 0.5)
    assert [path.name for path in tmp_path.iterdir()] == ["whole.html"]


@pytest.mark.parametrize("weeks", [-1, 1, 201, 2.5, "20", True, None])
def test_weeks_that_make_no_band_are_refused(weeks: object, tmp_path: Path) -> None:
    rule = rf"report.weeks={re.escape(repr(weeks))} is refused: a whole number of 2 to 200 makes bands, and 0 leaves"
    with pytest.raises(ParameterError, match=rule):
        report(compared(), tmp_path / "page.html", weeks=weeks)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
