"""The leaderboard: each learner's score in a small file, merged by whoever teaches."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archlib._version import __version__
from archlib.data import is_number, is_text
from archlib.errors import DataError, ParameterError
from archlib.year.played import Played

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 1
SUFFIX = ".score.json"
LONGEST = 80  # characters of a name
_USD = ("score_usd", "bill_usd", "penalties_usd", "migration_usd")


@dataclass(frozen=True)
class Score:
    """A learner's result: who, what it came to (USD), and by which plan in which year and seed."""

    name: str
    score_usd: float
    bill_usd: float
    penalties_usd: float
    migration_usd: float
    broken_months: int
    plan: str
    plan_hash: str
    year_hash: str
    seed: int

    @property
    def game(self) -> tuple[str, int]:
        """What has to be the same for two scores to be comparable."""
        return self.year_hash, self.seed


def post(played: Played, name: str, folder: str | Path) -> Path:
    """Write a learner's score into a folder as a small file of its own and return its path.

    The file is named by the learner and the plan, and comes to be whole or not at all.

    Raises
    ------
    ParameterError : a blank name, or one of more than 80 characters
    DataError : the folder cannot be written to
    """
    score = _score(played, name)
    stem = re.sub(r"[^\w-]+", "_", score.name).strip("_") or "learner"
    path = Path(folder) / f"{stem}-{score.plan_hash[:8]}{SUFFIX}"
    text = json.dumps({"format": FORMAT, "archlib": __version__, **asdict(score)}, indent=1, allow_nan=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.{os.getpid()}.part")
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    except OSError as error:
        raise DataError(f"{path} cannot be written ({error}); choose another folder") from None
    return path


def _score(played: Played, name: Any) -> Score:
    if not is_text(name) or len(name) > LONGEST:
        do = f"Give 1 to {LONGEST} characters, such as a pair's initials."
        raise ParameterError(f"post(name={name!r:.60}) is refused: it is no name. {do}")
    amounts = {key: float(getattr(played, key)) for key in _USD}
    plan, year = played.plan, played.year
    return Score(
        name.strip(), **amounts, broken_months=played.broken_months, plan=plan.label, plan_hash=plan.hash,
        year_hash=year.hash, seed=played.seed,
    )  # fmt: skip


@dataclass(frozen=True)
class Board:
    """Scores of one game, the least first, and notes on files that were left out."""

    scores: tuple[Score, ...]
    notes: tuple[str, ...] = ()

    def merge(self, other: "Board") -> "Board":
        """Return one board of two; each learner's best score stands, those of another game are left out."""
        return merged([*self.scores, *other.scores], [*self.notes, *other.notes])

    def table(self) -> "pd.DataFrame":
        """Return one row a learner as a pandas DataFrame, the best first; equal scores share a rank."""
        import pandas as pd

        columns = ["rank", "name", *_USD, "broken_months", "plan", "plan_hash"]
        ranks = [1 + sum(other.score_usd < one.score_usd for other in self.scores) for one in self.scores]
        rows = [(rank, *(getattr(one, c) for c in columns[1:])) for rank, one in zip(ranks, self.scores, strict=True)]
        return pd.DataFrame(rows, columns=columns)


def leaderboard(where: str | Path | Iterable[str | Path]) -> Board:
    """Read scores from a folder, or from files, and rank them.

    A file that cannot be read, and a score of another year or seed than most have, is left out, and a note says so.

    Raises
    ------
    DataError : there is no such folder
    """
    scores: list[Score] = []
    notes: list[str] = []
    for path in _files(where):
        try:
            scores.append(read_score(path))
        except DataError as error:
            notes.append(str(error))
    return merged(scores, notes)


def merged(scores: Iterable[Score], notes: Iterable[str] = ()) -> Board:
    """Return the board of some scores: those of the game that most have, each learner's best, the least first."""
    found, told = list(scores), list(notes)
    games = [score.game for score in found]
    most = max(sorted(set(games)), key=games.count, default=None)
    best: dict[str, Score] = {}
    for score in found:
        if score.game != most:
            told.append(f"{score.name}: played another year or seed than most, and is left out")
        elif score.name not in best or score.score_usd < best[score.name].score_usd:
            best[score.name] = score
    ranked = sorted(best.values(), key=lambda one: (one.score_usd, one.name))
    return Board(tuple(ranked), tuple(dict.fromkeys(told)))


def read_score(path: str | Path) -> Score:
    """Return the score that `post` wrote.

    Raises
    ------
    DataError : no such file, half of one, or fields that are missing, unknown or not what they should be
    """
    try:
        plain = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{path} cannot be read as a score ({error}); post it again") from None
    known = {f.name: f.type for f in fields(Score)}
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise DataError(f"{path} is no score of format {FORMAT}; post it again")
    given = {key: value for key, value in plain.items() if key not in ("format", "archlib")}
    if set(given) != set(known):
        wrong = sorted(set(given) ^ set(known))
        raise DataError(f"{path}: {', '.join(wrong)} missing or unknown; post it again")
    for key, value in given.items():
        if not _fits(known[key], value):
            raise DataError(f"{path}: {key}={value!r:.60} is not what it should be; post it again")
    return Score(**given)


def _fits(kind: Any, value: Any) -> bool:
    if kind in (str, "str"):
        return is_text(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return is_number(value) and (whole if kind in (int, "int") else True)


def _files(where: str | Path | Iterable[str | Path]) -> Iterator[Path]:
    if not isinstance(where, (str, Path)):
        yield from (Path(path) for path in where)
        return
    folder = Path(where)
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder; give the folder into which scores are posted, or a list of files")
    yield from sorted(folder.glob(f"*{SUFFIX}"))
