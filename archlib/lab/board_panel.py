"""The leaderboard in the page: the scores in a folder, a table a game, and a button that reads it again."""

from html import escape
from pathlib import Path

import ipywidgets

from archlib.errors import ArchlibError
from archlib.lab.told import Told
from archlib.year.board import Board, Score
from archlib.year.board import leaderboard as read

COLUMNS = ("name", "score_usd", "bill_usd", "penalties_usd", "migration_usd", "broken_months", "plan")
HEADS = (
    "rank", "name", "score, USD", "bill, USD", "penalties, USD", "migrations, USD", "months with a broken promise",
    "plan",
)  # fmt: skip
NONE = "No scores are in this folder yet. `al.year.post(played, name, folder)` writes one."


class Leaderboard(Told, ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """A table of scores for each game: a year, a seed and a price list.

    Attributes
    ----------
    board : what was read last; None if the folder could not be read
    error : why, in words; "" if it could
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = folder
        self.board: Board | None = None
        self.error = ""
        self._table = ipywidgets.HTML()
        again = ipywidgets.Button(description="Read again", tooltip="reads the folder once more")
        again.on_click(lambda _: self.refresh())
        super().__init__([again, self._table])
        self.refresh()

    def refresh(self) -> None:
        """Read the folder."""
        try:
            self.board, self.error = read(self._folder), ""
        except (ArchlibError, OSError) as error:
            self.board, self.error = None, f"The folder could not be read: {error}"
        self._table.value = self.html()

    @property
    def games(self) -> list[tuple[str, list[tuple[str, ...]]]]:
        """What was played, in words, and the cells of its table, best first."""
        board = self.board
        if board is None:
            return []
        return [(_played(scores[0]), [_cells(board, one) for one in scores]) for scores in board.games.values()]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The cells of all tables, one below the other."""
        return [row for _, rows in self.games for row in rows]

    @property
    def notes(self) -> list[str]:
        """What is said below the table."""
        if self.board is None:
            return [self.error]
        return [*([] if self.rows else [NONE]), *map(str, self.board.notes)]

    def text(self) -> str:
        """Return the tables and the notes as text."""
        tables = [line for name, rows in self.games for line in (name, *(" | ".join(row) for row in (HEADS, *rows)))]
        return "\n".join(tables + self.notes)

    def html(self) -> str:
        """Return the tables and the notes as HTML."""
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return "".join(_table(*game) for game in self.games) + notes


def leaderboard(folder: str | Path) -> Leaderboard:
    """Return the scores that are in a folder, best first, a table for each year, seed and price list.

    Files that cannot be read are named below.
    """
    return Leaderboard(folder)


def _played(score: Score) -> str:
    return f"{score.year}, seed {score.seed}, prices {score.prices}"


def _cells(board: Board, score: Score) -> tuple[str, ...]:
    return (str(board.rank(score)), *(_cell(getattr(score, name)) for name in COLUMNS))


def _cell(value: object) -> str:
    return f"{value:,.0f}" if isinstance(value, float) else str(value)


def _table(name: str, rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in HEADS)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    caption = f"<caption>Played: {escape(name)}</caption>"
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='archlib-numbers'>{table}</div>"
