"""What stands in a learner's file: its sections, how it is read, and how two are made one."""

import json
from typing import Any

FORMAT = 1
SECTIONS = ("bets", "answers", "quiz", "known", "notes")


def empty() -> dict[str, Any]:
    """Return the content of a file in which nothing is kept yet."""
    return {"format": FORMAT, **{name: {} for name in SECTIONS}}


def parsed(text: bytes) -> dict[str, Any]:
    """Return the content of a file, each section there.

    Raises
    ------
    ValueError : it is no progress file
    """
    content = json.loads(text)
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        raise ValueError("it is JSON without a format number")
    for name in SECTIONS:
        section = content.setdefault(name, {})
        if not isinstance(section, dict) or not all(isinstance(record, dict) for record in section.values()):
            raise ValueError(f"{name} is not a table of records")
    return content


def merge(content: dict[str, Any], other: dict[str, Any]) -> None:
    """Take over from `other` each record that is new here or newer."""
    for name, section in other.items():
        if not isinstance(section, dict):
            content.setdefault(name, section)
            continue
        mine = content.setdefault(name, {})
        for key, record in section.items():
            if key not in mine or _time(record) > _time(mine[key]):
                mine[key] = record


def _time(record: Any) -> str:
    return str(record.get("time", "")) if isinstance(record, dict) else ""
