import pytest

from archlib.course.map_cells import Cell, Offer, Stretch, dearer, stretches
from tests.lab.figures.deciding import CLEAR, NOBODY, SURE, UNSURE, WITHIN, layer


def cell(*offers: Offer) -> Cell:
    return Cell(1000.0, 5.0, offers)


def test_the_cheapest_that_keeps_the_contract_wins() -> None:
    assert [o.kind for o in cell(*CLEAR).ranked] == ["Functions", "QueueFleet", "Monolith"]
    assert cell(*CLEAR).close == ()
    assert cell(*NOBODY).winner is None and cell(*NOBODY).close == () and not cell(*NOBODY).is_open
    assert cell().winner is None and cell().is_open


@pytest.mark.parametrize(
    ("offers", "close"), [(CLEAR, []), (WITHIN, ["QueueFleet"]), (UNSURE, ["Functions"]), (SURE, [])]
)
def test_close_is_within_five_per_cent_or_not_told_apart_by_pairs(offers: tuple[Offer, ...], close: list[str]) -> None:
    assert [o.kind for o in cell(*offers).close] == close


def test_pairs_tell_apart_what_bands_do_not() -> None:
    best, other = SURE[1:]
    assert best.high > other.low  # they overlap, and yet the other is dearer in each week
    low, high = dearer(best, other)
    assert 0 < low < 40 < high and (low + high) / 2 == pytest.approx(40)
    assert dearer(*UNSURE[1:])[0] < 0
    assert dearer(best, other._replace(costs=())) is None is dearer(best._replace(costs=(1.0,)), other)


def test_what_costs_nothing_is_close_to_what_costs_nothing_only() -> None:
    free, other, dear = Offer("Functions", 0.0), Offer("EventDriven", 0.0), Offer("Monolith", 1.0)
    assert cell(dear, free, other).close == (other,)


def test_a_row_is_told_in_stretches() -> None:
    first, second = layer().rows
    assert stretches(first) == (
        Stretch("Functions", 100.0, 100.0),
        Stretch("Monolith", 1000.0, 1000.0),
        Stretch("QueueFleet", 10_000.0, 10_000.0),
    )
    assert [s.kind for s in stretches(second)] == [None, "", "Functions"]
    assert stretches(first[:1] * 3) == (Stretch("Functions", 100.0, 100.0),)


def test_a_layer_knows_its_axes_and_its_cells() -> None:
    one = layer()
    assert one.volumes == (100.0, 1000.0, 10_000.0) and one.peaks == (1.0, 20.0)
    assert one.kinds == ("Monolith", "QueueFleet", "Functions")
    assert one.at(10_000.0, 20.0) is one.rows[1][2]
