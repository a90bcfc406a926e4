"""The leaderboard: scores in files, merged; what is no score is left out and told."""

import json

import pytest

import archlib as al
from archlib.errors import DataError, ParameterError
from archlib.year import leaderboard, post
from archlib.year.board import Board, merged, read_score
from tests.year.years import BOX, CALM, FUNCTIONS


@pytest.fixture(scope="module")
def years():
    return {plan.label: al.play(CALM, plan) for plan in (al.Plan.all_year(BOX), al.Plan.all_year(FUNCTIONS))}


def test_scores_are_posted_and_ranked(tmp_path, years):
    post(years["Monolith"], "Ada", tmp_path)
    post(years["Functions"], "Grace & Ken", tmp_path)
    table = leaderboard(tmp_path).table()
    best = min(years, key=lambda k: years[k].score_usd)
    assert table["rank"].tolist() == [1, 2]
    assert table["plan"].tolist()[0] == best
    assert table["score_usd"].tolist() == sorted(p.score_usd for p in years.values())
    assert set(table["plan_hash"]) == {p.plan.hash for p in years.values()}


def test_a_learners_best_score_stands(tmp_path, years):
    files = [post(years[kind], "Ada", tmp_path) for kind in years]
    assert len(set(files)) == 2
    board = leaderboard(files)
    assert [s.score_usd for s in board.scores] == [min(p.score_usd for p in years.values())]


def test_equal_scores_share_a_rank(tmp_path, years):
    for name in ("Ada", "Grace"):
        post(years["Monolith"], name, tmp_path)
    post(years["Functions"], "Ken", tmp_path)
    assert sorted(leaderboard(tmp_path).table()["rank"].tolist()) in ([1, 1, 3], [1, 2, 2])


def test_a_score_reads_back_as_it_was(tmp_path, years):
    path = post(years["Monolith"], "Ada", tmp_path / "new" / "folder")
    score = read_score(path)
    assert score.score_usd == years["Monolith"].score_usd and score.name == "Ada"
    assert [p.name for p in path.parent.iterdir()] == [path.name]  # no half-written file stays


@pytest.fixture(scope="module")
def others():
    """The plan of the monolith in another year, with another seed, and at other prices."""
    plan, listed = al.Plan.all_year(BOX), al.prices.default()
    return {
        "year": al.play(CALM.but(growth=1.1), plan), "seed": al.play(CALM, plan, 2),
        "prices": al.play(CALM, plan, prices=listed.scaled({"c5.large": 0.5})),
    }  # fmt: skip


def test_years_seeds_and_prices_that_differ_are_ranked_apart(tmp_path, years, others):
    for name in ("Ada", "Ken"):
        post(years["Monolith"], name, tmp_path)
        for played in others.values():
            post(played, name, tmp_path)
    post(years["Functions"], "Ada", tmp_path)
    board = leaderboard(tmp_path)
    assert [len(scores) for scores in board.games.values()] == [2, 2, 2, 2] and board.notes == ()
    first = min(years.values(), key=lambda p: p.score_usd)
    assert next(iter(board.games))[0] == first.year.hash  # the game of which there are most scores
    table = board.table()
    assert "growth=1.1" in table["year"].str.cat() and set(table["seed"]) == {1, 2}
    assert table.groupby(["year", "seed", "prices"], sort=False)["rank"].first().tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("other", ["year", "seed", "prices"])
def test_a_score_of_another_game_leaves_the_first_one_in_place(tmp_path, years, others, other):
    kept = post(years["Monolith"], "Ada", tmp_path)
    before = kept.read_text()
    assert post(others[other], "Ada", tmp_path) != kept
    assert kept.read_text() == before and len(leaderboard(tmp_path).scores) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: "", lambda plain: json.dumps(plain)[:40], lambda plain: "[]", lambda plain: "{}",
        lambda plain: json.dumps({**plain, "format": 99}), lambda plain: json.dumps({**plain, "score_usd": "cheap"}),
        lambda plain: json.dumps({**plain, "score_usd": -5}), lambda plain: json.dumps({**plain, "more": 1}),
        lambda plain: json.dumps({**plain, "score_usd": float("nan")}), lambda plain: json.dumps({**plain, "name": ""}),
        lambda plain: json.dumps({k: v for k, v in plain.items() if k != "plan"}),
        lambda plain: json.dumps({**plain, "broken_months": 1.5}), lambda plain: "[" * 100_000,
    ],
)  # fmt: skip
def test_a_spoilt_file_is_left_out_and_told(tmp_path, years, spoil):
    good = post(years["Monolith"], "Ada", tmp_path)
    bad = post(years["Functions"], "Ken", tmp_path)
    bad.write_text(spoil(json.loads(bad.read_text())))
    board = leaderboard(tmp_path)
    assert [s.name for s in board.scores] == ["Ada"]
    (note,) = board.notes
    assert bad.name in note and "post it again" in note and good.exists()


def test_boards_merge(tmp_path, years):
    one = leaderboard([post(years["Monolith"], "Ada", tmp_path)])
    other = leaderboard([post(years["Functions"], "Ken", tmp_path)])
    assert one.merge(other).scores == other.merge(one).scores
    assert len(one.merge(one).scores) == 1


def test_an_empty_folder_is_an_empty_board(tmp_path):
    assert leaderboard(tmp_path) == Board(()) == merged([])
    assert leaderboard(tmp_path).table().empty


def test_no_folder_is_told(tmp_path):
    with pytest.raises(DataError, match="no folder"):
        leaderboard(tmp_path / "absent")
    missing = leaderboard([tmp_path / "absent.score.json"])
    assert missing.scores == () and len(missing.notes) == 1


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path, years):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="another folder"):
        post(years["Monolith"], "Ada", tmp_path / "file")


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, 5, None])
def test_a_name_is_asked_for(tmp_path, years, name):
    with pytest.raises(ParameterError, match="name"):
        post(years["Monolith"], name, tmp_path)


def test_a_name_is_no_path(tmp_path, years):
    path = post(years["Monolith"], "../../etc/passwd", tmp_path)
    assert path.parent == tmp_path
