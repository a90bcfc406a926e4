"""The six figures that the notes lack: each has a cell of notebook 00 that draws it from a model that is run later."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

import archlib as al
from archlib.architectures import Architecture
from archlib.course import track
from archlib.topology import Bus, Invoke, Pool, Queue, Topology

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / track.notebook("00").file
FIGURES = {  # what a figure of the notes shows -> the architecture that stands for it
    "figure-F1": al.Monolith(),
    "figure-F2": al.Tiers(),
    "figure-F3": al.QueueFleet(),
    "figure-F4": al.Microservices(),
    "figure-F5": al.Functions(),
    "figure-F6": al.EventDriven(extra_consumers=2),
}


def cell(tag: str) -> Any:
    (found,) = [c for c in nbformat.read(NOTEBOOK, as_version=4).cells if tag in c.metadata.get("tags", [])]
    return found


def kinds(topology: Topology) -> list[type]:
    return [type(station) for station in topology.stations]


@pytest.mark.parametrize(("tag", "made"), FIGURES.items())
def test_a_figure_is_drawn_from_its_model(tag: str, made: Architecture) -> None:
    load = al.Workload.evening_peak(days=1)
    run = al.simulate(made, al.Scenario(load), compiled=False) if "run" in cell(tag).source else None
    drawn = eval(cell(tag).source, {"al": al, "run": run})
    assert drawn.svg == al.lab.drawing(run or made).svg
    assert [s.name for s in made.built.stations if s.name not in drawn.svg] == []


def test_the_first_figure_can_be_played() -> None:
    assert "run" in cell("figure-F1").source


def test_the_figures_show_what_the_notes_say_of_them() -> None:
    shown = {tag: made.built for tag, made in FIGURES.items()}
    assert kinds(shown["figure-F1"]).count(Pool) == 1  # one entity
    assert kinds(shown["figure-F2"]).count(Pool) == 3  # a tier each, and nothing between them
    assert not {Queue, Bus} & set(kinds(shown["figure-F2"]))
    assert Queue in kinds(shown["figure-F3"])
    assert len(shown["figure-F4"].stations) > 10  # it gets complex quickly
    assert any(isinstance(edge, Invoke) for edge in shown["figure-F5"].edges)  # the producer names its consumer
    assert Bus not in kinds(shown["figure-F5"])
    assert kinds(shown["figure-F6"]).count(Bus) == 1  # the router
