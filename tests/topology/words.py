"""One station of every kind, and topologies made of them, for the tests of the language."""

from archlib.topology import (
    Alarm,
    Balancer,
    Bus,
    Entry,
    Fleet,
    Forward,
    Function,
    Invoke,
    Pool,
    Publish,
    Put,
    Queue,
    Receive,
    Rule,
    Send,
    Service,
    Store,
    Topology,
    Use,
)  # fmt: skip

STATIONS = {
    "Pool": Pool("pool"), "Fleet": Fleet("fleet"), "Function": Function("function"), "Queue": Queue("queue"),
    "Store": Store("store"), "Service": Service("service"), "Bus": Bus("bus"), "Balancer": Balancer("balancer"),
    "Alarm": Alarm("alarm"),
}  # fmt: skip
DOOR, BOX = Entry("upload", "box"), Pool("box")
UPLOADED = {"detail-type": ["uploaded"]}


def with_door(stations=(), edges=()):
    """A pool "box" with the door of uploads, and what is given beside it."""
    return Topology((BOX, *stations), (DOOR, *edges))


def queue_system():
    """A door, a queue, a fleet, a store."""
    edges = (
        Put("box", "disk", "master"),
        Send("box", "jobs"),
        Receive("jobs", "workers"),
        Put("workers", "disk"),
    )
    return with_door((Store("disk"), Queue("jobs"), Fleet("workers")), edges)


def event_system(*more, stations=()):
    """A balanced door that publishes; rules to a function, to a queue with workers, and to one that nobody needs."""
    kept = (
        Balancer("lb"), Pool("door"), Bus("bus"), Function("cut"), Queue("jobs"), Pool("workers"), Function("mail"),
        Store("disk"), Service("flow"), Queue("dead", dead_letters=True),
    )  # fmt: skip
    edges = (
        Entry("upload", "lb"), Forward("lb", "door"), Put("door", "disk"), Publish("door", "bus", "uploaded"),
        Rule("bus", "cut", UPLOADED), Rule("bus", "jobs", {"source": ["video-service"]}), Receive("jobs", "workers"),
        Rule("bus", "mail", UPLOADED, required=False), Use("cut", "flow"),
    )  # fmt: skip
    return Topology((*kept, *stations), (*edges, *more))


def invoking(invoke: Invoke, *stations):
    """A door that invokes."""
    return with_door(stations, (invoke,))
