"""Reading counts from files: local clocks, their daylight changes, and offsets that change with them."""

import io
import zoneinfo
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from archlib.errors import DataError, ParameterError
from archlib.workload import Workload
from archlib.workload.reading import zones
from archlib.workload.reading.samples import Samples

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
# zone, and a year in which its clock changes: by an hour, by half an hour, at midnight, in the other hemisphere, over a
# whole day, and not at all
CHANGES = [
    ("Europe/Berlin", 2026), ("America/New_York", 2026), ("Australia/Lord_Howe", 2026), ("America/Sao_Paulo", 2018),
    ("America/St_Johns", 2010), ("Africa/Casablanca", 2024), ("Pacific/Apia", 2011), ("Asia/Kolkata", 2026),
]  # fmt: skip


def read(rows, **options):
    return Workload.from_csv(io.StringIO("\n".join(rows) + "\n"), **options)


def refused(rows, match, **options):
    with pytest.raises(DataError, match=match):
        read(rows, **options)


def hours(day, *clock):
    """Rows of a day at these clock times, with 1, 2, 3, ... as values."""
    return [f"{day} {time},{number}" for number, time in enumerate(clock, 1)]


def written(instants, zone):
    """Samples of instants in UTC, written by the clock of a zone without offsets."""
    local = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC) for moment in instants]
    moments_s = np.array([(moment - EPOCH).total_seconds() for moment in local])
    return Samples("a.csv", moments_s, np.ones(len(local)), lambda number: f"line {number + 1}", has_zone=False)


def quarters(year):
    return [datetime(year, 1, 1, tzinfo=UTC) + k * QUARTER for k in range(366 * 96)]


# --- the clock of a place ---


@pytest.mark.parametrize(("zone", "year"), CHANGES)
def test_a_year_written_by_a_local_clock_comes_back_as_the_instants_it_was(zone, year):
    instants = quarters(year)
    found = zones.in_utc(written(instants, zone), ZoneInfo(zone))
    assert found.moments_s.tolist() == [(moment - EPOCH).total_seconds() for moment in instants]


@pytest.mark.parametrize(("zone", "year"), CHANGES)
def test_a_year_written_from_its_end_comes_back_too(zone, year):
    instants = quarters(year)[::-1]
    found = zones.in_utc(written(instants, zone), ZoneInfo(zone))
    assert found.moments_s.tolist() == [(moment - EPOCH).total_seconds() for moment in instants]


def test_without_a_zone_local_moments_count_as_utc():
    assert read(hours("2026-07-01", "10:00", "11:00")).first_hour == 10
    assert read(hours("2026-07-01", "10:00", "11:00")) == read(hours("2026-07-01", "10:00Z", "11:00Z"))


def test_with_a_zone_the_clock_hour_at_the_start_is_local():
    rows = hours("2026-07-01", "22:00", "23:00")
    assert read(rows, timezone="Europe/Berlin").first_hour == 22
    assert read(hours("2026-07-01", "22:00Z", "23:00Z"), timezone="Europe/Berlin").first_hour == 0
    assert read(hours("2026-07-01", "22:00Z", "23:00Z"), timezone="Asia/Kolkata").first_hour == 3.5


# --- the hour that comes twice ---


def test_in_autumn_the_first_pass_is_summer_time_and_the_second_winter_time():
    rows = hours("2026-10-25", "01:00", "01:30", "02:00", "02:30", "02:00", "02:30", "03:00")
    load = read(rows, timezone="Europe/Berlin")
    assert load.counts == (1, 2, 3, 4, 5, 6, 7)
    assert load.period_s == 1_800
    note = "an hour of 2026-10-25 comes twice in Europe/Berlin: 2 rows were read as summer time and 2 as winter time"
    assert note in load.notes


def test_in_autumn_rows_from_the_latest_on_are_read_backwards():
    rows = hours("2026-10-25", "03:00", "02:30", "02:00", "02:30", "02:00", "01:30")
    assert read(rows, timezone="Europe/Berlin").counts == (6, 5, 4, 3, 2, 1)


def test_in_autumn_a_period_without_a_row_does_not_shift_the_passes():
    rows = hours("2026-10-25", "01:40", "02:00", "02:40", "02:20", "02:40", "03:00")
    assert read(rows, timezone="Europe/Berlin").counts == (1, 2, 0, 3, 0, 4, 5, 6)


def test_in_autumn_one_pass_alone_is_summer_time_and_a_note_tells_so():
    load = read(hours("2026-10-25", "01:00", "02:00", "03:00"), timezone="Europe/Berlin")
    assert load.counts == (1, 2, 0, 3)
    assert any("1 rows were read as summer time and 0 as winter time" in note for note in load.notes)


def test_in_autumn_a_third_pass_is_refused_with_its_line():
    rows = hours("2026-10-25", "01:00", "02:00", "02:00", "02:00", "03:00")
    refused(rows, "line 4: 2026-10-25 02:00:00 comes a third time, .*Europe/Berlin", timezone="Europe/Berlin")


def test_without_a_zone_the_hour_that_comes_twice_is_refused_with_the_way_out():
    refused(hours("2026-10-25", "01:00", "02:00", "02:00", "03:00"), "line 3: the same moment as line 2 .*timezone=")


# --- the hour that is skipped ---


def test_in_spring_the_night_has_no_hole():
    load = read(hours("2026-03-29", "00:00", "01:00", "03:00", "04:00"), timezone="Europe/Berlin")
    assert load.counts == (1, 2, 3, 4)


def test_in_spring_a_moment_that_no_clock_showed_is_refused_with_its_line():
    rows = hours("2026-03-29", "01:30", "02:30", "03:30")
    refused(rows, "line 2: 2026-03-29 02:30:00 is skipped in Europe/Berlin.*offset", timezone="Europe/Berlin")
    refused(hours("2026-03-29", "02:00"), "line 1: .* skipped", timezone="Europe/Berlin", period=60)
    assert read(hours("2026-03-29", "03:00"), timezone="Europe/Berlin", period=60).first_hour == 3


# --- offsets ---


def test_offsets_that_change_in_the_file_are_right_with_and_without_a_zone():
    rows = hours("2026-10-25", "02:00+02:00", "02:30+02:00", "02:00+01:00", "02:30+01:00")
    assert read(rows).counts == read(rows, timezone="Europe/Berlin").counts == (1, 2, 3, 4)
    assert read(rows).first_hour == 0
    assert read(rows, timezone="Europe/Berlin").first_hour == 2
    assert read(hours("2026-03-29", "01:30+01:00", "03:00+02:00", "03:30+02:00")).counts == (1, 2, 3)


@pytest.mark.parametrize("stamp", ["0001-01-01 00:00", "9999-12-31 23:59:59.9999999", "0001-01-01 00:00+02:00"])
def test_the_first_and_the_last_year_have_a_clock_hour(stamp):
    assert 0 <= read([f"{stamp},1"], timezone="America/New_York", period=60).first_hour < 24


# --- names ---


@pytest.mark.parametrize("name", ["Europe/Berln", "Europe", "", "+02:00", "../etc/passwd", "a\0b", 2, True, ["UTC"]])
def test_what_is_no_zone_is_refused(name):
    with pytest.raises(ParameterError, match=r"from_csv\.timezone=.* is refused: the name of a time zone"):
        read(hours("2026-07-01", "10:00"), timezone=name, period=60)


def test_a_misspelt_zone_is_answered_with_the_nearest():
    with pytest.raises(ParameterError, match="Europe/Berlin"):
        read(hours("2026-07-01", "10:00"), timezone="Europe/Berlni", period=60)


def test_a_machine_without_zones_is_told_what_to_install(monkeypatch):
    def absent(name):
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zones, "ZoneInfo", absent)
    monkeypatch.setattr(zones, "available_timezones", set)
    refused(hours("2026-07-01", "10:00"), "Europe/Berlin.*pip install tzdata", timezone="Europe/Berlin", period=60)
