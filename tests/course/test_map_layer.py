"""A stored map as cells: the same winners, the same close calls, the same clauses."""

import numpy as np
import pytest

from archlib.course.map_layer import layer_of, sizes
from archlib.errors import ParameterError
from archlib.maps import shipped


@pytest.mark.parametrize("level", shipped().levels)
def test_cells_say_what_the_map_says(level: float) -> None:
    stored = shipped()
    for deadline_s in stored.deadlines_s:
        mine, theirs = layer_of(stored, level, deadline_s), stored.layer(level, deadline_s)
        won = [[c.winner.kind if c.winner else "none" for c in row] for row in mine.rows]
        assert won == theirs.winner.tolist()
        assert [[bool(c.close) for c in row] for row in mine.rows] == theirs.close.tolist()
        usd = [[[np.nan if o.usd is None else o.usd for o in c.offers] for c in row] for row in mine.rows]
        np.testing.assert_array_equal(usd, theirs.usd_per_month)
        assert [[[o.broken for o in c.offers] for c in row] for row in mine.rows] == theirs.broken.tolist()
        assert (mine.peaks, mine.volumes) == (stored.peaks, stored.volumes)


def test_a_level_that_the_map_has_not_is_refused() -> None:
    with pytest.raises(ParameterError, match="is not in the map"):
        layer_of(shipped(), 0.97, 3600.0)


def test_sizes_are_told_by_their_paths() -> None:
    assert sizes({"max_workers": 3, "idle_s": 60.0, "instance": "c5.large"}) == (
        "max_workers=3, idle_s=60, instance=c5.large"
    )
    assert sizes({}) == ""
