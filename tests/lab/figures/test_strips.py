import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.lab.figures.strips import picture, stretches
from archlib.lab.figures.time import COLUMNS
from archlib.outcome.health import DOWN
from archlib.scenario import Scenario
from archlib.workload import Workload


def test_a_row_for_each_feature_of_each_architecture(week: Comparison) -> None:
    up = next(trace for trace in picture(week).data if trace["name"] == "up")
    assert len(up["y"]) == sum(len(run.strips) for run in week)


def test_states_are_told_by_name_pattern_and_height(week: Comparison) -> None:
    traces = picture(week).data
    assert [trace["name"] for trace in traces] == ["up", "degraded", "down"]
    assert len({trace["marker"]["pattern"]["shape"] for trace in traces}) == 3
    assert len({trace["width"] for trace in traces}) == 3


def test_what_was_down_is_drawn_with_its_reason(week: Comparison) -> None:
    down = next(trace for trace in picture(week).data if trace["name"] == "down")
    reasons = [text for text, row in zip(down["hovertext"], down["y"], strict=True) if row == "Monolith  upload"]
    assert len(reasons) == 4
    assert "bad deploy" in reasons[0]


def test_the_table_says_what_is_down_first_and_why(week: Comparison) -> None:
    rows = picture(week).rows
    assert rows[0][:3] == ("Monolith", "upload", "down")
    assert all(row[5] for row in rows)


def test_the_sentence_sums_up_what_was_down(week: Comparison) -> None:
    sentence = picture(week).sentence
    hours = week["Tiers"].strips["upload"].down_s / 3600
    assert f"Tiers upload {hours:.1f} h" in sentence
    assert "Failures that met nothing: QueueFleet (one processing instance)" in sentence


def test_legend_and_rows_stay_without_any_failure() -> None:
    quiet = compare([QueueFleet()], Scenario(Workload.homogeneous(per_hour=1, days=1)))
    shown = picture(quiet)
    assert [trace["name"] for trace in shown.data] == ["up", "degraded", "down"]
    assert shown.sentence == "Down: QueueFleet never."
    assert shown.rows == ()


def test_a_failure_of_a_minute_in_a_week_can_be_seen() -> None:
    brief = compare([Monolith()], Scenario(Workload.homogeneous(days=7), faults=faults.down("manage", 50, 1 / 60)))
    down = next(trace for trace in picture(brief).data if trace["name"] == "down")
    seen = [length for length, row in zip(down["x"], down["y"], strict=True) if row]
    assert min(seen) >= 7 * 86_400_000 / 400


def test_very_many_failures_are_joined_and_the_worst_is_shown() -> None:
    plan = faults.drawn(0.9, mttr_s=60)
    busy = compare([Monolith()], Scenario(Workload.homogeneous(per_hour=0.1, days=20), faults=plan))
    strip = busy.runs[0].strips["upload"]
    found = stretches(strip, 0.0, 20 * 86_400.0)
    assert len(strip.state) > 2 * COLUMNS
    assert len(found) <= COLUMNS
    for begins, ends, state, _ in found:
        inside = (strip.start_s < ends) & (strip.end_s > begins)
        assert state == strip.state[inside].max()


@pytest.mark.parametrize("edges", [(0.0, 7 * 86_400.0), (72_000.0, 74_000.0)])
def test_stretches_are_those_of_the_run(week: Comparison, edges: tuple[float, float]) -> None:
    strip = week["Monolith"].strips["upload"]
    down = [s for s in stretches(strip, *edges) if s[2] == DOWN]
    inside = (strip.state == DOWN) & (strip.end_s > edges[0]) & (strip.start_s < edges[1])
    assert [s[0] for s in down] == np.asarray(strip.start_s)[inside].tolist()
