"""Instances and containers: billed from launch to end, booting, idle and failed ones too, 60 s at least."""

from archlib.outcome.counters.managed import balancer_hours
from archlib.outcome.counters.record import HOUR_S, Counted, Record
from archlib.outcome.trace import Floats
from archlib.topology import Balancer, Function, Station, Working


def hours(record: Record, station: Station) -> Counted:
    """Instance-hours billed, and how many of them the slots in use come to; a managed service is always on."""
    if isinstance(station, Balancer):
        return balancer_hours(record, station)
    if not isinstance(station, Working):
        on = record.horizon_s / HOUR_S
        return on, on
    return _hours(record, station, record.billed_s)


def container_hours(record: Record, station: Working, each: float) -> Counted:
    """Hours of containers times what each of them has (vCPU, or GB)."""
    billed, used = _hours(record, station, record.container_s)
    return billed * each, used * each


def _hours(record: Record, station: Working, billed_s: Floats) -> Counted:
    billed = float(billed_s[record.number(station)]) / HOUR_S
    return billed, billed * _used_share(record, station, billed_s)


def _used_share(record: Record, station: Working, billed_s: Floats) -> float:
    """Slots in use over slots paid for, 0 to 1; of stations that share hosts the busiest counts.

    A box that several stations share is sized for the busiest of them. To add up their shares would count twice
    a slot that is held while another station on the same box does the work.
    """
    sharing = [s for s in record.topology.stations if isinstance(s, Working) and s.hosts == station.hosts]
    shares = [0.0]
    for s in sharing if station.hosts is not None else [station]:
        slots = 1 if isinstance(s, Function) else s.slots
        paid = float(billed_s[record.number(s)]) * slots
        shares.append(float(record.busy_s[record.number(s)]) / paid if paid > 0 else 0.0)
    return min(1.0, max(shares))
