import numpy as np
import pytest

from archlib import faults
from archlib.architectures import Monolith, QueueFleet
from archlib.compare import Comparison, compare
from archlib.course.fleets import even, fixed
from archlib.lab import words
from archlib.lab.figures.oldest import picture
from archlib.lab.figures.packing import unpacked
from archlib.scenario import Scenario


@pytest.mark.parametrize("hours", [1.0, 3.0])
def test_the_oldest_is_as_old_as_the_outage_is_long(hours: float) -> None:
    struck = compare([fixed(8)], Scenario(even(30.0, 1), faults=faults.down("process", 6.0, hours)))
    (line,) = picture(struck).data
    assert np.max(unpacked(line["y"])) == pytest.approx(60 * hours, rel=0.15)  # the first came a few minutes into it
    most_s = struck.runs[0].series["jobs"].oldest_age_s.max()
    assert words.duration(most_s) in picture(struck).sentence


def test_the_table_tells_how_long_it_was_too_old() -> None:
    calm = compare([fixed(8)], Scenario(even(30.0, 1)))
    assert picture(calm).rows[0][-1] == "0.0 s"
    struck = compare([fixed(8)], Scenario(even(30.0, 1), faults=faults.down("process", 6.0, 3.0)))
    age = struck.runs[0].series["jobs"].oldest_age_s
    late = age.lengths[age.v > 3600].sum()
    assert picture(struck).rows[0][-1] == words.duration(float(late)) and late > 3600


def test_who_has_no_queue_is_named(week: Comparison) -> None:
    shown = picture(week)
    assert [t["name"] for t in shown.data] == ["QueueFleet"]
    assert "No queue before the processing: Monolith and Tiers." in shown.sentence
    alone = picture(compare([Monolith()], Scenario(even(6.0, 1))))
    assert "none" in alone.sentence and alone.data


def test_a_learners_fleet_is_drawn_in_its_own_dash() -> None:
    pair = compare([QueueFleet(), QueueFleet(max_workers=2)], Scenario(even(60.0, 1)))
    dashes = {t["line"]["dash"] for t in picture(pair).data}
    assert len(dashes) == 2
