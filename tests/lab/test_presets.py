import io

import pytest

from archlib.errors import DataError
from archlib.lab.presets import LOADS, canonical_week, flat, from_upload, near_idle
from archlib.workload import Workload


def test_flat_has_as_many_videos_as_the_canonical_week() -> None:
    assert flat().expected_videos == pytest.approx(canonical_week().expected_videos)
    assert flat().horizon_s == canonical_week().horizon_s


def test_near_idle_is_a_few_dozen_videos_a_week() -> None:
    assert 10 < near_idle().expected_videos < 50


def test_the_canonical_week_is_the_first() -> None:
    assert next(iter(LOADS.values()))() == Workload.evening_peak()


def test_a_file_from_the_page_is_read_like_one_on_disk() -> None:
    rows = b"2026-01-01 00:00:00,3\n2026-01-01 01:00:00,5\n"
    assert from_upload("a.csv", rows) == Workload.from_csv(io.BytesIO(rows))


def test_a_bad_file_is_named() -> None:
    with pytest.raises(DataError, match=r"a\.csv, line 1"):
        from_upload("a.csv", b"2026-01-01 00:00:00\n")
