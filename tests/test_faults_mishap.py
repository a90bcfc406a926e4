"""Work that fails by chance: who is poisoned, which visits fail, and how several mishaps join."""

import numpy as np
import pytest

from archlib import faults
from archlib.draws import stream
from archlib.errors import ParameterError
from archlib.faults import Faults, Mishap
from archlib.faults.mishap import marks

N = 20_000


@pytest.mark.parametrize(("fields", "match"), [
    ({"role": "database"}, r"role='database' .*a role of the course"),
    ({"share": -0.1}, r"share=-0.1 .*0 <= share <= 1"),
    ({"share": 1.1}, r"share=1.1"),
    ({"share": np.nan}, r"share=nan"),
    ({"each": 1}, r"each=1"),
])  # fmt: skip
def test_what_cannot_go_wrong(fields, match):
    with pytest.raises(ParameterError, match=match):
        Mishap(**fields)


def test_a_poisoned_video_is_the_one_whose_draw_is_below_the_share():
    draws = stream(3, "poison", "process").random(N)
    assert np.array_equal(Mishap(share=0.02).draws(3, N), draws < 0.02)


def test_a_flaky_visit_is_the_one_whose_draw_is_below_the_share():
    draws = stream(3, "mishap", "manage").random((N, 16))
    assert np.array_equal(Mishap(role="manage", share=0.3, each=True).draws(3, N), draws < 0.3)


@pytest.mark.parametrize("each", [False, True])
@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_the_share_is_a_share(share, each):
    failed = Mishap(share=share, each=each).draws(1, N)
    assert failed.dtype == np.int8 and failed.shape == ((N, 16) if each else (N,))
    assert abs(failed.mean() - share) <= 4 * np.sqrt(share * (1 - share) / failed.size)


@pytest.mark.parametrize("each", [False, True])
def test_a_larger_share_and_a_longer_load_keep_who_fails(each):
    few, many = (Mishap(share=share, each=each).draws(1, N) for share in (0.05, 0.1))
    assert np.all(few <= many) and few.sum() < many.sum()
    assert np.array_equal(few[:100], Mishap(share=0.05, each=each).draws(1, 100))


def test_roles_and_kinds_and_seeds_fail_apart():
    drawn = [
        Mishap(role=role, share=0.5, each=each).draws(seed, N).ravel()[:N]
        for role in ("upload", "process") for each in (False, True) for seed in (1, 2)
    ]  # fmt: skip
    alike = np.corrcoef(drawn)[~np.eye(8, dtype=bool)]
    assert np.abs(alike).max() < 5 / np.sqrt(N)  # deviation of a correlation of independent draws


def test_several_mishaps_join():
    poison, flaky = Mishap(share=0.1), Mishap(share=0.2, each=True)
    both = marks([poison, flaky], 1, N)
    assert np.array_equal(both, poison.draws(1, N)[:, None] | flaky.draws(1, N))
    assert np.array_equal(both, marks([flaky, poison], 1, N))
    assert np.array_equal(marks([poison], 1, N), poison.draws(1, N))
    assert marks([], 1, 5).tolist() == [0] * 5


def test_faults_tell_the_draws_of_a_role():
    plan = faults.poison(0.1) + faults.flaky(0.2) + faults.flaky(0.3, "manage")
    assert np.array_equal(plan.mishap_draws(1, "process", N), marks(plan.mishaps[:2], 1, N))
    assert np.array_equal(plan.mishap_draws(1, "manage", N), plan.mishaps[2].draws(1, N))
    assert not plan.mishap_draws(1, "upload", N).any()


def test_the_ready_made_ones():
    assert faults.poison(0.01).mishaps == (Mishap(share=0.01, label="process poison 1 %"),)
    assert faults.poison(0.01, "manage").mishaps[0].role == "manage"
    assert faults.flaky(0.005, "upload").mishaps == (
        Mishap(role="upload", share=0.005, each=True, label="upload flaky 0.5 %"),
    )


def test_one_role_is_poisoned_once():
    assert len((faults.poison(0.1) + faults.flaky(0.1) + faults.poison(0.1, "manage")).mishaps) == 3
    with pytest.raises(ParameterError, match="process poison is drawn twice"):
        faults.poison(0.1) + faults.poison(0.2)
    with pytest.raises(ParameterError, match="upload mishap is drawn twice"):
        faults.flaky(0.1, "upload") + faults.flaky(0.2, "upload")


def test_they_are_saved_where_there_are_any():
    plan = faults.poison(0.1) + faults.standard_week()
    assert Faults.from_dict(plan.to_dict()) == plan
    assert set(faults.standard_week().to_dict()) == {"scheduled", "drawn"}  # so that older digests hold
