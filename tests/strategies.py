"""Hypothesis strategies made from the parameters' own fields: nothing about bounds is said twice."""

import math
from collections.abc import Iterable
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from archlib.architectures import KINDS, Architecture
from archlib.architectures.services import LINKS, SERVICES, Link, Microservice
from archlib.errors import ParameterError
from archlib.faults import Drawn, Fault, Faults, Mishap
from archlib.params import FieldSpec, Params
from archlib.scenario import Scenario
from archlib.workload import Workload

FAR = 1e6  # where a field has no upper bound
MOST_VIDEOS = 2_000
TOPOLOGY_ROLES = ("upload", "process", "manage", "queue", "store", "bus", "balancer", "function", "orchestrator")


def of_field(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Return values inside a field's bounds, its ends among them."""
    if spec.kind == "bool":
        return st.booleans()
    if spec.kind == "choice":
        return st.sampled_from(spec.choices)
    low = 0.0 if spec.low is None else spec.low
    high = FAR if spec.high is None else spec.high
    if spec.kind == "int":
        return st.integers(math.ceil(low), math.floor(high)) | st.integers(math.ceil(low), math.ceil(low) + 3)
    assert spec.kind == "float", spec
    exact = {"exclude_min": spec.low_open, "exclude_max": spec.high_open, "allow_subnormal": False}
    return st.floats(low, high, **exact) | st.just(spec.default)


def of_params(cls: type[Params], **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Params]:
    """Return models of a class with any of their fields anywhere, and the fixed ones always from there."""
    fields = {n: of_field(s) for n, s in cls.specs().items() if n not in fixed and s.kind != "other"}

    @st.composite
    def build(draw: st.DrawFn) -> Params:
        values = draw(st.fixed_dictionaries(fixed, optional=fields))
        try:
            return cls(**values)
        except ParameterError:
            assume(False)
            raise

    return build()


@st.composite
def services(draw: st.DrawFn) -> tuple[Microservice, ...]:
    """Return one service that does everything, or the six of the course with some of their fields anywhere."""
    if draw(st.booleans()):
        everything = {"plays": ("upload", "process", "manage"), "does": ("transfer", "transcode", "catalogue")}
        return (Microservice(name="box", slots=draw(st.integers(0, 20)), room=draw(st.integers(0, 60)), **everything),)
    few = st.fixed_dictionaries(
        {},
        optional={
            "replicas": st.integers(0, 3), "slots": st.integers(0, 60), "room": st.integers(0, 60),
            "fixed_s": st.floats(0, 5), "numbers_from": st.sampled_from([0, 100]),
        },
    )  # fmt: skip
    return tuple(service.but(**draw(few)) for service in SERVICES)


@st.composite
def links(draw: st.DrawFn, among: tuple[Microservice, ...]) -> tuple[Link, ...]:
    """Return links between services: none for one, else those of the course, each a call or a queue, split or not."""
    if len(among) == 1:
        return ()
    kinds, flags = st.sampled_from(["call", "queue"]), st.booleans()
    return tuple(link.but(kind=draw(kinds), over_sizes=draw(flags)) if draw(flags) else link for link in LINKS)


@st.composite
def microservices(draw: st.DrawFn) -> Architecture:
    """Return a graph of services that fits together."""
    among = draw(services())
    fields = {"services": st.just(among), "links": links(among)}
    return draw(of_params(KINDS["Microservices"], **fields, replicas=st.integers(1, 4)))  # type: ignore[return-value]


def architectures(kinds: Iterable[str] = tuple(KINDS)) -> st.SearchStrategy[Architecture]:
    """Return an architecture of any of some kinds with any parameters; functions have limits that can be met."""
    few = st.just(0) | st.integers(0, 5)
    low = {"concurrency": st.integers(1, 60), "reserved": few, "provisioned": few}
    made = {
        kind: of_params(cls, **{name: low[name] for name in low if name in cls.model_fields})
        for kind, cls in KINDS.items()
    }
    made["Microservices"] = microservices()  # type: ignore[assignment]
    return st.one_of([made[kind] for kind in kinds])  # type: ignore[arg-type]


def workloads() -> st.SearchStrategy[Workload]:
    """Return any kind of load of at most `MOST_VIDEOS` expected videos over at most a few days."""
    counts = st.lists(st.integers(0, 200), min_size=1, max_size=20).map(tuple)
    days = st.floats(0.01, 3.0)
    kinds = [of_params(cls, days=days) for kind, cls in Workload.kinds.items() if kind not in ("", "measured")]
    modes = st.sampled_from(["poisson", "exact"])
    measured = st.builds(Workload.from_counts, counts, st.sampled_from([60.0, 3600.0]), modes)
    return st.one_of(*kinds, measured).filter(lambda load: load.expected_videos <= MOST_VIDEOS)  # type: ignore[attr-defined]


@st.composite
def faults(draw: st.DrawFn) -> Faults:
    """Return a schedule of up to four fixed faults, up to four drawn ones and two mishaps."""
    hours = st.floats(0, 80)
    lengths = st.floats(1.0, 86_400.0)
    role = st.sampled_from(TOPOLOGY_ROLES)
    one = st.fixed_dictionaries({"instance": st.integers(0, 3)})
    scope = st.just({}) | one | st.fixed_dictionaries({"zone": st.integers(0, 2)})
    fixed = []
    for _ in range(draw(st.integers(0, 4))):
        base = {"start_s": draw(hours) * 3600, "duration_s": draw(lengths)}
        kind = draw(st.sampled_from(["down", "error", "slow", "no_launch", "throttle", "host", "host under"]))
        if kind == "host":
            fixed.append(Fault(part="host", host=draw(st.integers(0, 5)), **base))
        elif kind == "host under":
            fixed.append(Fault(part="host", role=draw(role), instance=draw(st.integers(0, 3)), **base))
        elif kind in ("no_launch", "throttle"):
            fixed.append(Fault(role=draw(role) if kind == "throttle" else "process", effect=kind, **base))
        else:
            extra = {"factor": draw(st.floats(1.5, 20))} if kind == "slow" else {}
            fixed.append(Fault(role=draw(role), effect=kind, **extra, **base, **draw(scope)))
    drawn = {}
    for _ in range(draw(st.integers(0, 4))):
        part = draw(st.sampled_from(["code", "host"]))
        one = Drawn(
            part=part,
            role=draw(role) if part == "code" else None,
            availability=draw(st.floats(0.5, 1.0)),
            mttr_s=draw(st.floats(600, 20_000)),  # shorter ones only make many rows
            common_cause=draw(st.floats(0, 1)),
        )
        drawn[one.part, one.role] = one
    mishaps = {}
    for _ in range(draw(st.integers(0, 2))):
        this = Mishap(role=draw(role), share=draw(st.floats(0, 1)), each=draw(st.booleans()))
        mishaps[this.role, this.kind] = this
    return Faults(scheduled=tuple(fixed), drawn=tuple(drawn.values()), mishaps=tuple(mishaps.values()))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Return any scenario."""
    return Scenario(draw(workloads()), faults=draw(faults()), seed=draw(st.integers(0, 1000)))


__all__ = ["architectures", "faults", "of_field", "of_params", "scenarios", "workloads"]
