"""The bench of a chaos experiment: the first answer is there before any other seed is run, and the count follows."""

import asyncio

import pytest

from archlib.course.chaos import conducted
from archlib.errors import EngineError
from archlib.lab import chaos_panel
from archlib.lab.bench import GO
from archlib.lab.chaos_panel import KEY, ChaosBench, chaos
from archlib.lab.figures import experiment
from archlib.lab.figures.experiment_seeds import verdicts
from archlib.lab.job import Job
from tests.lab.test_panel_live import until, wait_for_stop


@pytest.fixture
def bench() -> ChaosBench:
    made = chaos()
    assert isinstance(made, ChaosBench)
    return made


def test_the_count_over_seeds_is_told_after_the_verdict(bench: ChaosBench) -> None:
    assert "20 seeds, each" not in bench.text()
    bench._act(GO)
    asked = bench.params
    assert bench.pictures[KEY] == experiment.picture(asked, conducted(asked), verdicts(asked))
    assert "Of 20 seeds, each with customers of its own, the hypothesis holds in" in bench.text()
    bench._edit({"experiment.scope": "zone"})  # another question
    assert "Not run yet" in bench.text() and "Of 20 seeds" not in bench.text()


def test_the_first_answer_waits_for_no_other_seed(bench: ChaosBench, monkeypatch: pytest.MonkeyPatch) -> None:
    first = experiment.picture(bench.params, conducted(bench.params))
    seen = []

    def looked(*_: object) -> None:
        seen.append(bench.pictures[KEY])
        raise EngineError("the runs were cancelled after 0 of 20")

    monkeypatch.setattr(chaos_panel, "verdicts", looked)
    bench._asked = True
    with pytest.raises(EngineError):
        bench._plan()(Job())
    assert seen == [first] and bench.pictures[KEY] == first


def test_other_seeds_are_run_beside_the_page_and_can_be_stopped(
    bench: ChaosBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chaos_panel, "verdicts", lambda _, progress: wait_for_stop(progress))

    async def go() -> None:
        bench._act(GO)
        await until(lambda: bench.form.running)
        assert "worst window had" in bench.text()
        bench._act("cancel")
        await until(lambda: bench.form.stopped)

    asyncio.run(asyncio.wait_for(go(), 60))
    assert "worst window had" in bench.text() and "Of 20 seeds" not in bench.text()
