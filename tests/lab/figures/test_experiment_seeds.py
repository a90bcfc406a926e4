"""The verdict of a chaos experiment over seeds: counted as each experiment alone says, and told beside the first."""

import numpy as np
import pytest

from archlib.course.chaos import Experiment, conducted
from archlib.errors import EngineError
from archlib.lab.figures import experiment
from archlib.lab.figures.experiment_seeds import SEEDS, verdicts
from tests.lab.figures.reading import accepted_by_plotly, check

ON_THE_EDGE = Experiment(strikes="upload", feature="process")  # some customers come just when it is struck


@pytest.mark.parametrize("asked", [ON_THE_EDGE, Experiment(strikes="manage"), Experiment(scope="all", minutes=60)])
def test_each_seed_counts_as_its_experiment_alone_says(asked: Experiment) -> None:
    many = verdicts(asked)
    alone = [conducted(asked.but(seed=seed)) for seed in SEEDS]
    assert len(many) == len(alone) == 20
    assert many.held.tolist() == [one.holds for one in alone]
    assert many.met.tolist() == [one.aborted is not None for one in alone]
    assert many.worst.tolist() == [one.full.worst for one in alone]
    assert many.failed.tolist() == [one.full.failed for one in alone]


def test_a_verdict_that_is_luck_is_counted_in_words_and_in_the_table() -> None:
    many = verdicts(ON_THE_EDGE)
    held, met = int(many.held.sum()), int(many.met.sum())
    assert 0 < held < 20  # else this experiment shows nothing
    alone, shown = (experiment.picture(ON_THE_EDGE, conducted(ON_THE_EDGE), one) for one in (None, many))
    for picture in (alone, shown):
        check(picture)
        accepted_by_plotly(picture)
    assert f"the hypothesis holds in {held}, and the abort condition is met in {met}." in shown.sentence
    assert shown.sentence.startswith(alone.sentence) and "20 seeds" not in alone.sentence
    assert shown.rows[:-1] == alone.rows[:-1] and set(alone.rows[-1][1:]) == {experiment.NOT_RUN}
    assert shown.rows[-1][-1] == f"held in {held}, abort condition met in {met}"
    low, high = np.quantile(many.came, (0.1, 0.9))
    assert shown.rows[-1][-2] == f"{low:,.0f} to {high:,.0f}"
    assert shown.height == alone.height and shown.data == alone.data


def test_progress_is_told_and_stops_it() -> None:
    told: list[float] = []
    verdicts(Experiment(), told.append, range(1, 5))
    assert told == [0.0, 0.25, 0.5, 0.75]
    with pytest.raises(EngineError, match="cancelled after 2 of 20"):
        verdicts(Experiment(), lambda share: share < 0.1)
