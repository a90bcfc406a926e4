import pytest

import archlib as al
from archlib.architectures import COURSE
from archlib.compare import Comparison
from archlib.lab import words
from archlib.lab.figures.latency import POINTS, picture
from archlib.lab.figures.packing import unpacked
from tests.lab.figures.reading import accepted_by_plotly, check


@pytest.fixture(scope="module")
def seven() -> Comparison:
    return al.compare([each() for each in COURSE], al.Scenario(al.Workload.evening_peak(days=1)))


@pytest.mark.parametrize("label", ["Monolith", "Tiers", "QueueFleet"])
def test_a_line_ends_at_the_share_that_ever_became_ready(week: Comparison, label: str) -> None:
    line = next(trace for trace in picture(week).data if trace["name"] == f"{label} ready")
    shares = unpacked(line["y"])
    assert shares[-1] == pytest.approx(week[label].availability["process"].request_share, abs=1e-6)
    assert len(shares) <= POINTS
    assert unpacked(line["x"])[-1] == pytest.approx(week[label].latency.quantile(1.0) / 60, rel=1e-6)


def test_the_answer_comes_before_ready_behind_the_queue(week: Comparison) -> None:
    lines = {trace["name"]: unpacked(trace["x"]) for trace in picture(week).data}
    assert lines["QueueFleet answered"].max() < lines["QueueFleet ready"].min()


def test_the_table_says_the_quantiles(week: Comparison) -> None:
    rows = {(row[0], row[1]): row[2:] for row in picture(week).rows}
    latency = week["QueueFleet"].latency
    assert rows["QueueFleet", "ready"][1] == words.duration(latency.quantile(0.95))
    assert rows["Monolith", "ready"][3] == words.count(week["Monolith"].latency.never("ready"))


def test_the_deadline_lies_within_the_axis(week: Comparison) -> None:
    shown = picture(week).layout
    low, high = (10**end for end in shown["xaxis"]["range"])
    assert low < shown["shapes"][0]["x0"] == week.contract.deadline_s / 60 < high


def test_the_answers_of_many_have_a_row_each(seven: Comparison) -> None:
    shown = picture(seven)
    rows = {trace["name"]: trace for trace in shown.data if trace.get("yaxis") == "y2"}
    assert list(rows) == [f"{label} answered" for label in seven.labels]
    half, most = (seven["Monolith"].latency.quantile(q, "ack") for q in (0.5, 0.95))
    assert half is not None and most is not None
    assert rows["Monolith answered"]["x"] == pytest.approx([half / 60, most / 60])
    assert shown.layout["yaxis"]["domain"][0] > shown.layout["yaxis2"]["domain"][1]
    assert not [trace for trace in shown.data if trace["name"].endswith("answered") and "yaxis" not in trace]
    check(shown)
    accepted_by_plotly(shown)


def test_who_never_answered_has_an_empty_row() -> None:
    down = al.faults.down("upload", 0, 24)
    made = al.compare([each() for each in COURSE], al.Scenario(al.Workload.evening_peak(days=1), faults=down))
    shown = picture(made)
    check(shown)
    assert [t["x"] for t in shown.data if t["name"] == "Monolith answered"] == [[None, None]]
