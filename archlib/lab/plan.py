"""What the lab lets a learner choose beside the models themselves: failures, prices and the seed.

Each is a set of parameters like any other, so its controls come from its fields as well.
"""

import json
from functools import lru_cache
from typing import Any, Final, Literal, Self

from pydantic import field_validator, model_validator

from archlib import faults
from archlib.errors import DataError, ParameterError
from archlib.faults import Faults
from archlib.faults.odds import SERVICES
from archlib.lab import outages
from archlib.lab.outages import Outage, Role, Scope, What
from archlib.params import Params, param, refuse
from archlib.prices import PriceList, aws_us_east_1, teaching

LISTS = {"aws_us_east_1": aws_us_east_1, "teaching": teaching}
OWN: Final = "your own"


def _nines(role: str) -> Any:
    """Return the declaration of how available each service of a role is."""
    about = f"of each {role}, with random failures; empty, or with service failures: theirs"
    return param(None, ge=1, le=6, unit="nines", help=about)


class Failures(Params):
    """The standard week with services and launches that fail too, one outage of your own, and random failures.

    Each can be left out, and more outages stand in a list. Leaves out: different random failures for different roles.
    Use `archlib.faults` in a cell for those.
    """

    standard_week: bool = param(True, unit="", help="the four failures of the standard week")
    service_failures: bool = param(
        True, unit="", help="queue, store, bus, balancers, functions and launches fail too, at random"
    )
    outage_role: Literal["none", Role] = param("none", unit="", help="what an outage of your own strikes")
    outage_effect: What = param("down", unit="", help="what it does; the last two are always of the whole role")
    outage_start_h: float = param(44.0, ge=0, le=8_760, unit="h", help="when it begins, hours from the start of day 1")
    outage_hours: float = param(
        1.0, gt=0, le=8_760, unit="h", scale="log", help="how long it lasts, from a minute to days"
    )
    outage_scope: Scope = param("all", unit="", help="how much of that role it strikes")
    outage_instance: int = param(
        0, ge=0, le=300, unit="", help="which one of that role, where the outage strikes one; numbers begin at 0"
    )
    outage_factor: float = param(
        3.0, gt=1, le=1_000, unit="times", scale="log", help="how many times longer work takes while slow"
    )
    outages: str = param("", unit="", help=f"more outages, {outages.MOST} at most; each row is one")
    poison: float = param(0.0, ge=0, le=1, unit="1", help="share of the videos whose processing fails at every try")
    flaky: float = param(0.0, ge=0, le=1, unit="1", help="share of the processings that fail, each by itself")
    flaky_uploads: float = param(0.0, ge=0, le=1, unit="1", help="share of tries to upload that fail, each by itself")
    random_failures: bool = param(False, unit="", help="failures at random times as well, from the seed")
    code_nines: float = param(3.0, ge=1, le=6, unit="nines", help="availability of the code of each role; 3 is 99.9 %")
    host_nines: float = param(3.0, ge=1, le=6, unit="nines", help="availability of each host; 3 is 99.9 %")
    balancer_nines: float | None = _nines("balancer")
    bus_nines: float | None = _nines("bus")
    queue_nines: float | None = _nines("queue")
    store_nines: float | None = _nines("store")
    consumer_nines: float | None = param(
        None, ge=1, le=6, unit="nines", help="of each extra consumer, with random failures; empty: they never fail"
    )
    repair_h: float = param(1.0, ge=1 / 60, le=168, unit="h", scale="log", help="mean time to repair")
    common_cause: float = param(0.0, ge=0, le=1, unit="1", help="share of the time down that strikes all at once")
    service_repair_min: float = param(
        10.0, ge=1, le=1_440, unit="min", scale="log", help="mean time to repair of services and of launches"
    )

    def faults(self) -> Faults:
        """Return the faults that were chosen."""
        plan = faults.standard_week() if self.standard_week else faults.none()
        plan = plan + self._outage()
        for one in outages.read(self.outages):
            plan = plan + one.faults()
        if self.random_failures:
            code, host = 1 - 10.0**-self.code_nines, 1 - 10.0**-self.host_nines
            plan = plan + faults.drawn(code, host=host, mttr_s=self.repair_h * 3_600, common_cause=self.common_cause)
            plan = plan + faults.drawn(self._levels(), mttr_s=self.repair_h * 3_600)
        if self.service_failures:
            mttr_s = self.service_repair_min * 60
            plan = plan + faults.service_levels(mttr_s) + faults.launch_failures(mttr_s=mttr_s)
        if self.poison > 0:
            plan = plan + faults.poison(self.poison)
        if self.flaky_uploads > 0:
            plan = plan + faults.flaky(self.flaky_uploads, role="upload")
        return plan + faults.flaky(self.flaky) if self.flaky > 0 else plan

    def _levels(self) -> dict[str, float]:
        """Return what is up by itself, and for which share of the time; service failures have a word on most of it."""
        said = SERVICES if self.service_failures else {}
        nines = {role: getattr(self, f"{role}_nines") for role in (*SERVICES, "consumer") if role not in said}
        return {role: 1 - 10.0**-n for role, n in nines.items() if n is not None}

    def _outage(self) -> Faults:
        """Return the one outage that has controls of its own."""
        if self.outage_role == "none":
            return faults.none()
        return Outage(
            role=self.outage_role,
            effect=self.outage_effect,
            scope=self.outage_scope,
            instance=self.outage_instance,
            start_h=self.outage_start_h,
            hours=self.outage_hours,
            factor=self.outage_factor,
        ).faults()

    @field_validator("outages")
    @classmethod
    def _rows_hold(cls, text: str) -> str:
        try:
            outages.read(text)
        except ParameterError as error:
            raise ValueError(str(error)) from None
        return text


class Shown(Params):
    """Which kinds of architecture are compared; those of one's own always are."""

    Monolith: bool = param(True, unit="", help="one program on one host")
    Tiers: bool = param(True, unit="", help="tiers that call each other directly")
    LoadBalanced: bool = param(True, unit="", help="tiers behind load balancers")
    QueueFleet: bool = param(True, unit="", help="a queue and a fleet of workers")
    Microservices: bool = param(True, unit="", help="a graph of small services")
    EventDriven: bool = param(True, unit="", help="events, a bus, and consumers that sleep")
    Functions: bool = param(True, unit="", help="serverless functions")

    def shows(self, kind: str) -> bool:
        """Whether an architecture of this kind is compared."""
        return bool(getattr(self, kind, True))


class Prices(Params):
    """A price list, and factors on what it charges; the bill is written anew, nothing runs again."""

    price_list: Literal["aws_us_east_1", "teaching", "your own"] = param(
        "aws_us_east_1",
        unit="",
        help="dated prices of AWS, prices rounded for mental arithmetic, or those of your file",
    )
    everything: float = param(1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on every price")
    instances: float = param(
        1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on prices by time: hours, GB-seconds, alarms"
    )
    storage: float = param(1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on prices a GB-month")
    requests: float = param(1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on prices a request or event")
    own: str = param("", unit="", help="your own list, as JSON; `Prices.of` and a panel's file button write it")

    @classmethod
    def of(cls, listed: PriceList) -> Self:
        """Return the choice of a list of your own, such as `archlib.prices.from_csv` makes."""
        return cls(price_list=OWN, own=json.dumps(listed.to_dict()))

    @model_validator(mode="after")
    def _own_is_there(self) -> Self:
        if self.own:
            _read(self.own)
        elif self.price_list == OWN:
            do = "Press 'Your own file ...' and choose a CSV like data/prices/teaching.csv, or take another list."
            raise refuse(self, "price_list", OWN, "no list of your own has been given", do)
        return self

    def prices(self) -> PriceList:
        """Return the list with the factors applied."""
        return _scaled(self)


class Chance(Params):
    """The seed: which of the possible weeks is drawn."""

    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="same seed, same week; another seed, another week")


class Many(Params):
    """What pictures of many runs show; only panels with such a picture have it."""

    seeds: int = param(20, ge=2, le=200, unit="weeks", help="how many seeds are run, from 1 on")
    shows: Literal["cost", "ready in time", "lateness"] = param("cost", unit="", help="what the bars are of")


@lru_cache(maxsize=8)
def _read(text: str) -> PriceList:
    """Return the list that a text holds; DataError for what is no such text."""
    try:
        return PriceList.from_dict(json.loads(text))
    except json.JSONDecodeError as error:
        raise DataError(f"Prices.own is refused: it is no JSON ({error.msg}). Make it with Prices.of(list).") from None


@lru_cache(maxsize=64)
def _scaled(choice: Prices) -> PriceList:
    listed = _read(choice.own) if choice.price_list == OWN else LISTS[choice.price_list]()
    factors = {
        **dict.fromkeys(("hour", "vCPU-hour", "GB-hour", "GB-second", "LCU-hour", "alarm-month"), choice.instances),
        "GB-month": choice.storage,
        **dict.fromkeys(("request", "event", "transition"), choice.requests),
    }
    each = {item: factors.get(listed.price(item).base_unit, 1.0) for item in listed.rows}
    return listed.scaled({item: factor * choice.everything for item, factor in each.items()})
