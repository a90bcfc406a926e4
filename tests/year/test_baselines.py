"""Plans that nobody had to think about: what they are, and that the stored sizes are those that a search finds."""

import json
from itertools import pairwise

import pytest

import archlib as al
from archlib.data import data_dir
from archlib.errors import DataError, EngineError, ParameterError
from archlib.year import Year, sized, stored
from archlib.year.baselines import EACH, FUNCTIONS, MONOLITH, NAMES, SINGLE, _each
from archlib.year.sized import Sized, drill, hardest_month
from archlib.year.stored import FILE
from tests.year.years import USUAL

COURSE_YEAR = Year()


@pytest.fixture(scope="module")
def known():
    return al.baselines(COURSE_YEAR)


def test_all_four_are_played_on_the_same_year(known):
    assert tuple(known) == NAMES
    assert {p.seed for p in known.values()} == {1}
    table = known.table()
    assert table["score_usd"].tolist() == [p.score_usd for p in known.values()]


def test_plans_are_what_their_names_say(known):
    assert {a.kind for a in known[MONOLITH].plan.quarters} == {"Monolith"}
    assert {a.kind for a in known[FUNCTIONS].plan.quarters} == {"Functions"}
    (kind,) = {a.kind for a in known[SINGLE].plan.quarters}
    cost = {k: sum(one.usd_per_month for one in found) for k, found in known.sizes.items()}
    assert cost[kind] == min(cost.values())


def test_the_monolith_costs_most_and_the_sized_ones_beat_it(known):
    assert known[EACH].score_usd < known[MONOLITH].score_usd
    assert known[SINGLE].score_usd < known[MONOLITH].score_usd


def test_the_stored_sizes_are_of_the_courses_year():
    plain = json.loads((data_dir() / FILE).read_text())
    assert plain["year"] == COURSE_YEAR.hash and plain["prices"] == al.prices.default().hash
    assert all(len(rows) == 4 for rows in plain["sizes"].values())


@pytest.mark.parametrize(("kind", "quarter"), [("Functions", 2), ("EventDriven", 1), ("QueueFleet", 1)])
def test_a_search_finds_the_stored_sizes_again(known, kind, quarter):
    again = sized(COURSE_YEAR, getattr(al, kind)(), quarter)
    assert again.architecture == known.sizes[kind][quarter - 1].architecture
    assert again.usd_per_month == pytest.approx(known.sizes[kind][quarter - 1].usd_per_month, rel=1e-9)


def test_another_year_or_seed_is_not_what_is_stored():
    prices = al.prices.default()
    assert stored.stored(COURSE_YEAR, 1, prices)
    assert stored.stored(COURSE_YEAR, 2, prices) == {}
    assert stored.stored(COURSE_YEAR.but(growth=1.1), 1, prices) == {}
    assert stored.stored(COURSE_YEAR, 1, prices.scaled(2.0)) == {}


def test_another_year_is_searched():
    kinds = [al.Functions, al.EventDriven]
    found = al.baselines(USUAL, names=[SINGLE, EACH], kinds=kinds)
    assert tuple(found) == (SINGLE, EACH) and set(found.sizes) == {"Functions", "EventDriven"}


def test_only_what_is_named_is_sized():
    found = al.baselines(USUAL, names=[FUNCTIONS])
    assert set(found.sizes) == {"Functions"}


@pytest.mark.parametrize("rebuild_h", [0.0, 1.0, 3.0, 1000.0])
def test_the_way_through_the_quarters_is_the_cheapest_of_all(rebuild_h):
    year = COURSE_YEAR.but(migration=COURSE_YEAR.migration.but(rebuild_h=rebuild_h))
    costs = {"Functions": (10.0, 200.0, 20.0, 300.0), "EventDriven": (100.0, 50.0, 90.0, 40.0)}
    sizes = {
        kind: tuple(Sized(q, 3 * q, getattr(al, kind)(), True, usd) for q, usd in enumerate(row, 1))
        for kind, row in costs.items()
    }

    def cost(kinds):
        changes = sum(a != b for a, b in pairwise(kinds))
        return 3 * sum(costs[k][q] for q, k in enumerate(kinds)) + changes * rebuild_h * 80.0

    ways = [(a, b, c, d) for a in costs for b in costs for c in costs for d in costs]
    chosen = tuple(a.kind for a in _each(year, sizes).quarters)
    assert cost(chosen) == min(map(cost, ways))


def test_the_hardest_month_has_the_launch_or_is_the_last():
    launched = {launch.month for launch in COURSE_YEAR.launches}
    assert launched <= {hardest_month(COURSE_YEAR, q) for q in (1, 2, 3, 4)}
    assert hardest_month(COURSE_YEAR, 4) == 12 and hardest_month(COURSE_YEAR, 1) == 3


@pytest.mark.parametrize("quarter", [0, 5, "first", None])
def test_a_quarter_is_one_of_four(quarter):
    with pytest.raises(ParameterError, match="quarter"):
        hardest_month(COURSE_YEAR, quarter)


def test_the_drill_lasts_longer_than_the_contract_allows():
    faults = drill(COURSE_YEAR).scheduled
    assert {f.role for f in faults} == {"upload", "process", "manage"}
    allowed_s = (1 - COURSE_YEAR.contract.upload) * 730 * 3600
    assert all(f.duration_s == pytest.approx(2 * allowed_s) for f in faults)


def test_unknown_names_are_told():
    with pytest.raises(ParameterError, match="best single kind"):
        al.baselines(COURSE_YEAR, names=["best single"])
    with pytest.raises(ParameterError, match="no such plan"):
        al.baselines(USUAL, names=[FUNCTIONS])["oracle"]


def test_it_can_be_cancelled():
    with pytest.raises(EngineError, match="cancelled"):
        al.baselines(USUAL, names=[FUNCTIONS], progress=lambda _: False)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"year": "x", "seed": 1, "prices": "y", "sizes": {"Functions": [1]}}']
)
def test_a_spoilt_file_is_told(tmp_path, monkeypatch, text):
    (tmp_path / FILE).write_text(text)
    monkeypatch.setattr(stored, "data_dir", lambda: tmp_path)
    with pytest.raises(DataError, match="make it again"):
        stored.stored(COURSE_YEAR, 1, al.prices.default())


def test_without_a_file_nothing_is_stored(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "data_dir", lambda: tmp_path)
    assert stored.stored(COURSE_YEAR, 1, al.prices.default()) == {}
