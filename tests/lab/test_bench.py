"""Benches: every scene begins well, each control moves it from end to end, slow work can be stopped."""

import itertools
import random

import pytest

from archlib.course.storms import Storm
from archlib.errors import EngineError, ParameterError
from archlib.lab import bets, chaos_panel, storm_panel
from archlib.lab.bench import GO, Bench, Sights, plain
from archlib.lab.figures import goodput
from archlib.lab.gate import Gate
from archlib.lab.job import Job
from archlib.lab.status import STOPPED
from tests.lab.figures.reading import accepted_by_plotly, check

SCENES = {**storm_panel.SCENES, **chaos_panel.SCENES}
MOVES = {"what helps": 6, "hypothesis": 150, "abort": 150}  # of others 60: each move of a storm runs it anew


def bench(scene: str) -> Bench:
    return Bench(SCENES[scene])


def moves(made: Bench, dice: random.Random, most: int) -> list[dict[str, str]]:
    controls = [c for group in made.sights.scene().groups for c in group.controls]
    texts = {c.path: c.stops or c.choices or ("true", "false") for c in controls}
    ends = [{path: text} for path, found in texts.items() for text in (found[0], found[-1])]
    pairs = list(itertools.combinations(sorted(texts), 2))
    both = [{path: dice.choice(texts[path]) for path in dice.choice(pairs)} for _ in range(most)]
    return (ends + both)[:most]


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_moves_from_end_to_end(scene: str) -> None:
    made = bench(scene)
    assert made.form.errors == {}
    heights = {name: picture.height for name, picture in made.pictures.items()}
    for edits in moves(made, random.Random(1), MOVES.get(scene, 60)):
        made.edits.reset()
        made.edits.edit(edits)
        made._update()
        assert "computed in" in made.form.status
        for picture in made.pictures.values():
            check(picture)
            accepted_by_plotly(picture)
            assert picture.height == heights[picture.key]  # nothing jumps


@pytest.mark.parametrize("scene", chaos_panel.SCENES)
def test_an_experiment_is_run_by_the_button_and_forgotten_when_something_else_is_expected(scene: str) -> None:
    made = bench(scene)
    assert "Not run yet" in made.text()
    made._act(GO)
    assert "Not run yet" not in made.text() and "worst window had" in made.text()
    path = f"experiment.{made.sights.seen[-1]}"
    made._edit({path: made.form.values[path]})  # the same again changes nothing
    assert "worst window had" in made.text()
    made._edit({f"experiment.{made.sights.seen[2]}": "zone" if scene == "hypothesis" else "7"})
    assert "Not run yet" in made.text()
    made._act(GO)
    made._act("reset")
    assert "Not run yet" in made.text()


def test_the_map_is_run_by_the_button(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archlib.lab.figures.phases.SEEDS", (1,))
    made = bench("the boundary")
    assert "Not run yet" in made.text()
    made._act(GO)
    assert "cells most runs did as the formula says" in made.text()
    assert made.gallery.sent("phase") == made.pictures["phase"].to_dict()


def test_other_seeds_of_a_storm_are_run_by_the_button_and_forgotten_with_the_next_choice() -> None:
    made = bench("back or stuck")
    made._edit({"storm.per_s": "23"})
    assert "Of 20 seeds" not in made.text()
    made._act(GO)
    assert "Of 20 seeds it is back in" in made.text()
    made._edit({"storm.per_s": "22"})
    assert "Of 20 seeds" not in made.text()


def test_the_map_can_be_stopped() -> None:
    made = bench("the boundary")
    before = made.text()
    made._asked = True
    work = made._plan()

    class Stopping:
        cancelled = outdated = False
        n = 0

        def go_on(self) -> None: ...

        def progress(self, share: float) -> bool:
            self.n += 1
            return self.n < 5

        def show(self, call: object) -> None: ...

    with pytest.raises(EngineError, match="cancelled after 5 of 675"):
        work(Stopping())  # type: ignore[arg-type]  # what the work needs of a job
    assert made.text() == before


def test_what_is_stopped_is_said_and_the_picture_stays() -> None:
    made = bench("what helps")
    job = Job()
    made._plan()
    made._slow(job)
    assert made.gallery.states["cures"] == "busy" and made.form.running
    job.cancelled, job.error = True, EngineError("the runs were cancelled")
    made._ended(job)
    assert made.gallery.states["cures"] == "old"
    assert made.form.status == STOPPED and made.form.stopped and not made.form.running


def test_a_refused_value_stays_in_its_box_and_the_pictures_stay() -> None:
    made = bench("back or stuck")
    before = made.text()
    made._edit({"storm.retries": "15"})
    assert "0 <= retries <= 14" in made.form.errors["storm.retries"]
    assert made.text() == before and made.form.values["storm.retries"] == "15"
    made._act("reset")
    assert made.form.errors == {}


def test_all_of_it_has_a_control_for_every_field() -> None:
    scene = bench("all of it").sights.scene()
    names = [c.path.rpartition(".")[2] for group in scene.groups for c in group.controls]
    assert sorted(names) == sorted(Storm.model_fields)
    assert [group.folded for group in scene.groups] == [False, True]


def test_a_bet_opens_a_bench() -> None:
    bets.forget()
    gate = storm_panel.storm(after="08.P1")
    assert isinstance(gate, Gate) and gate.panel is None
    bets.place("08.P1")
    assert isinstance(gate.panel, Bench)
    bets.forget()


@pytest.mark.parametrize("make", [storm_panel.storm, chaos_panel.chaos])
def test_a_scene_that_is_not_there_is_refused(make: object) -> None:
    with pytest.raises(ParameterError, match="is not there"):
        make("no such scene")  # type: ignore[operator]


def test_sights_have_five_controls_at_most_and_only_fields() -> None:
    pictures = {"goodput": plain(goodput.picture)}
    with pytest.raises(ParameterError, match="'per_second' is no field"):
        Sights("storm", Storm(), ("per_second",), pictures, {})
    with pytest.raises(ParameterError, match="6 controls are refused"):
        Sights("storm", Storm(), tuple(Storm.model_fields)[:6], pictures, {})


def test_without_a_page_the_same_is_said() -> None:
    data, _ = bench("back or stuck")._repr_mimebundle_()
    assert "Not back 100 s after the outage" in data["text/plain"]
    assert "<td>last 20 s</td>" in data["text/html"]
