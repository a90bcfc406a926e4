import numpy as np
import pytest

from archlib.errors import ParameterError
from archlib.lab.drawings.follow import followed, next_arrival, per_second
from archlib.lab.drawings.frames import Frames
from archlib.lab.drawings.wires import CUSTOMERS, wires
from archlib.outcome import Run
from archlib.outcome.story import CATALOGUE, CUSTOMER

JOBS = (0, 151, 700, 1500)


@pytest.mark.parametrize("job", JOBS)
def test_the_path_is_that_of_the_story(run: Run, job: int) -> None:
    frames = Frames(run, wires(run.topology))
    found = followed(frames, job)
    story = run.story(job)
    assert [row[3] for row in found.rows] == [event.text for event in story.events]
    assert {e.station for e in story.events} - {CUSTOMER, CATALOGUE} <= found.stations
    ends = {end for w in found.wires for end in (frames.wires[w].source, frames.wires[w].target)}
    assert CUSTOMERS in ends
    assert ends - {CUSTOMERS} <= found.stations


@pytest.mark.parametrize("job", JOBS)
def test_stays_add_up_to_the_visits(run: Run, job: int) -> None:
    found = followed(Frames(run, wires(run.topology)), job)
    visits = run.trace.visits[run.trace.visits["video"] == job]
    for number, station in enumerate(run.topology.stations):
        mine = visits[visits["station"] == number]
        total = float((np.minimum(mine["end"], run.trace.end_s) - mine["enter"]).sum())
        assert sum(s.seconds for s in found.stays if s.station == station.name) == pytest.approx(total, abs=1e-6)


def test_who_bills_by_the_second_is_said(runs: dict[str, Run]) -> None:
    run = runs["QueueFleet"]
    price = next(i.unit_price_usd for i in run.bill.items if i.resource == "workers")
    assert per_second(run, run.topology["workers"]) == pytest.approx(price / 3_600)
    stays = {s.station: s.bills for s in followed(Frames(run, wires(run.topology)), 700).stays}
    assert stays["workers"] == f"each instance bills ${price:.4g} an hour, busy or not"
    assert stays["jobs"] == "nothing by the second; it charges by the request"


def test_the_next_arrival_is_the_first_at_or_after_a_moment(runs: dict[str, Run]) -> None:
    run = runs["Monolith"]
    arrive = run.trace.arrive
    assert next_arrival(run, 0.0) == 0
    assert next_arrival(run, float(arrive[41])) == 41
    assert next_arrival(run, float(np.nextafter(arrive[41], np.inf))) == 42
    assert next_arrival(run, float(arrive[-1]) + 1) == -1


def test_a_video_that_is_none_is_refused(runs: dict[str, Run]) -> None:
    with pytest.raises(ParameterError, match=r"story\(job=99999\) is refused"):
        followed(Frames(runs["Monolith"], wires(runs["Monolith"].topology)), 99999)
