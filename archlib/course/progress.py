"""What a learner has bet and answered: one small JSON file of their own, outside the repository."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import platformdirs

from archlib.course.keeping import LockedError, locked, write
from archlib.course.progress_file import empty, merge, parsed
from archlib.errors import DataError

Section = dict[str, dict[str, Any]]


def place() -> Path:
    """Return where the file is: `ARCHLIB_PROGRESS` if set, else the user's folder of application data."""
    own = os.environ.get("ARCHLIB_PROGRESS")
    return Path(own) if own else platformdirs.user_data_path("archlib") / "progress.json"


def all_known() -> bool:
    """Whether `ARCHLIB_KNOWN=1` says that all is known; what is shown then depends on no learner's bets."""
    return os.environ.get("ARCHLIB_KNOWN") == "1"


class Progress:
    """Bets, answers, quiz results and what is known already, id -> record with its time; ids unknown here survive.

    A write reads the file again under a lock, so that two kernels lose nothing of each other. Where the file cannot
    be written the answers live on in this object, and `problem` says why; a course never stops for it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or place()
        self.problem = ""
        self._unwritten = False
        self._content = empty()

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Return what the file holds; nothing, if there is none. A broken file is set aside, see `problem`."""
        progress = cls(path)
        progress.refresh()
        return progress

    def refresh(self) -> None:
        """Read the file again; what could not be written yet stays."""
        try:
            content = self._read()
            if self._unwritten:
                merge(content, self._content)
            self._content = content
        except OSError as error:
            self.problem = f"{self.path} cannot be read ({error.strerror}); check its permissions"

    @property
    def bets(self) -> Section:
        """Bets placed: id -> given, time, and what was bet `later`, after the first; see `record_bet`."""
        return self._section("bets")

    @property
    def answers(self) -> Section:
        """Answers: id -> given, ok, tries, time; once right, `ok` stays."""
        return self._section("answers")

    @property
    def quiz(self) -> Section:
        """Quiz items: id -> ok, tries, time."""
        return self._section("quiz")

    @property
    def known(self) -> Section:
        """Notebooks that the learner says to know: number -> known, time."""
        return self._section("known")

    @property
    def notes(self) -> Section:
        """What the learner wrote beside a bet: id -> text, time."""
        return self._section("notes")

    def is_known(self, notebook: str) -> bool:
        """Whether a notebook is known already; all are with `ARCHLIB_KNOWN=1` in the environment."""
        return all_known() or bool(self.known.get(notebook, {}).get("known"))

    def record_bet(self, id: str, given: Any) -> None:
        """Keep a bet. The first stays what it was, with its time; another one is added to its list `later`."""
        record = {"given": plain(given), "time": _now()}

        def keep(content: dict[str, Any]) -> None:
            bets = content.setdefault("bets", {})
            first = bets.get(id)
            bets[id] = {**first, "later": [*first.get("later", []), record]} if first and "given" in first else record

        self._change(keep)

    def record_answer(self, id: str, given: Any, ok: bool) -> None:
        """Keep an answer."""
        self._record("answers", id, {"given": plain(given), "ok": ok})

    def record_quiz(self, id: str, ok: bool) -> None:
        """Keep how a quiz item went."""
        self._record("quiz", id, {"ok": ok})

    def record_note(self, id: str, text: str) -> None:
        """Keep what the learner wrote beside a bet, such as what surprised them."""
        self._record("notes", id, {"text": text})

    def set_known(self, notebook: str, known: bool = True) -> None:
        """Say that a notebook is known already, or not after all."""
        self._record("known", notebook, {"known": known})

    def export(self, path: str | Path) -> Path:
        """Write all of it to another file and return its path.

        Raises
        ------
        DataError : the file cannot be written
        """
        target = Path(path).expanduser()
        try:
            if target.parent == self.path.parent:  # which is there only once something has been kept
                target.parent.mkdir(parents=True, exist_ok=True)
            write(target, self._content)
        except OSError as error:
            raise DataError(f"{target}: cannot be written ({error.strerror}); choose another folder") from None
        return target

    def import_(self, path: str | Path) -> None:
        """Take in an exported file; of two records of one id the newer stays.

        Raises
        ------
        DataError : the file cannot be read, or is no progress file; nothing is changed then
        """
        source = Path(path).expanduser()
        try:
            other = parsed(source.read_bytes())
        except (OSError, ValueError) as error:
            raise DataError(f"{source}: is no progress file ({error}); give one that export() wrote") from None
        self._change(lambda content: merge(content, other))

    def reset(self) -> None:
        """Forget all bets, answers, quiz results and notes."""

        def forget(content: dict[str, Any]) -> None:
            content.clear()
            content.update(empty())

        self._change(forget)

    def _section(self, name: str) -> Section:
        section: Section = self._content.setdefault(name, {})
        return section

    def _record(self, section: str, id: str, record: dict[str, Any]) -> None:
        record = {**record, "time": _now()}

        def keep(content: dict[str, Any]) -> None:
            before = content.setdefault(section, {}).get(id, {})
            if "ok" in record:
                record["tries"] = int(before.get("tries", 0)) + 1
                record["ok"] = bool(record["ok"] or before.get("ok", False))
            content[section][id] = {**before, **record}

        self._change(keep)

    def _change(self, change: Callable[[dict[str, Any]], None]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.path):
                content = self._read()
                if self._unwritten:
                    merge(content, self._content)
                change(content)
                write(self.path, content)
                self._content = content
                if self._unwritten:
                    self._unwritten, self.problem = False, ""
        except (OSError, LockedError) as error:
            change(self._content)
            self._unwritten = True
            why = getattr(error, "strerror", None) or str(error)
            self.problem = (
                f"{self.path} cannot be written ({why}): answers are kept only until this kernel ends; "
                "make the folder writable, or set ARCHLIB_PROGRESS to a file elsewhere"
            )

    def _read(self) -> dict[str, Any]:
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return empty()
        try:
            return parsed(text)
        except ValueError as error:
            self._set_aside(str(error))
            return empty()

    def _set_aside(self, why: str) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = self.path.with_name(f"{self.path.stem}.broken-{stamp}{self.path.suffix}")
        with suppress(FileNotFoundError):  # another kernel was faster
            self.path.rename(aside)
        self.problem = f"{self.path} was no progress file ({why}); it is kept as {aside.name}, and a new one was begun"


def plain(given: Any) -> Any:
    """Return an answer as JSON-able content: numbers and texts as they are, an architecture as its fields."""
    if hasattr(given, "to_dict"):
        return plain(given.to_dict())
    if isinstance(given, dict):
        return {str(name): plain(value) for name, value in given.items()}
    if isinstance(given, (list, tuple)):
        return [plain(value) for value in given]
    return given if isinstance(given, (str, int, float, bool, type(None))) else str(given)


def _now() -> str:
    return datetime.now(UTC).isoformat()
