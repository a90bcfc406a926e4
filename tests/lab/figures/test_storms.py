"""Pictures of storms, cures, experiments, burn rates and months: their numbers are those of the runs."""

import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Monolith
from archlib.compare import Comparison, compare
from archlib.contract import Contract
from archlib.course.chaos import Experiment, conducted
from archlib.course.layers import amplification, layered
from archlib.course.loads import box, month
from archlib.course.recovery import seconds
from archlib.course.remedies import REMEDIES, all_tried
from archlib.course.storms import Storm, run_of
from archlib.lab.figures import age, burn, cures, experiment, goodput, luck, phase, phases
from archlib.lab.figures import amplification as amplified
from archlib.lab.figures.burning import ALERTS
from archlib.lab.figures.months import Months, months
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.picture import Picture, lanes
from archlib.prices import teaching
from archlib.scenario import Scenario
from archlib.theory import stability_boundary
from archlib.workload import Workload
from archlib.workload.steps import HOUR_S
from tests.lab.figures.reading import accepted_by_plotly, check


def checked(picture: Picture) -> Picture:
    check(picture)
    accepted_by_plotly(picture)
    return picture


def line(picture: Picture, name: str) -> np.ndarray:
    return unpacked(next(trace["y"] for trace in picture.data if trace["name"] == name))


def test_goodput_draws_the_seconds_of_the_run() -> None:
    storm = Storm(retries=1, per_s=40.0)
    shown, found = checked(goodput.picture(storm)), seconds(run_of(storm))
    for name, values in ((goodput.CAME, found.came), (goodput.TRIES, found.tries), (goodput.GOOD, found.good)):
        np.testing.assert_allclose(line(shown, name), values)
    assert "below 50/s" in shown.sentence
    assert shown.rows[0][1] == f"{found.came[:10].mean():,.1f}"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Not back 100 s after the outage: 0 % of those"),
        ({"retries": 0}, "Back 19 s after the outage"),
        ({"order": "lifo"}, "Back as soon as the outage ends"),
        ({"trigger": "refuses"}, "refused at once leaves no line"),
    ],
)
def test_goodput_says_what_became_of_it(change: dict[str, object], words: str) -> None:
    assert words in checked(goodput.picture(Storm(**change))).sentence  # type: ignore[arg-type]


def test_age_says_whom_the_service_works_for() -> None:
    stuck, well = (checked(age.picture(Storm(retries=r))) for r in (3, 0))
    assert "served for nobody" in stuck.sentence and "callers still wait" in well.sentence
    assert stuck.rows[0][1] == "100" and int(well.rows[1][1]) > 50


def test_amplification_has_the_formula_and_the_run() -> None:
    storm = layered(3, 2, 0.5)
    shown = checked(amplified.picture(storm))
    np.testing.assert_allclose(line(shown, "2 layers")[50], amplification(0.5, 3, 2), rtol=1e-6)
    assert shown.rows[1][:3] == ("2", f"{amplification(0.5, 3, 2):,.4g}", "16")
    assert "2 layers with 3 retries each, 50 %" in shown.sentence
    assert "repeats them" in checked(amplified.picture(layered(3, 3, 0.5))).sentence
    assert "repeats them" not in checked(amplified.picture(layered(3, 3))).sentence


def test_the_map_before_and_after_it_is_run() -> None:
    empty = checked(phase.picture(Storm()))
    assert "Not run yet" in empty.sentence and {row[2] for row in empty.rows} == {"not run"}
    n = len(phases.LOADS)
    back = tuple(
        tuple(len(phases.SEEDS) if phases.expected(r, load) else 0 for load in phases.LOADS) for r in phases.RETRIES
    )
    shown = checked(phase.picture(Storm(), phases.Phases(back)))
    assert phases.Phases(back).unlike == 0 and f"in {n * 15} of {n * 15} cells" in shown.sentence
    assert shown.height == empty.height
    drawn = {trace["name"]: len(trace["x"]) for trace in shown.data}
    assert drawn["all came back"] + drawn["none did"] == n * 15 and drawn["some did"] == 0
    for r, row in enumerate(shown.rows):
        assert float(row[2]) < stability_boundary(100.0, r)


def test_the_map_agrees_with_the_formula_away_from_the_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phases, "SEEDS", (1,))
    told: list[float] = []
    found = phases.phases(Storm(), told.append)
    assert found.unlike <= 6  # of 225
    assert told[-1] == 1.0 and len(told) == 225
    far = [
        (r, k)
        for r in range(15)
        for k, load in enumerate(phases.LOADS)
        if not 0.75 < load / stability_boundary(100.0, r) < 1.2
    ]
    assert len(far) > 150
    assert all((found.back[r][k] == 1) == phases.expected(r, phases.LOADS[k]) for r, k in far)


def test_cures_place_each_remedy_and_each_pair_once() -> None:
    storm = Storm(watch_s=40.0)
    found = all_tried(storm)
    shown = checked(cures.picture(storm, found))
    n = len(REMEDIES)
    places = [(x, y) for trace in shown.data for x, y in zip(trace["x"], trace["y"], strict=True)]
    assert len(places) == len(set(places)) == n * (n + 1) // 2
    assert [row[0] for row in shown.rows] == list(REMEDIES)
    said = shown.sentence.partition("These do not: ")[2]
    alone = {one.names[0]: one for one in found if len(one.names) == 1}
    assert [name in said for name in REMEDIES] == [not alone[name].works for name in REMEDIES]
    assert "pauses of 1 to 10 s" in said and "newest first" not in said


def test_an_experiment_is_drawn_before_and_after() -> None:
    asked = Experiment(scope="all", minutes=60)
    before, after = checked(experiment.picture(asked)), checked(experiment.picture(asked, conducted(asked)))
    assert before.height == after.height and "Not run yet" in before.sentence
    assert "It did not hold: the worst window had 0 %" in after.sentence
    assert "31 requests failed instead of 760" in after.sentence
    full = conducted(asked).full
    np.testing.assert_allclose(line(after, experiment.FULL), full.share, atol=1e-6)


# --- burn rates ---


def one_outage(hours: float, contract: Contract | None = None) -> Comparison:
    plan = faults.down("upload", 108.0, hours)
    return compare([box(4)], Scenario(month(), faults=plan), contract=contract, prices=teaching())


def test_burn_rates_follow_from_what_failed() -> None:
    comparison = one_outage(1.0, Contract(manage=0.5, ready_share=0.5))
    (lane,) = lanes(comparison)
    one = burn.burnt(lane, comparison)
    hour, six = ALERTS
    assert one.feature == "upload"
    assert one.rates[hour].max() == pytest.approx(1000, rel=0.03)  # all of an hour fails, of 0.001 that may
    share = one.rates[six].max() * 0.001
    at = int(np.argmax(one.rates[six]))
    load = comparison.runs[0].trace.arrive
    t = one.t[at]
    inside = (load > t - 6 * HOUR_S - 300) & (load <= t)
    assert share == pytest.approx(60 / inside.sum(), rel=0.1)


def test_burn_says_which_alert_comes_first_or_that_none_does() -> None:
    shown = checked(burn.picture(one_outage(1.0)))
    assert "at 14.4 over 1 h, on day 5 12:" in shown.sentence
    quiet = checked(burn.picture(one_outage(0.1, Contract(upload=0.5))))
    assert "nobody is woken" in quiet.sentence or "manage" in quiet.sentence


def test_no_budget_is_said() -> None:
    shown = checked(burn.picture(one_outage(1.0, Contract(upload=1.0, manage=1.0, ready_share=1.0))))
    assert "has no budget to burn" in shown.sentence


# --- months ---


def test_months_are_those_of_the_seeds_and_sorted_into_classes() -> None:
    found = months(Monolith(), faults.drawn(0.999, mttr_s=3600.0), 20.0, 1.0, teaching())
    assert sum(luck.counted(found)) == pytest.approx(1.0)
    assert luck.counted(found)[-1] == found.clean
    comparison = compare([Monolith()], Scenario(Workload.homogeneous(per_hour=0, days=1)))
    shown = checked(luck.picture(comparison, None, {comparison.labels[0]: found}))
    assert f"{found.clean:.0%}".replace("%", " %") in shown.sentence


@pytest.mark.parametrize(("shares", "place"), [((1.0,), 6), ((0.9999,), 5), ((0.9992,), 4), ((0.9,), 0), ((0.99,), 1)])
def test_a_month_falls_into_its_class(shares: tuple[float, ...], place: int) -> None:
    assert luck.counted(Months(730.0, shares, 0.999, 1.0))[place] == 1.0


def test_nothing_that_fails_is_always_clean() -> None:
    found = months(Monolith(), faults.none(), 1.0, 1.0, teaching())
    assert (found.clean, found.expected_clean, found.long_run) == (1.0, 1.0, 1.0)
