"""The leaderboard in the page."""

from pathlib import Path

import archlib as al
from archlib.architectures import Functions, QueueFleet
from archlib.lab.board_panel import NONE
from archlib.year import Plan, Year, play
from archlib.year.board import post

SMALL = Year(growth=1.0, launches_on=False)


def test_scores_are_ranked_and_broken_files_are_named(tmp_path: Path) -> None:
    board = al.lab.leaderboard(tmp_path)
    assert NONE in board.text()
    plays = {"<b>one": Functions(), "two": QueueFleet()}
    scores = {}
    for name, each in plays.items():
        played = play(SMALL, Plan.all_year(each))
        post(played, name, tmp_path)
        scores[name] = played.score_usd
    (tmp_path / "half.score.json").write_text('{"format": 1, "na')
    board.refresh()
    assert [row[1] for row in board.rows] == sorted(scores, key=lambda name: scores[name])
    assert f"{min(scores.values()):,.0f}" in board.rows[0]
    assert any("half" in note for note in board.notes)
    assert "<b>one" not in board.html()


def test_each_year_has_a_table_of_its_own(tmp_path: Path) -> None:
    for year in (SMALL, SMALL.but(growth=1.01)):
        post(play(year, Plan.all_year(Functions())), "Ada", tmp_path)
    board = al.lab.leaderboard(tmp_path)
    assert [[row[:2] for row in rows] for _, rows in board.games] == [[("1", "Ada")]] * 2
    assert board.html().count("<table>") == 2
    for told in ("growth=1.0, launches_on=False, seed 1", "growth=1.01"):
        assert told in board.text() and told in board.html()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    board = al.lab.leaderboard(tmp_path / "nowhere")
    assert "could not be read" in board.text()
    assert board.rows == []
