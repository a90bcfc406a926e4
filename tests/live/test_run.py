"""A queue and its workers for real, for some seconds: near what the model predicts, and ended as it should be."""

import threading

import numpy as np
import pytest

from archlib.errors import EngineError, PolicyError
from archlib.live import Trial, compared, predicted, run
from archlib.live.store import Store

SHORT = Trial(hours=1.0, speed=400.0, peak_per_hour=120.0, decay_h=0.3, max_workers=3)  # 9 s here


def members():
    return [t for t in threading.enumerate() if t.name.startswith("archlib-live-")]


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    return run(SHORT, folder=folder), Store(folder / "store").keys()


def test_the_model_holds_within_its_tolerances(seen):
    here, model = seen[0], predicted(SHORT)
    lines = compared(model, here)
    assert [line.name for line in lines if not line.ok] == []
    assert model.most_waiting > 5 and len(model.ready) > 5  # there is something to be wrong about
    assert here.most_workers == model.most_workers == SHORT.max_workers
    # 40 s of the service are a tenth of a second here, and a message that is so late may be seen a tick later
    tick_s = SHORT.fleet().built["workers"].scaling.tick_s
    np.testing.assert_allclose(here.launched[:3], model.launched[:3], atol=40.0 + tick_s)


def test_every_video_that_is_ready_has_its_files(seen):
    here, keys = seen
    ready = {key.split("/")[1] for key in keys if key.startswith("catalogue/")}
    assert len(ready) >= len(here.ready) > 0
    for video in ready:
        sizes = {key for key in keys if key.startswith(f"videos/{video}/")}
        assert len(sizes) == len(SHORT.scenario.load.sizes) and f"masters/{video}" in keys
    assert not any(key.endswith(".part") for key in keys if key.split("/")[1] in ready)
    assert members() == []


def test_a_model_that_is_wrong_is_found_out(seen):
    wrong = predicted(SHORT.but(max_workers=40, boot_s=0.0))
    assert "longest queue" in [line.name for line in compared(wrong, seen[0]) if not line.ok]


def test_a_policy_of_ones_own_is_followed():
    here = run(SHORT.but(hours=0.5, speed=600.0), lambda visible, in_flight, workers, oldest_s: 1)
    assert here.most_workers == 1


def test_a_policy_that_fails_ends_it_with_its_own_message():
    def lazy(visible, in_flight, workers, oldest_s):
        return workers / (visible - visible)

    with pytest.raises(PolicyError, match=r"lazy.*ZeroDivisionError"):
        run(SHORT, lazy)
    assert members() == []


def test_it_tells_how_far_it_is_and_can_be_cancelled():
    told = []

    def progress(share):
        told.append(share)
        return share < 0.1

    with pytest.raises(EngineError, match="cancelled"):
        run(SHORT, progress=progress)
    assert told == sorted(told) and 0.1 <= told[-1] < 0.5
    assert members() == []
