"""What a year may hold: too many decisions of fleets are refused at once, and told."""

import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.year.clock import YEAR_S
from archlib.year.limits import MOST_TICKS, check_ticks
from tests.year.years import CALM, FLEET, FUNCTIONS

SHORTEST_S = YEAR_S / MOST_TICKS


def test_a_decision_each_second_of_the_year_is_refused_with_what_to_do():
    text = r"quarters\[0\], QueueFleet, workers: tick_s=1.0 s is refused: .* 31,536,000 times .* every 3.94 s"
    with pytest.raises(ParameterError, match=text):
        al.play(CALM, al.Plan.all_year(FLEET.but(tick_s=1.0)))


def test_the_quarter_with_the_most_decisions_is_named():
    plan = al.Plan((FUNCTIONS, FLEET, FLEET.but(tick_s=0.9 * SHORTEST_S), FLEET.but(tick_s=1.0)))
    with pytest.raises(ParameterError, match=r"quarters\[3\]"):
        check_ticks(CALM, plan)


@pytest.mark.parametrize(("tick_s", "refused"), [(1.01 * SHORTEST_S, False), (0.99 * SHORTEST_S, True)])
def test_the_limit_is_where_it_says(tick_s, refused):
    plan = al.Plan.all_year(FLEET.but(tick_s=tick_s))
    if refused:
        with pytest.raises(ParameterError, match="tick_s"):
            check_ticks(CALM, plan)
    else:
        check_ticks(CALM, plan)
