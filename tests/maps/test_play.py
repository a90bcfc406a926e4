"""Maps on executors, stopped half-way and taken up again, and wrong arguments."""

import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
import pytest

import archlib as al
from archlib.errors import ArchlibError, DataError, ParameterError
from archlib.maps import MapError, segments
from archlib.maps.stored import text
from tests.maps.cases import PEAKS, small


def test_executors_give_equal_maps(made):
    processes = partial(ProcessPoolExecutor, 2, get_context("spawn"))
    assert text(small(executor=processes)) == text(made)
    with ThreadPoolExecutor(2) as threads:
        assert text(small(executor=threads)) == text(made)


@pytest.mark.parametrize(("at_once", "together"), [(64, 12), (3, 3)])
def test_as_many_parts_are_out_as_there_are_workers_for(at_once, together, monkeypatch):
    meeting, met = threading.Barrier(together), []

    def meet(segment):
        met.append(meeting.wait(timeout=60))
        raise RuntimeError("all are here")

    monkeypatch.setattr("archlib.maps.play.answer", meet)
    with ThreadPoolExecutor(20) as threads, pytest.raises(MapError, match="all are here"):
        small(volumes=[1], peaks=range(1, 13), executor=threads, at_once=at_once)
    assert len(met) == together


def test_axes_may_come_in_any_order_and_kind(made):
    again = small(volumes=np.array([2000, 200]), peaks=(10.0, 1), levels=[0.99, 0.9], deadlines_s=(3600, 900))
    assert text(again) == text(made)


def test_a_map_cancelled_half_way_goes_on_from_its_folder(made, tmp_path, monkeypatch):
    shares: list[float] = []
    with pytest.raises(MapError, match=r"cancelled; 1 of 2 parts are done and kept in the folder") as stopped:
        small(resume=tmp_path, progress=lambda share: share >= 1.0)
    assert (stopped.value.done, stopped.value.all) == (1, 2)
    played = []
    answer = segments.answer
    monkeypatch.setattr("archlib.maps.play.answer", lambda s: played.append(s.name) or answer(s))
    again = small(resume=tmp_path, progress=shares.append)
    assert text(again) == text(made)
    assert len(played) == 1 and shares == [0.5, 1.0]
    assert text(small(resume=tmp_path)) == text(made) and len(played) == 1


@pytest.mark.parametrize(
    "harm", [lambda raw: raw[: len(raw) // 2], lambda raw: b"", lambda raw: raw.replace(b"0", b"1")]
)
def test_a_half_written_part_is_made_again(made, tmp_path, harm):
    small(resume=tmp_path)
    for path in tmp_path.glob("*.map.json"):
        path.write_bytes(harm(path.read_bytes()))
    assert text(small(resume=tmp_path)) == text(made)
    assert len(list(tmp_path.iterdir())) == len(PEAKS)


def test_another_question_takes_nothing_from_the_folder(tmp_path):
    small(resume=tmp_path)
    dear = al.prices.default().scaled(2.0)
    assert text(small(resume=tmp_path, prices=dear)) == text(small(prices=dear))


def test_a_broken_executor_is_told(tmp_path):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(MapError, match=r"could not go on .*lost; give resume="):
        small(executor=pool)


def test_a_folder_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="cannot be used"):
        small(resume=tmp_path / "file")


@pytest.mark.parametrize(
    "wrong",
    [
        {"volumes": []}, {"volumes": [1, 1]}, {"volumes": "100"}, {"volumes": 100}, {"volumes": [-1]},
        {"volumes": [float("nan")]}, {"volumes": [True]}, {"volumes": ["a"]}, {"volumes": [1e12]}, {"peaks": [0.5]},
        {"peaks": [25]}, {"peaks": None}, {"levels": [1.5]}, {"levels": ()}, {"deadlines_s": [0]},
        {"deadlines_s": [float("inf")]}, {"architectures": []}, {"architectures": ["Monolith"]}, {"seeds": []},
        {"seeds": [-1]}, {"seeds": [1, 1]}, {"faults": "none"}, {"days": 0}, {"days": "7"},
        {"executor": 5}, {"at_once": 0}, {"at_once": 2.5}, {"at_once": True},
    ],
    ids=str,
)  # fmt: skip
def test_wrong_arguments_are_refused_before_anything_runs(wrong, monkeypatch):
    monkeypatch.setattr("archlib.maps.play.answer", lambda _: pytest.fail("it ran"))
    with pytest.raises(ParameterError):
        small(**wrong)


def test_an_architecture_of_ones_own_is_mapped_and_never_kept(tmp_path):
    class Mine(al.Functions):
        """A page of a learner."""

    made = small(architectures=[Mine()], resume=tmp_path, volumes=[200], peaks=[1])
    assert made.architectures == ("Mine",) and not list(tmp_path.glob("*.map.json"))


def test_errors_are_the_packages_own():
    assert issubclass(MapError, ArchlibError)
