"""Every scene of every notebook: what it begins with, and what its text asks for, is a stop of the slider."""

import pytest

from archlib.architectures import KINDS
from archlib.lab import panels
from archlib.lab.bench import Sights
from archlib.lab.calls_panel import SIGHTS as CALLS
from archlib.lab.chaos_panel import SCENES as EXPERIMENTS
from archlib.lab.choices import Choices
from archlib.lab.controls import Control, written
from archlib.lab.desk import Desk
from archlib.lab.fan_out_panel import SIGHTS as PAGES
from archlib.lab.links_panel import SIGHTS as PARTNERS
from archlib.lab.panel import Panel
from archlib.lab.scenes import Scene
from archlib.lab.storm_panel import SCENES as STORMS
from archlib.lab.topic import Topic
from archlib.lab.topics import TOPICS

BENCHES: dict[str, Sights] = {
    "calls": CALLS,
    "fan_out": PAGES,
    "links": PARTNERS,
    **{f"storm: {name}": sights for name, sights in STORMS.items()},
    **{f"chaos: {name}": sights for name, sights in EXPERIMENTS.items()},
}
SCENES = [(name, scene) for name, topics in TOPICS.items() for scene in topics]

# what a notebook tells the learner to set, by panel and scene: path -> values
TOLD = {
    ("microservices", "a chain"): {"Chain.hop_s": (0.0005, 0.05)},
    ("microservices", "partners"): {"Chain.services": (30,)},
    ("microservices", "few and many"): {"load.base_per_hour": (15.9,), "load.peak_per_hour": (318,)},
    ("microservices", "steps"): {"Microservices.transitions": (1, 2000)},
    ("event_driven", "who tells"): {"EventDriven.keep_alive_s": (0, 7200)},
    ("event_driven", "on call"): {"EventDriven.alarm_period_s": (300, 3600), "failures.flaky": (0.05,)},
    ("event_driven", "awake"): {"EventDriven.keep_alive_s": (0, 7200)},
    ("event_driven", "told, not asked"): {"QueueFleet.poll_every_s": (0, 0.1, 60)},
    ("event_driven", "when nobody comes"): {"load.per_hour": (1,)},
    ("event_driven", "tries again"): {"EventDriven.self_retries": (1, 2, 3), "failures.flaky_uploads": (1,)},
    ("event_driven", "a consumer is down"): {
        "EventDriven.delivery_age_s": (60, 300, 86_400),
        "EventDriven.delivery_tries": (6, 186),
    },
    ("functions", "nothing comes"): {"Functions.provisioned": (1,)},
    ("functions", "cold starts"): {"load.transcode_s": (1, 300)},
    ("functions", "a crowd"): {"Functions.init_s": (2,)},
    ("functions", "in batches"): {"load.per_hour": (30,), "load.transcode_s": (300,), "Functions.batch": (1, 10)},
    ("resilience", "three ways to count"): {
        "failures.outage_start_h": (27.25, 44.25),
        "contract.deadline_s": (600, 3600),
    },
    ("resilience", "burn rates"): {"failures.flaky": (0.002,)},
    ("resilience", "a perfect month"): {"load.days": (365,)},
}
TOLD_AT_BENCHES = {
    "storm: back or stuck": {"retries": (0, 1, 5), "per_s": (31, 33, 48, 50, 90)},
    "storm: the boundary": {"bucket": (10,), "outage_s": (2,)},
    "storm: fewer tries": {"bucket": (10, 100), "breaker": (10,)},
    "storm: a shorter line": {"longest_line": (10, 90, 100, 110, 130, 1000, 10_000), "drop_s": (0.9, 1)},
    "storm: in step": {"jitter": (1,)},
    "storm: layers": {"fails": (0.1, 1)},
    "storm: what helps": {"per_s": (90,), "retries": (5,)},
    "storm: all of it": {"per_s": (95,), "retries": (14,)},
    "chaos: abort": {"window_min": (1,), "abort_below": (0.99,)},
    "fan_out": {"calls": (1, 100), "slow": (0.001, 0.01)},
    "links": {"producers": (2,), "consumers": (2,)},
}


def begun(name: str, scene: str) -> tuple[Topic, Choices]:
    """Return a scene's topic and what it begins with, without a run."""
    topic = TOPICS[name][scene]
    made: list[Panel] = []

    class Seen(Panel):
        def __init__(self, choices: Choices, topic: Topic) -> None:
            made.append(self)
            self.topic, self.desk = topic, Desk(choices, topic.together)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panels, "Panel", Seen)
        getattr(panels, name)(scene)
    return topic, made[0].desk.choices


def numbers(scenes: tuple[Scene, ...]) -> dict[str, Control]:
    made = [c for scene in scenes for group in scene.groups for c in group.controls]
    return {c.path: c for c in made if c.kind == "number"}


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_a_scene_begins_where_its_sliders_stop(name: str, scene: str) -> None:
    topic, choices = begun(name, scene)
    values = Desk(choices).values()
    found = numbers(topic.scenes(choices))
    assert [path for path, c in found.items() if values[path] not in ("", *c.stops)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_panel_of_everything_begins_where_its_sliders_stop(kind: str) -> None:
    choices = Choices(panels.canonical_week(), {kind: KINDS[kind]().but(tries=7)})
    values = Desk(choices).values()
    assert [p for p, c in numbers(Topic().scenes(choices)).items() if values[p] not in ("", *c.stops)] == []


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_begins_where_its_sliders_stop(name: str) -> None:
    sights = BENCHES[name]
    for path, made in numbers((sights.scene(),)).items():
        assert written(getattr(sights.start, path.rpartition(".")[2])) in made.stops, path


@pytest.mark.parametrize(("name", "scene"), TOLD)
def test_what_the_text_asks_for_can_be_reached(name: str, scene: str) -> None:
    topic, choices = begun(name, scene)
    found = numbers(topic.scenes(choices))
    for path, wanted in TOLD[name, scene].items():
        assert {written(v) for v in wanted} <= set(found[path].stops), path


@pytest.mark.parametrize("name", TOLD_AT_BENCHES)
def test_what_the_text_asks_for_can_be_reached_at_a_bench(name: str) -> None:
    sights = BENCHES[name]
    found = numbers((sights.scene(),))
    for field, wanted in TOLD_AT_BENCHES[name].items():
        assert {written(v) for v in wanted} <= set(found[f"{sights.key}.{field}"].stops), field
