"""The plan that a learner chose in a panel of the year, for the cells that check it, record it and post its score."""

from archlib.lab.gate import Gate
from archlib.lab.policy_panel import Refusal
from archlib.lab.year_panel import YearBench
from archlib.year import Plan


def plan_of(panel: YearBench | Refusal | Gate, otherwise: Plan) -> Plan:
    """Return the plan that was chosen in a panel, with the policy that the panel follows.

    Parameters
    ----------
    panel : what `al.lab.year` gave
    otherwise : what is returned, itself, while the panel is locked or nothing has been chosen in it

    Raises
    ------
    PolicyError : the panel could not be made, since the policy fails in its first year
    """
    opened = panel.panel if isinstance(panel, Gate) else panel
    if isinstance(opened, Refusal):
        raise opened.error
    return opened.plan if isinstance(opened, YearBench) and opened.chosen else otherwise
