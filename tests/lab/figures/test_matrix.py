import pytest

from archlib import faults
from archlib.architectures import COURSE, Architecture, LoadBalanced, Monolith, QueueFleet, Tiers
from archlib.compare import Comparison, compare
from archlib.lab.figures.matrix import WORDS, picture
from archlib.lab.figures.radius import features, parts, radius, struck
from archlib.lab.palette import STATES
from archlib.outcome.health import DEGRADED, DOWN, UP
from archlib.scenario import Scenario
from archlib.workload import Workload

QUIET = Scenario(Workload.homogeneous(per_hour=0, days=1))


def of(architecture: Architecture, name: str, kind: str = "code") -> dict[str, int]:
    topology = architecture.built
    part = next(part for part in parts(topology) if (part.kind, part.name) == (kind, name))
    return struck(topology, part)


@pytest.mark.parametrize("part", range(4))
def test_any_failure_of_a_monolith_takes_all_three_features(part: int) -> None:
    topology = Monolith().built
    assert len(parts(topology)) == 4
    assert struck(topology, parts(topology)[part]) == dict.fromkeys(features(topology), DOWN)


def test_a_second_box_leaves_a_monolith_degraded_by_a_host_and_down_by_code() -> None:
    assert set(of(Monolith(replicas=2), "process").values()) == {DOWN}
    assert set(of(Monolith(replicas=2), "box", "host").values()) == {DEGRADED}


def test_processing_takes_uploads_along_in_tiers_and_not_behind_a_queue() -> None:
    assert of(Tiers(), "process") == {"upload": DOWN, "process": DOWN, "manage": UP}
    assert of(QueueFleet(), "process") == {"upload": UP, "process": DOWN, "manage": UP}


def test_one_of_many_hosts_only_degrades() -> None:
    assert of(LoadBalanced(), "process", "host") == {"upload": DEGRADED, "process": DEGRADED, "manage": UP}


@pytest.mark.parametrize("kind", COURSE)
def test_what_is_worked_out_is_what_a_run_shows(kind: type[Architecture]) -> None:
    architecture = kind()
    for part, states in radius(architecture.built):
        if part.kind == "code":
            scenario = QUIET.but(faults=faults.down(part.name, 1, 2))
            strips = compare([architecture], scenario).runs[0].strips
            for feature, state in states.items():
                assert strips[feature].state.max() == state, (part, feature)


@pytest.mark.parametrize("kind", COURSE)
def test_hosts_too_where_none_comes_and_goes(kind: type[Architecture]) -> None:
    architecture = kind()
    for part, states in radius(architecture.built):
        if part.kind == "host" and part.name not in ("workers", "transcode"):
            scenario = QUIET.but(faults=faults.host_down(1, 2, host=part.fault.host))
            strips = compare([architecture], scenario).runs[0].strips
            for feature, state in states.items():
                assert strips[feature].state.max() == state, (part, feature)


def test_a_cell_says_in_words_what_its_pattern_shows(week: Comparison) -> None:
    shown = picture(week)
    cells = {}
    for trace, state in zip(shown.data, STATES, strict=True):
        assert trace["name"] == WORDS[state]
        for row, base, text in zip(trace["y"], trace["base"], trace["text"], strict=True):
            if row is not None:
                assert text == trace["name"]
                cells[row, int(base)] = text
    for label, part, *states, down in shown.rows:
        assert [cells[f"{label}  {part}", i] for i in range(3)] == states
        assert down == f"{states.count('down')} of 3"
    assert len({trace["marker"]["pattern"]["shape"] for trace in shown.data}) == 3


def test_of_many_architectures_each_has_a_row_and_counts() -> None:
    compared = compare([kind() for kind in COURSE], QUIET)
    shown = picture(compared)
    drawn = {row for trace in shown.data for row in trace["y"] if row}
    assert drawn == set(compared.labels)
    counts = {(row[0], row[1]): row[5] for row in shown.rows}
    down = next(trace for trace in shown.data if trace["name"] == "down")
    texts = {(y, round(base)): text for y, base, text in zip(down["y"], down["base"], down["text"], strict=True)}
    column = shown.layout["xaxis"]["ticktext"].index("code of process")
    for label in compared.labels:
        assert texts[label, column] == counts[label, "code of process"]


def test_the_sentence_counts_what_takes_everything(week: Comparison) -> None:
    assert "Monolith 4 of 4 take every feature down, 0 take none" in picture(week).sentence
