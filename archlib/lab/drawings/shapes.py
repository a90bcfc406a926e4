"""What each kind of station is called and looks like: an outline, a sign and a word, so that no colour is needed."""

from typing import Final

from archlib.lab.words import count, duration
from archlib.topology import Alarm, Balancer, Bus, Fleet, Function, Pool, Queue, Service, Station, Store

# a sign in a square of 14 x 14, drawn as lines
SIGNS: Final = {
    "customers": "M7 6.5a3 3 0 1 0-.01 0ZM1.5 13.5c0-7 11-7 11 0",
    "pool": "M1 2h12v4H1ZM1 8h12v4H1ZM3 4h1M3 10h1",
    "fleet": "M4 1h9v8M1 4h9v9H1ZM5.5 6v5M3 8.5h5",
    "function": "M3 1h2.5L11 13M6.4 5.2 3 13",
    "queue": "M1 3h12M1 11h12M3.5 5v4M6.5 5v4M9.5 5v4",
    "store": "M1.5 3.5a5.5 2 0 1 0 11 0a5.5 2 0 1 0-11 0V11a5.5 2 0 0 0 11 0V3.5",
    "bus": "M1 7h12M4 7V2M4 7v5M10 7V2M10 7v5M7 7V4M7 7v3",
    "alarm": "M7 1.5v1.5M3 10.5V7a4 4 0 0 1 8 0v3.5ZM1.5 10.5h11M5.8 12.8h2.4",
    "balancer": "M1 7h4M5 7l7-5M5 7h8M5 7l7 5",
    "service": "M7 4.5a2.5 2.5 0 1 0 .01 0ZM7 1v2M7 11v2M1 7h2M11 7h2M2.8 2.8l1.4 1.4M9.8 9.8l1.4 1.4",
}  # fmt: skip


def kind_of(station: Station) -> str:
    """Return the word for a station's kind, such as "fleet"."""
    return type(station).__name__.lower()


def size_of(station: Station) -> str:
    """Return its kind and how large it is, in a few letters."""
    match station:
        case Pool():
            return f"pool {count(station.instances)} × {count(station.slots)}"
        case Fleet():
            return f"fleet {count(station.min_size)}–{count(station.max_size)} × {count(station.slots)}"
        case Function():
            return f"function ≤ {count(station.concurrency)}"
        case Queue():
            return "dead letters" if station.dead_letters else "queue"
        case Alarm() | Balancer() | Bus() | Store() | Service():
            return kind_of(station)


def described(station: Station) -> str:
    """Return a station in words, as it is read out."""
    match station:
        case Pool():
            return f"{station.name}: pool of {_instances(station.instances)} with {_slots(station.slots)} each"
        case Fleet():
            sizes = f"{count(station.min_size)} to {_instances(station.max_size)}"
            return f"{station.name}: fleet of {sizes} with {_slots(station.slots)} each"
        case Function():
            return f"{station.name}: function, at most {count(station.concurrency)} executions at once"
        case Balancer():
            return f"{station.name}: balancer, {station.policy.replace('_', ' ')}"
        case Queue() if station.dead_letters:
            return f"{station.name}: queue of dead letters"
        case Alarm():
            return (
                f"{station.name}: alarm, rings above {count(station.above)}, looks every {duration(station.period_s)}"
            )
        case Bus() | Queue() | Store() | Service():
            return f"{station.name}: {kind_of(station)}"


def outline(kind: str, w: float, h: float) -> str:
    """Return the path of a kind's outline in a box of w x h whose corner is at 0, 0."""
    match kind:
        case "fleet":  # a box behind the box
            behind = f"M5 5V0H{w:g}V{h - 5:g}H{w - 5:g}"
            return f"{behind}M0 5H{w - 5:g}V{h:g}H0Z"
        case "function":
            r = min(18.0, h / 2)
            return (
                f"M{r:g} 0H{w - r:g}A{r:g} {r:g} 0 0 1 {w:g} {r:g}V{h - r:g}A{r:g} {r:g} 0 0 1 {w - r:g} {h:g}"
                f"H{r:g}A{r:g} {r:g} 0 0 1 0 {h - r:g}V{r:g}A{r:g} {r:g} 0 0 1 {r:g} 0Z"
            )
        case "queue":  # open at both ends, with a rail inside each
            return f"M0 0H{w:g}V{h:g}H0ZM4 0V{h:g}M{w - 4:g} 0V{h:g}"
        case "store":  # a drum
            return f"M0 5A{w / 2:g} 5 0 0 1 {w:g} 5V{h - 5:g}A{w / 2:g} 5 0 0 1 0 {h - 5:g}ZA{w / 2:g} 5 0 0 0 {w:g} 5"
        case "bus":
            return f"M8 0H{w - 8:g}L{w:g} 12V{h - 12:g}L{w - 8:g} {h:g}H8L0 {h - 12:g}V12Z"
        case "alarm":  # pointed at both sides
            return f"M8 0H{w - 8:g}L{w:g} {h / 2:g}L{w - 8:g} {h:g}H8L0 {h / 2:g}Z"
        case "balancer":
            return f"M0 0H{w - 14:g}L{w:g} 14V{h - 14:g}L{w - 14:g} {h:g}H0Z"
        case "service":
            return f"M0 0H{w:g}V{h:g}H0ZM3 3H{w - 3:g}V{h - 3:g}H3Z"
    return f"M4 0H{w - 4:g}Q{w:g} 0 {w:g} 4V{h - 4:g}Q{w:g} {h:g} {w - 4:g} {h:g}H4Q0 {h:g} 0 {h - 4:g}V4Q0 0 4 0Z"


def _instances(number: int) -> str:
    return f"{count(number)} instance{'' if number == 1 else 's'}"


def _slots(number: int) -> str:
    return f"{count(number)} slot{'' if number == 1 else 's'}"
