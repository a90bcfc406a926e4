"""A pair's cells: sized as `archlib.size` does, told as it goes, and stopped when asked."""

import pytest

import archlib as al
from archlib import faults
from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.course.class_fill import fill
from archlib.course.class_plan import cells_of, class_plan
from archlib.errors import EngineError
from archlib.maps import decision_map, load
from archlib.prices import teaching
from archlib.sizing import size

PLAN = class_plan(volumes=(300, 1000), peaks=(2,), level=0.9, seeds=(1, 2))
THREE = (Monolith(), QueueFleet(), Functions())


def test_each_offer_is_what_a_search_finds() -> None:
    handed = fill(2, 2, PLAN, architectures=THREE)
    (cell,) = handed.cells
    assert [(cell.volume, cell.peak)] == list(cells_of(2, 2, PLAN))
    scenario = al.Scenario(load(cell.volume, cell.peak), faults=faults.honest_week(), seed=1)
    for offer, one in zip(cell.offers, THREE, strict=True):
        found = size(one, scenario, PLAN.contract, seeds=PLAN.seeds)
        assert offer.kind == one.kind and offer.usd == pytest.approx(found.usd_per_month)
        assert offer.low is not None and offer.high is not None and offer.low <= found.usd_per_month <= offer.high
        assert all(f"{path}=" in offer.sizes for path in found.values)


def test_a_class_finds_what_the_maps_own_search_finds() -> None:
    asked = {"levels": (PLAN.level,), "deadlines_s": (PLAN.deadline_s,), "seeds": PLAN.seeds}
    stored = decision_map(PLAN.volumes, PLAN.peaks, architectures=THREE, **asked)  # type: ignore[arg-type]
    cells = [cell for pair in (1, 2) for cell in fill(pair, 2, PLAN, architectures=THREE).cells]
    for cell in cells:
        answers = stored.cell(cell.peak, cell.volume, PLAN.level, PLAN.deadline_s)
        assert [o.usd for o in cell.offers] == pytest.approx([a.usd_per_month for a in answers], abs=0.01)


def test_a_promise_that_no_size_keeps_is_named() -> None:
    strict = class_plan(volumes=(300,), peaks=(2,), level=1.0, seeds=(1,))
    (cell,) = fill(1, 1, strict, architectures=[Monolith()]).cells
    (offer,) = cell.offers
    assert cell.winner is None and offer.usd is None
    assert offer.broken and set(offer.broken.split(", ")) <= {"upload", "ready", "manage"}


def test_nothing_is_computed_by_who_has_no_cells_left() -> None:
    handed = fill(1, 3, PLAN, architectures=THREE)  # three pairs, two cells
    assert handed.cells == ()


def test_other_prices_are_named_in_the_file() -> None:
    plan = class_plan(volumes=(100,), peaks=(1,), level=0.5, seeds=(1,))
    dear, cheap = (fill(1, 1, plan, architectures=[Functions()], prices=p) for p in (None, teaching()))
    assert dear.prices != cheap.prices and "teaching" in cheap.prices


def test_progress_rises_to_the_end_and_stops_when_told_to() -> None:
    told: list[float] = []
    fill(2, 2, PLAN, architectures=THREE, progress=told.append)
    assert told == sorted(told) and told[0] >= 0 and told[-1] == 1.0
    for most in (0, 3, len(told) - 1):
        said: list[float] = []

        def until(share: float, said: list[float] = said, most: int = most) -> bool:
            said.append(share)
            return len(said) <= most

        with pytest.raises(EngineError, match="cancelled"):
            fill(2, 2, PLAN, architectures=THREE, progress=until)
