"""The bench of the live queue: a prediction at once, a measurement when asked, and what is refused."""

import pytest

import archlib as al
from archlib.errors import ParameterError
from archlib.lab.figures.live_queue import NOT_YET
from archlib.lab.live_panel import LiveBench
from archlib.lab.policy_panel import Refusal
from tests.lab.figures.reading import accepted_by_plotly, check

QUICK = {"hours": 0.5, "speed": 600.0, "max_workers": 2}  # 3 s here


@pytest.fixture
def bench() -> LiveBench:
    made = al.lab.live_queue(**QUICK)
    assert isinstance(made, LiveBench)
    return made


def test_it_predicts_at_once_and_measures_when_asked(bench: LiveBench) -> None:
    before = bench.pictures["live_queue"]
    check(before)
    assert NOT_YET in before.text() and "take 3 s on this machine" in before.sentence
    bench._act("go")
    bench._update()
    after = bench.pictures["live_queue"]
    check(after)
    accepted_by_plotly(after)
    assert len(after.data) == 2 * len(before.data) and NOT_YET not in after.text()
    assert "The model held" in after.sentence
    bench._edit({"live.max_workers": "3"})
    bench._update()
    assert NOT_YET in bench.pictures["live_queue"].text()
    bench._edit({"live.max_workers": "2"})
    bench._update()
    assert bench.pictures["live_queue"] == after  # what was measured is kept, and not run again


def test_a_bad_field_is_told_beside_its_box(bench: LiveBench) -> None:
    bench._edit({"live.speed": "0"})
    bench._update()
    assert "Trial.speed" in bench.form.errors["live.speed"]
    with pytest.raises(ParameterError, match="hurs"):
        al.lab.live_queue(hurs=1)


def test_a_policy_that_fails_is_told_in_the_page() -> None:
    refused = al.lab.live_queue(policy=lambda *_: -1, **QUICK)
    assert isinstance(refused, Refusal) and "fewer than 0 workers" in refused.text()
