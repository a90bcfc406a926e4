from collections import Counter

import pytest

from archlib.architectures import KINDS, Monolith, QueueFleet, Tiers
from archlib.lab.choices import Choices, keyed
from archlib.lab.controls import fields_for_controls
from archlib.lab.plan import Shown
from archlib.lab.presets import canonical_week
from archlib.lab.scenes import FIRST, FOLDS, SEEN_AT_MOST, scenes
from archlib.workload import Workload

LOADS = {
    "evening_peak": Workload.evening_peak(),
    "homogeneous": Workload.homogeneous(),
    "diurnal": Workload.diurnal(),
    "launch_spike": Workload.launch_spike(),
    "measured": Workload.from_counts([1, 2, 3], period=3600),
}


FEW = [Monolith(), Tiers(), QueueFleet(), Monolith(replicas=2), Tiers()]


@pytest.fixture(params=[*((load, "few") for load in LOADS), ("evening_peak", "all")], ids=" ".join)
def on_the_desk(request: pytest.FixtureRequest) -> Choices:
    load, which = request.param
    return Choices(LOADS[load], keyed(FEW if which == "few" else [kind() for kind in KINDS.values()]))


def test_at_most_five_controls_of_a_scene_are_seen(on_the_desk: Choices) -> None:
    for scene in scenes(on_the_desk):
        seen = [c for group in scene.groups if not group.folded for c in group.controls]
        assert 1 <= len(seen) <= SEEN_AT_MOST or scene.title == "Compare", scene.title


def test_every_field_has_one_place(on_the_desk: Choices) -> None:
    paths = Counter(c.path for scene in scenes(on_the_desk) for group in scene.groups for c in group.controls)
    wanted = {f"{key}.{name}" for key, part in on_the_desk.parts.items() for name in fields_for_controls(type(part))}
    absent = set(fields_for_controls(Shown)) - {a.kind for a in on_the_desk.architectures.values()}
    assert set(paths) == wanted - {f"shown.{kind}" for kind in absent}
    assert set(paths.values()) == {1}


def test_every_control_finds_its_value(on_the_desk: Choices) -> None:
    from archlib.lab.desk import Desk

    values = Desk(on_the_desk).values()
    assert all(c.path in values for scene in scenes(on_the_desk) for group in scene.groups for c in group.controls)


def test_every_name_in_a_list_is_a_field() -> None:
    choices = Choices(canonical_week(), keyed([kind() for kind in KINDS.values()]))
    parts = {type(p).__name__: p for p in choices.parts.values()} | {k: LOADS[k] for k in LOADS} | choices.parts
    for kind, names in FIRST.items():
        assert set(names) <= set(fields_for_controls(type(parts[kind]))), kind
    for kind, folds in FOLDS.items():
        for names in folds.values():
            assert set(names) <= set(fields_for_controls(type(parts[kind]))), kind


def test_scenes_without_an_architecture_are_left_out() -> None:
    titles = [scene.title for scene in scenes(Choices(canonical_week(), keyed([Monolith()])))]
    assert "Sizes" in titles
    assert "Scaling" not in titles


def test_many_architectures_have_a_tab_each() -> None:
    every = [kind() for kind in KINDS.values()]
    titles = [scene.title for scene in scenes(Choices(canonical_week(), keyed(every)))]
    assert titles == ["Load", "Failures", "Compare", *(a.kind for a in every), "Prices", "Contract"]


def test_what_is_compared_can_be_chosen_where_there_is_a_choice() -> None:
    (compared,) = (s for s in scenes(Choices(canonical_week(), keyed(FEW))) if s.title == "Compare")
    assert [c.path for group in compared.groups for c in group.controls] == [
        "shown.Monolith", "shown.Tiers", "shown.QueueFleet",
    ]  # fmt: skip
    alone = scenes(Choices(canonical_week(), keyed([Monolith(), Monolith(replicas=2)])))
    assert "Compare" not in [scene.title for scene in alone]


def test_folds_have_a_heading(on_the_desk: Choices) -> None:
    assert all(group.title for scene in scenes(on_the_desk) for group in scene.groups if group.folded)


def test_scenes_go_to_the_page_as_plain_content(on_the_desk: Choices) -> None:
    content = [scene.to_dict() for scene in scenes(on_the_desk)]
    assert content[0]["title"] == "Load"
    assert content[0]["groups"][0]["controls"][0]["path"].startswith("load.")
