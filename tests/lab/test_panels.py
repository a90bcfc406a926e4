"""Every scene of every panel: it begins with values that hold, and each of its controls moves it from end to end."""

import itertools
import random

import pytest

from archlib.errors import ParameterError
from archlib.lab import bets, panels
from archlib.lab.gate import Gate
from archlib.lab.panel import Panel
from archlib.lab.topics import TOPICS
from tests.lab.figures.reading import check
from tests.lab.figures.twin import agree

MOVES = 200
MOVES_OF_MANY_RUNS = {"bands": 30, "tornado": 20}  # each move of these runs dozens or hundreds of weeks
PLAYED_OF_SEVEN, MOST_VIDEOS = 40, 20_000
SEEDS, FEW, FULL_EVERY = "many.seeds", "2", 20  # where the seeds can be chosen, all of them are run now and then


def reachable(panel: Panel) -> dict[str, tuple[str, ...]]:
    made = [c for scene in panel.topic.scenes(panel.desk.choices) for group in scene.groups for c in group.controls]
    return {c.path: c.stops or c.choices or ("true", "false") for c in made}


def moves(panel: Panel, dice: random.Random) -> list[dict[str, str]]:
    """Return each control's least, greatest and random values, alone, and then in pairs."""
    texts = reachable(panel)
    ends = [{path: text} for path, found in texts.items() for text in (found[0], found[-1])]
    pairs = list(itertools.combinations(sorted(texts), 2))
    both = [{path: dice.choice(texts[path]) for path in dice.choice(pairs)} for _ in range(MOVES)]
    made = (ends + both)[:MOVES]
    if SEEDS in texts:
        return [edits if k % FULL_EVERY == 0 else {SEEDS: FEW} | edits for k, edits in enumerate(made)]
    return made[: min([MOVES_OF_MANY_RUNS.get(name, MOVES) for name in panel.topic.pictures])]


@pytest.mark.parametrize(("name", "scene"), [(name, scene) for name, topics in TOPICS.items() for scene in topics])
def test_a_scene_moves_from_end_to_end(name: str, scene: str) -> None:
    panel = getattr(panels, name)(scene)
    assert isinstance(panel, Panel)
    assert panel.form.errors == {}
    panel._act("pin")
    for edits in moves(panel, random.Random(1)):
        panel.desk.reset()
        panel.desk.edit(edits)
        panel._update()
        assert "computed in" in panel.form.status
        looked_at(panel)


def looked_at(panel: Panel) -> None:
    """Assert that what is drawn holds, and that its words say what the runs say."""
    for picture in panel.pictures.values():
        check(picture)
    agree(panel.pictures, panel.comparison)


@pytest.mark.parametrize("name", TOPICS)
def test_a_playground_moves_from_end_to_end(name: str) -> None:
    panel, dice = getattr(panels, name)(), random.Random(name)
    assert isinstance(panel, Panel)
    looked_at(panel)
    texts = reachable(panel)
    ends = [{path: text} for path, found in texts.items() for text in (found[0], found[-1])]
    pairs = [{path: dice.choice(texts[path]) for path in dice.sample(sorted(texts), 2)} for _ in range(2 * MOVES)]
    done = 0
    for edits in dice.sample(ends + pairs, len(ends + pairs)):
        panel.desk.reset()
        panel.desk.edit(edits)
        if panel.desk.errors or panel.desk.choices.load.expected_videos > MOST_VIDEOS:  # contradicts another's default
            continue
        panel._update()
        assert "computed in" in panel.form.status, (edits, panel.form.status)
        looked_at(panel)
        done += 1
        if done == (MOVES if len(panel.comparison.runs) == 1 else PLAYED_OF_SEVEN):
            return
    raise AssertionError(f"only {done} moves were possible")


def test_the_playground_has_every_control() -> None:
    panel = panels.monolith()
    assert isinstance(panel, Panel)
    assert len(reachable(panel)) > 40


def test_a_scene_that_is_not_there_is_refused() -> None:
    with pytest.raises(ParameterError, match="did you mean 'fails together'"):
        panels.monolith("fail together")


def test_a_scene_opens_once_the_bet_is_placed() -> None:
    bets.forget()
    gate = panels.monolith("bills together", after="01.P2")
    assert isinstance(gate, Gate)
    assert gate.panel is None
    bets.place("01.P2")
    assert gate.panel is not None
    bets.forget()
