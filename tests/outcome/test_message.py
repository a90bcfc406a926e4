"""What a message says."""

import json

import pytest

from archlib.architectures import Functions, Monolith, QueueFleet
from archlib.engine import simulate
from archlib.errors import ParameterError
from archlib.outcome import Run
from archlib.scenario import Scenario
from archlib.workload import Workload

LOAD = Workload.homogeneous(per_hour=2.0, days=1, sizes=("720p", "480p"))


def played(made: QueueFleet | Monolith | Functions) -> Run:
    return simulate(made, Scenario(LOAD), compiled=False)


def test_it_says_where_the_master_is_and_which_sizes_are_wanted() -> None:
    run = played(QueueFleet())
    said = run.message(job=3)
    assert json.loads(json.dumps(said)) == said
    assert (said["video"], said["bucket"], said["key"], said["sizes"]) == (3, "videos", "masters/3", ["720p", "480p"])
    assert said["master_gb"] == pytest.approx(run.scenario.videos.master_gb[3], abs=5e-4)


@pytest.mark.parametrize("job", [-1, 10_000, 1.0, True])
def test_a_video_that_did_not_come_is_refused(job: int) -> None:
    with pytest.raises(ParameterError, match="0 <= job <="):
        played(QueueFleet()).message(job)


def test_without_a_queue_there_is_no_message() -> None:
    with pytest.raises(ParameterError, match="Give a QueueFleet's run"):
        played(Monolith()).message(0)
