"""What the lab lets a learner choose beside the models themselves: failures, prices and the seed.

Each is a set of parameters like any other, so its controls come from its fields as well.
"""

from functools import lru_cache
from typing import Literal

from archlib import faults
from archlib.faults import Faults
from archlib.params import Params, param
from archlib.prices import PriceList, aws_us_east_1, teaching

LISTS = {"aws_us_east_1": aws_us_east_1, "teaching": teaching}


class Failures(Params):
    """The standard week, one outage of your own, and random failures; each can be left out.

    Leaves out: several outages of your own, and different random failures for different roles. Use
    `archlib.faults` in a cell for those.
    """

    standard_week: bool = param(True, unit="", help="the four failures of the standard week")
    outage_role: Literal["none", "upload", "process", "manage", "queue", "store"] = param(
        "none", unit="", help="what an outage of your own strikes"
    )
    outage_start_h: float = param(44.0, ge=0, le=8_760, unit="h", help="when it begins, hours from the start of day 1")
    outage_hours: float = param(
        1.0, gt=0, le=8_760, unit="h", scale="log", help="how long it lasts, from a minute to days"
    )
    outage_scope: Literal["all", "one instance", "host of one", "zone 0"] = param(
        "all", unit="", help="how much of that role it strikes"
    )
    random_failures: bool = param(False, unit="", help="failures at random times as well, from the seed")
    code_nines: float = param(3.0, ge=1, le=6, unit="nines", help="availability of the code of each role; 3 is 99.9 %")
    host_nines: float = param(3.0, ge=1, le=6, unit="nines", help="availability of each host; 3 is 99.9 %")
    repair_h: float = param(1.0, ge=1 / 60, le=168, unit="h", scale="log", help="mean time to repair")
    common_cause: float = param(0.0, ge=0, le=1, unit="1", help="share of the time down that strikes all at once")
    service_failures: bool = param(
        False, unit="", help="queue and store fail too, as often as their service level allows"
    )

    def faults(self) -> Faults:
        """Return the faults that were chosen."""
        plan = faults.standard_week() if self.standard_week else faults.none()
        if self.outage_role != "none":
            plan = plan + self._outage()
        if self.random_failures:
            code, host = 1 - 10.0**-self.code_nines, 1 - 10.0**-self.host_nines
            plan = plan + faults.drawn(code, host=host, mttr_s=self.repair_h * 3_600, common_cause=self.common_cause)
        if self.service_failures:
            plan = plan + faults.service_levels(mttr_s=self.repair_h * 3_600)
        return plan

    def _outage(self) -> Faults:
        role, start_h, hours = self.outage_role, self.outage_start_h, self.outage_hours
        if self.outage_scope == "host of one":
            return faults.host_down(start_h, hours, role=role, instance=0)
        if self.outage_scope == "one instance":
            return faults.down(role, start_h, hours, instance=0)
        return faults.down(role, start_h, hours, zone=0 if self.outage_scope == "zone 0" else None)


class Prices(Params):
    """A price list, and factors on what it charges; the bill is written anew, nothing runs again."""

    price_list: Literal["aws_us_east_1", "teaching"] = param(
        "aws_us_east_1", unit="", help="dated prices of AWS, or prices rounded for mental arithmetic"
    )
    everything: float = param(1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on every price")
    instances: float = param(1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on prices an hour")
    storage: float = param(1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on prices a GB-month")
    requests: float = param(1.0, ge=0, le=1_000, unit="times", scale="log", help="factor on prices a request")

    def prices(self) -> PriceList:
        """Return the list with the factors applied."""
        return _scaled(self)


class Chance(Params):
    """The seed: which of the possible weeks is drawn."""

    seed: int = param(1, ge=0, le=2**32 - 1, unit="", help="same seed, same week; another seed, another week")


@lru_cache(maxsize=64)
def _scaled(choice: Prices) -> PriceList:
    listed = LISTS[choice.price_list]()
    factors = {"hour": choice.instances, "GB-month": choice.storage, "request": choice.requests}
    each = {item: factors.get(listed.price(item).base_unit, 1.0) for item in listed.rows}
    return listed.scaled({item: factor * choice.everything for item, factor in each.items()})
