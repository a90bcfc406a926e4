import re

import plotly.graph_objects as go
import pytest

from archlib.architectures import COURSE
from archlib.lab import palette
from archlib.outcome.strips import FEATURES
from archlib.outcome.trace import REASON_TEXT, Reason

PAPERS = {"light": "#FFFFFF", "dark": "#111111"}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def looks() -> dict[str, palette.Look]:
    tables = (palette.ARCHITECTURES, palette.FEATURES, palette.STATES, palette.REASONS, palette.METERS)
    return {name: look for table in tables for name, look in table.items()}


@pytest.mark.parametrize("name", looks())
@pytest.mark.parametrize("paper", PAPERS)
def test_every_colour_stands_out_on_both_papers(name: str, paper: str) -> None:
    assert re.fullmatch("#[0-9A-F]{6}", looks()[name].colour)
    assert contrast(looks()[name].colour, PAPERS[paper]) > 2


def test_every_architecture_feature_and_reason_has_a_look() -> None:
    assert {kind.__name__ for kind in COURSE} <= set(palette.ARCHITECTURES)
    assert set(FEATURES) == set(palette.FEATURES)
    assert {text for reason, text in REASON_TEXT.items() if reason != Reason.OK} == set(palette.REASONS)


def test_no_two_architectures_look_the_same() -> None:
    colours = [look.colour for look in palette.ARCHITECTURES.values()]
    assert len(set(colours)) == len(colours)


def test_states_differ_without_colour() -> None:
    assert len({look.pattern for look in palette.STATES.values()}) == len(palette.STATES)


def test_no_two_reasons_share_colour_and_pattern() -> None:
    shown = [(look.colour, look.pattern) for look in palette.REASONS.values()]
    assert len(set(shown)) == len(shown)


def test_eight_architectures_are_told_apart_without_colour() -> None:
    known = [palette.ARCHITECTURES[kind.__name__] for kind in COURSE] + [palette.architecture("MyOwn")]
    assert len(known) == 8
    assert len({look.dash for look in known}) == 8
    assert len({look.symbol for look in known}) == 8


def test_reasons_are_told_apart_without_colour() -> None:
    shown = [(look.pattern, look.solidity if look.pattern else 0) for look in palette.REASONS.values()]
    assert len(set(shown)) == len(shown)


def test_features_are_told_apart_without_colour() -> None:
    assert len({look.dash for look in palette.FEATURES.values()}) == len(palette.FEATURES)
    assert len({look.symbol for look in palette.FEATURES.values()}) == len(palette.FEATURES)


@pytest.mark.parametrize("kind", [*palette.ARCHITECTURES, "MyOwn"])
def test_the_first_three_of_a_kind_differ_without_colour(kind: str) -> None:
    first = [palette.architecture(kind, nth) for nth in range(3)]
    assert len({look.dash for look in first}) == len({look.symbol for look in first}) == 3
    assert len({look.colour for look in first}) == 1


@pytest.mark.parametrize("kind", [*palette.ARCHITECTURES, "MyOwn"])
@pytest.mark.parametrize("nth", range(4))
def test_plotly_knows_every_dash_and_symbol(kind: str, nth: int) -> None:
    look = palette.architecture(kind, nth)
    go.Scatter(line={"dash": look.dash}, marker={"symbol": look.symbol})


def test_the_second_of_a_kind_keeps_its_colour_and_changes_its_dash() -> None:
    first, second = palette.architecture("QueueFleet"), palette.architecture("QueueFleet", 1)
    assert first.colour == second.colour
    assert first.dash != second.dash


def test_a_kind_of_ones_own_has_a_look() -> None:
    assert palette.architecture("MyOwn").colour == palette.GREY
