import math

import pytest

from archlib.course import catalogue
from archlib.course.bet import Bet
from archlib.errors import ParameterError

BETS = list(catalogue.bets().values())

# how far the run may be from the formula, and why
TOLERANCE = {
    "00.P1": (1e-9, "exact counts in the hours of the outage"),
    "00.P2": (0.01, "10,080 videos of spread 0.5: the mean work is good to half a per cent"),
    "00.P3": (1e-9, "both are sums of time"),
    "00.P4": (0.02, "1,000 videos of spread 0.5: a quarter of the bill is good to 3.5 %, what is left to 1.2 %"),
    "01.P2": (0.001, "the disk holds a few megabytes"),
    "01.P4": (0.25, "Poisson arrivals: 73 videos in the emptiest month, standard error 12 %"),
    "01.P5": (1e-9, "one video, and sums of time"),
    "04.P2": (0.15, "a fluid beside the mean of 100 weeks of standard deviation 4.5 h: three standard errors"),
    "04.P4": (0.05, "the formula has a worker for each video; the run has ten that are busy 90 % of the time"),
    "05.P1": (0.03, "a year of outages of a minute: 5,000 of them, standard error 1.4 %"),
    "05.P3": (0.08, "1,000 pages: three standard errors are 7 %"),
    "06.P1": (0.05, "60 outages that lose 26 events each, give or take 5: two standard errors"),
    "07.P2": (0.03, "52,700 calls are good to 0.6 %; calls that overlap, one in 200, add up to twice as many"),
    "07.P3": (1e-9, "the ramp is in whole steps of 10 s"),
    "08.P3": (1e-9, "tries are counted, and whole"),
    "08.P4": (0.1, "480 months: the standard error of their share is 2.3 in a hundred, of 48"),
    "10.P1": (0.04, "7,800 videos and 58,000: the standard error of their ratio is 1.2 %"),
    "10.P3": (1e-9, "both are sums of the same lines"),
}


@pytest.mark.parametrize("bet", BETS, ids=lambda b: b.id)
def test_run_and_closed_form_agree(bet: Bet) -> None:
    truth = bet.known
    assert truth.formula and truth.text and truth.run is not None
    if bet.kind == "choice":
        assert truth.simulated == truth.closed_form and truth.simulated in bet.choices
        return
    rel, _ = TOLERANCE[bet.id]
    pairs = [(truth.simulated, truth.closed_form)]
    if isinstance(truth.simulated, tuple) and isinstance(truth.closed_form, tuple):
        pairs = list(zip(truth.simulated, truth.closed_form, strict=True))
    assert all(math.isclose(a, b, rel_tol=rel) for a, b in pairs)  # type: ignore[arg-type]


@pytest.mark.parametrize("bet", BETS, ids=lambda b: b.id)
def test_a_prefilled_bet_can_be_placed_and_is_not_the_answer(bet: Bet) -> None:
    outcome = bet.compare(bet.prefilled)
    assert [row.name for row in outcome.rows] == ["your bet", "simulated", "closed form"]
    assert outcome.rows[0].value == bet.prefilled != bet.known.simulated
    assert outcome.text


@pytest.mark.parametrize("bet", BETS, ids=lambda b: b.id)
def test_the_truth_wins_its_bet(bet: Bet) -> None:
    outcome = bet.compare(bet.known.simulated)
    assert outcome.misconception == ""
    assert "You bet right" in outcome.text or "factor of 1." in outcome.text


@pytest.mark.parametrize("bet", [b for b in BETS if b.mistakes], ids=lambda b: b.id)
def test_each_mistaken_bet_is_recognised(bet: Bet) -> None:
    for mistake in bet.mistakes:
        outcome = bet.compare(mistake.value())
        assert mistake.says in outcome.text and outcome.misconception == mistake.misconception


def test_the_ratio_is_bet_over_truth() -> None:
    assert catalogue.bet("00.P1").compare("30").ratio == pytest.approx(2.0)
    assert catalogue.bet("01.P1").compare(catalogue.bet("01.P1").choices[0]).ratio is None
    assert catalogue.bet("00.P1").compare(0).ratio == 0


@pytest.mark.parametrize("given", ["", "x", math.nan, math.inf, None, [], (1.0,), "1,2,3"])
@pytest.mark.parametrize("bet", BETS, ids=lambda b: b.id)
def test_what_is_no_bet_is_refused_in_words(bet: Bet, given: object) -> None:
    with pytest.raises(ParameterError):
        bet.compare(given)


def test_numbers_are_within_the_sliders_range() -> None:
    for bet in BETS:
        if bet.kind == "number":
            assert bet.low <= bet.prefilled <= bet.high and bet.low <= bet.known.simulated <= bet.high  # type: ignore[operator]
        if bet.curve is not None:
            found = bet.known.simulated
            assert isinstance(found, tuple) and len(found) == len(bet.curve.x)
            assert all(bet.curve.y_low <= y <= bet.curve.y_high for y in found)


def test_a_placed_bet_runs_its_model_once() -> None:
    bet = catalogue.bet("00.P2")
    assert bet.known is bet.known
