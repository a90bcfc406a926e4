"""What breaks in a year: hosts and code at random, the provider's services more seldom than they promise."""

from typing import Final

from archlib.data import data_dir, read_facts
from archlib.faults import Faults, drawn, launch_failures
from archlib.faults.odds import PLATFORMS, SERVICES

OWN: Final = 0.9995  # availability of each instance's code, and of each host
MTTR_S: Final = 3_600.0  # of hosts and code
SERVICES_MTTR_S: Final = 1_800.0
COMMON: Final = 0.1  # share of the time down that strikes all instances at once, such as a bad deploy
BETTER: Final = 10.0  # by so much services fail less than their service levels allow


def ordinary(
    own: float = OWN, better: float = BETTER, mttr_s: float = MTTR_S, services_mttr_s: float = SERVICES_MTTR_S
) -> Faults:
    """Return the random faults of an ordinary year.

    Parameters
    ----------
    own : float, 1, availability of the code on each instance, and of each host
    better : float, 1, >= 1, by which factor the provider's services are down less than their service levels allow
    mttr_s, services_mttr_s : float, s, mean time to repair of hosts and code, and of the provider's services

    Notes
    -----
    All four are the game's own assumptions: nobody publishes how often things break. A service level is a floor under
    which a provider pays back (data/service_levels.csv), so services are taken to be better than that.
    """
    levels = read_facts(data_dir() / "service_levels.csv")

    def mostly_up(of: dict[str, str]) -> dict[str, float]:
        return {role: 1.0 - (1.0 - levels[item].value / 100) / better for role, item in of.items()}

    ours = drawn(own, host=own, mttr_s=mttr_s, common_cause=COMMON)
    services = drawn(mostly_up(SERVICES), mttr_s=services_mttr_s)
    platforms = drawn(mostly_up(PLATFORMS), mttr_s=services_mttr_s, common_cause=1.0)
    return ours + services + platforms + launch_failures(own, mttr_s)
