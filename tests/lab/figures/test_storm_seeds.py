"""A storm over seeds: counted as each run alone says, drawn as a band around the goodput, and told in the table."""

import numpy as np
import pytest

from archlib.course.recovery import back_s, seconds
from archlib.course.storms import Storm, run_of
from archlib.errors import EngineError
from archlib.lab.figures import goodput
from archlib.lab.figures.packing import unpacked
from archlib.lab.figures.storm_seeds import SEEDS, storms
from tests.lab.figures.reading import accepted_by_plotly, check

NEAR_THE_BOUNDARY = Storm(per_s=23.0)  # which is 25 requests/s


def test_each_seed_counts_as_its_run_alone_says() -> None:
    many = storms(NEAR_THE_BOUNDARY)
    alone = [NEAR_THE_BOUNDARY.but(seed=seed) for seed in SEEDS]
    assert len(many) == len(alone) == 20
    assert many.back_s == tuple(back_s(one) for one in alone)
    np.testing.assert_array_equal(many.good, [seconds(run_of(one)).good for one in alone])


def test_near_the_boundary_some_come_back_and_some_do_not() -> None:
    many = storms(NEAR_THE_BOUNDARY)
    times = many.times_s
    assert 0 < len(times) < 20
    alone, shown = goodput.picture(NEAR_THE_BOUNDARY), goodput.picture(NEAR_THE_BOUNDARY, many)
    for picture in (alone, shown):
        check(picture)
        accepted_by_plotly(picture)
    told = f"Of 20 seeds it is back in {len(times)}, {times[0]:.0f} to {times[-1]:.0f} s after the outage."
    assert shown.sentence == f"{alone.sentence} {told}"
    assert shown.height == alone.height and {row[-1] for row in alone.rows} == {goodput.NOT_RUN}


def test_the_band_and_its_column_are_quantiles_over_the_seeds() -> None:
    many = storms(NEAR_THE_BOUNDARY, seeds=range(1, 6))
    shown = goodput.picture(NEAR_THE_BOUNDARY, many)
    low, high = (unpacked(trace["y"]) for trace in shown.data if trace["name"] == goodput.BAND)
    np.testing.assert_allclose(low, np.quantile(many.good, 0.1, axis=0), rtol=1e-6)
    np.testing.assert_allclose(high, np.quantile(many.good, 0.9, axis=0), rtol=1e-6)
    ends = np.quantile(many.good[:, -20:].mean(axis=1), (0.1, 0.9))
    assert shown.rows[-1][-1] == " to ".join(f"{end:,.1f}" for end in ends)


@pytest.mark.parametrize(
    ("change", "words"),
    [({}, "in none."), ({"retries": 0}, "in all, 1"), ({"order": "lifo"}, "in all, as soon as the outage ends.")],
)
def test_where_all_seeds_agree_it_says_so(change: dict[str, object], words: str) -> None:
    storm = Storm(**change)  # type: ignore[arg-type]
    assert f"Of 4 seeds it is back {words}" in goodput.sentence(storm, storms(storm, seeds=range(1, 5)))


def test_progress_is_told_and_stops_it() -> None:
    told: list[float] = []
    storms(NEAR_THE_BOUNDARY, told.append, range(1, 5))
    assert told == sorted(told) and {0.0, 0.25, 0.5, 0.75} <= set(told)
    with pytest.raises(EngineError, match="cancelled after 2 of 20"):
        storms(NEAR_THE_BOUNDARY, lambda share: share < 0.1)
