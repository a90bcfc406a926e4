"""The leaderboard: each learner's score in a small file, merged by whoever teaches, and ranked game by game."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from archlib._version import __version__
from archlib.data import is_number, is_text
from archlib.errors import DataError, ParameterError, check_kind
from archlib.year.played import Played

if TYPE_CHECKING:
    import pandas as pd

FORMAT = 2
SUFFIX = ".score.json"
LONGEST = 80  # characters of a name
SHORT = 8  # digits of a hash in the name of a file
_USD = ("score_usd", "bill_usd", "penalties_usd", "migration_usd")


class Game(NamedTuple):
    """What has to be the same for two scores to be comparable."""

    year_hash: str
    seed: int
    prices_hash: str


@dataclass(frozen=True)
class Score:
    """A learner's result: who, what it came to (USD), and by which plan in which year and seed at which prices."""

    name: str
    score_usd: float
    bill_usd: float
    penalties_usd: float
    migration_usd: float
    broken_months: int
    plan: str
    plan_hash: str
    year: str
    year_hash: str
    seed: int
    prices: str
    prices_hash: str

    @property
    def game(self) -> Game:
        """What has to be the same for two scores to be comparable."""
        return Game(self.year_hash, self.seed, self.prices_hash)

    @property
    def stem(self) -> str:
        """What a file is called: the learner, the plan and the game, so that none takes the place of another."""
        name = re.sub(r"[^\w-]+", "_", self.name).strip("_") or "learner"
        hashes = [text[:SHORT] for text in (self.plan_hash, self.year_hash, self.prices_hash)]
        return "-".join([name, *hashes, str(self.seed)])


def post(played: Played, name: str, folder: str | Path) -> Path:
    """Write a learner's score into a folder as a small file of its own and return its path.

    The file is named by the learner, the plan and the game (year, prices and seed), and comes to be whole or not at
    all.

    Raises
    ------
    ParameterError : no played year, a blank name, or one of more than 80 characters
    DataError : the folder cannot be written to
    """
    check_kind("post", "played", played, Played, "play(Year(), plan)")
    score = _score(played, name)
    path = Path(folder) / f"{score.stem}{SUFFIX}"
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
    plan, year, prices = played.plan, played.year, played.prices
    listed = f"{prices.name}, {len(prices.factors)} changed" if prices.factors else prices.name
    return Score(
        name.strip(), **amounts, broken_months=played.broken_months, plan=plan.label, plan_hash=plan.hash,
        year=year.label, year_hash=year.hash, seed=played.seed, prices=listed, prices_hash=prices.hash,
    )  # fmt: skip


@dataclass(frozen=True)
class Board:
    """Scores game by game, the game that most have played first, in each the least first; notes on files left out."""

    scores: tuple[Score, ...]
    notes: tuple[str, ...] = ()

    def merge(self, other: "Board") -> "Board":
        """Return one board of two; in each game each learner's best score stands."""
        return merged([*self.scores, *other.scores], [*self.notes, *other.notes])

    @cached_property
    def games(self) -> dict[Game, tuple[Score, ...]]:
        """The scores of each game, which alone are ranked against each other."""
        found: dict[Game, list[Score]] = {}
        for score in self.scores:
            found.setdefault(score.game, []).append(score)
        return {game: tuple(scores) for game, scores in found.items()}

    def rank(self, score: Score) -> int:
        """Return the place of a score in its game, 1 for the best; equal scores share one."""
        return 1 + sum(other.score_usd < score.score_usd for other in self.games[score.game])

    def table(self) -> "pd.DataFrame":
        """Return one row a learner and game as a pandas DataFrame; equal scores share a rank in their game."""
        import pandas as pd

        columns = ["year", "seed", "prices", "rank", "name", *_USD, "broken_months", "plan", "plan_hash"]
        rows = [{**asdict(one), "rank": self.rank(one)} for one in self.scores]
        return pd.DataFrame(rows, columns=columns)


def leaderboard(where: str | Path | Iterable[str | Path]) -> Board:
    """Read scores from a folder, or from files, and rank those of each game.

    A file that cannot be read is left out, and a note says so.

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
    """Return the board of some scores: in each game each learner's best."""
    found = list(scores)
    played = Counter(score.game for score in found)
    best: dict[tuple[Game, str], Score] = {}
    for score in found:
        key = score.game, score.name
        if key not in best or score.score_usd < best[key].score_usd:
            best[key] = score
    ranked = sorted(best.values(), key=lambda one: (-played[one.game], one.game, one.score_usd, one.name))
    return Board(tuple(ranked), tuple(dict.fromkeys(notes)))


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
