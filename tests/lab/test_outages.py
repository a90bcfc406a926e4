"""The list of outages that is edited in the page: text in, faults or a sentence out."""

import json

import pytest

from archlib import faults
from archlib.architectures import LoadBalanced
from archlib.engine import simulate
from archlib.errors import ParameterError
from archlib.lab.choices import Choices, keyed
from archlib.lab.desk import Desk
from archlib.lab.outages import COLUMNS, EMPTY, FIELDS, MOST, read, written
from archlib.lab.plan import Failures
from archlib.scenario import Scenario
from archlib.workload import Workload

WEEK = written(faults.standard_week())
PATH = "failures.outages"


def listed(*rows: tuple[str, ...]) -> str:
    return json.dumps([list(row) for row in rows])


def chosen(text: str) -> Failures:
    return Failures(standard_week=False, service_failures=False, outages=text)


def test_the_standard_week_can_be_written_as_a_list_and_does_the_same() -> None:
    one, other = (
        simulate(LoadBalanced(), Scenario(Workload.evening_peak(), faults=plan)).trace
        for plan in (faults.standard_week(), chosen(WEEK).faults())
    )
    assert len(read(WEEK)) == 4 and one.ready.tobytes() == other.ready.tobytes()


def test_no_list_is_no_outage_and_a_new_row_is_one() -> None:
    assert chosen("").faults() == faults.none()
    assert chosen(listed(EMPTY)).faults() == faults.down("process", 12.0, 1.0)
    assert len(EMPTY) == len(COLUMNS) == len(FIELDS)


@pytest.mark.parametrize("how", COLUMNS[1][1])
@pytest.mark.parametrize("much", COLUMNS[2][1])
@pytest.mark.parametrize("role", COLUMNS[0][1])
def test_whatever_can_be_chosen_makes_a_fault(role: str, how: str, much: str) -> None:
    row = (role, how, much, "0", "1", "2")
    as_one = Failures(
        standard_week=False, service_failures=False, outage_role=role, outage_effect=how, outage_scope=much,
        outage_start_h=1.0, outage_hours=2.0,
    )  # fmt: skip
    assert chosen(listed(row)).faults() == as_one.faults()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rm -rf", "no list of rows"), ('{"a": 1}', "no list of rows"), ("[[[", "no list of rows"),
        ("[1]", "outage 1: 1 is refused: 6 entries"), (listed(EMPTY[:5]), "outage 1: .* 6 entries"),
        (listed(EMPTY, ("process", "down", "all", "0", "12", "0")), r"outage 2: Outage\.hours=0"),
        (listed(("process", "down", "all", "0", "noon", "1")), r"Outage\.start_h='noon'"),
        (listed(("process", "down", "one instance", "1.5", "1", "1")), r"Outage\.instance=1\.5"),
        (listed(("process", "down", "all", "0", "nan", "1")), r"Outage\.start_h=nan"),
        (listed(("mail", "down", "all", "0", "1", "1")), r"Outage\.role='mail'"),
        (listed(*[EMPTY] * (MOST + 1)), f"{MOST + 1} are refused: {MOST} at most"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told_beside_the_list(text: str, told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        chosen(text)
    desk = Desk(Choices(Workload.evening_peak(), keyed([LoadBalanced()])))
    desk.edit({PATH: WEEK})
    desk.edit({PATH: text})
    assert desk.errors[PATH] and desk.choices.failures.outages == WEEK  # the last that holds stays
    assert desk.values()[PATH] == text
    desk.edit({PATH: ""})
    assert not desk.errors and desk.choices.failures.outages == ""
