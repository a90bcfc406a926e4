"""The buttons of a panel as JSON-able content."""

from typing import Any, Final

from archlib.lab.own_runs import on_request
from archlib.lab.plan import Many
from archlib.lab.presets import LOADS
from archlib.lab.topic import Topic

WEEKS: Final = "weeks"
FILE_MOST_BYTES = 8_000_000  # a server's usual limit for one message is 10 MB


def actions(topic: Topic) -> list[dict[str, Any]]:
    """Return the buttons of a panel as JSON-able content."""
    loads = [_button(name, name, f"load: {name.lower()}") for name in LOADS]
    file = own_file("al.lab.compare(load=al.Workload.from_csv(path))")
    pins = [
        _button("pin", "Pin as A", "keep this run as A; what is changed from now on is B, drawn over it"),
        _button("unpin", "Let go of A", "show the present run alone"),
    ]
    paste = {
        "kind": "paste",
        "text": "Copy, paste",
        "help": "all that is chosen here as text, to keep or to pass on; what Scenario.to_json() gives is taken, too",
    }
    said = f"run what is shown under {Many().seeds} seeds: what eight of ten say stands below; press again to close it"
    weeks = [_button(WEEKS, "Other weeks", said)] if on_request(topic.pictures) else []
    reset = _button("reset", "Reset", "all as it was")
    return [*([*loads, file] if topic.loads else []), *(pins if topic.pins else []), *weeks, reset, paste]


def own_file(instead: str) -> dict[str, Any]:
    """Return the button that takes a load or a price list; `instead` is what to type where a file is too large."""
    return {
        "kind": "file",
        "text": "Your own file ...",
        "accept": ".csv,text/csv,text/plain",
        "help": "a CSV of time and count, an export of the CloudWatch console, or a price list with the columns item, "
        "value, unit, region, as_of, source; it stays on this machine",
        "most_bytes": FILE_MOST_BYTES,
        "instead": instead,
    }


def _button(name: str, text: str, help: str) -> dict[str, Any]:
    return {"kind": "button", "name": name, "text": text, "help": help}
