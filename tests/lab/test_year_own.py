"""The panel of the year with a load and a price list of one's own, and what it says of files that are refused."""

import pytest

import archlib as al
from archlib.lab.year_panel import YearBench
from archlib.year import Year

SMALL = Year(growth=1.0, launches_on=False)


def back(bench: YearBench) -> None:
    bench._act("reset")
    bench._update()


def uploads(days: int, per_hour: int) -> bytes:
    """A file as the CloudWatch console writes it: a label, then a line an hour."""
    rows = [f"2026-03-{2 + hour // 24:02} {hour % 24:02}:00:00,{per_hour}" for hour in range(24 * days)]
    return "\n".join(["timestamp,value", *rows]).encode()


def hand_over(bench: YearBench, name: str, content: bytes) -> None:
    bench._file(name, content)
    bench._update()


def test_a_load_of_ones_own_is_the_years_and_reset_takes_it_back() -> None:
    bench = al.lab.year(SMALL)
    assert isinstance(bench, YearBench)
    before = bench.pictures["year_money"]
    hand_over(bench, "mine.csv", uploads(7, 12))
    assert bench.form.errors == {}
    assert bench.played.year.shape.days == 7
    assert bench.played.year.but(shape=SMALL.shape) == SMALL  # all else stays
    assert sum(month.videos for month in bench.played.months) == pytest.approx(12 * 8760, rel=0.02)
    assert "The load is measured, 7 days, repeated." in bench.pictures["year_money"].sentence
    back(bench)
    assert bench.pictures["year_money"] == before


def test_prices_of_ones_own_are_charged_and_told() -> None:
    bench = al.lab.year(SMALL)
    assert isinstance(bench, YearBench)
    bill, lines = bench.played.bill_usd, (al.data.data_dir() / "prices" / "aws_us_east_1.csv").read_text().splitlines()
    twice = [_twice(line) for line in lines]
    hand_over(bench, "mine.csv", "\n".join(twice).encode())
    assert bench.form.errors == {}
    assert bench.played.bill_usd == pytest.approx(2 * bill)
    assert "Prices are those of" in bench.pictures["year_money"].sentence
    given = al.lab.year(SMALL, prices=bench.given.prices)
    assert isinstance(given, YearBench)
    assert given.played.bill_usd == pytest.approx(2 * bill)


def _twice(line: str) -> str:
    item, value, *rest = line.split(",")
    return line if line.startswith(("item", "#")) else ",".join([item, repr(2 * float(value)), *rest])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "mine.csv"),
        (b"when,how much\nnever,much\n", "mine.csv"),
        (uploads(1, 12)[:200], "takes a day at least"),
        (uploads(2, 100_000), "5,000,000 videos at most"),
        (b"item,value,unit,region,as_of,source\nc5.large,0.1,USD/hour,here,2026-01-01,me\n", "price"),
    ],
)
def test_a_file_that_is_refused_is_told_and_the_pictures_stay(content: bytes, said: str) -> None:
    bench = al.lab.year(SMALL)
    assert isinstance(bench, YearBench)
    before = dict(bench.pictures)
    hand_over(bench, "mine.csv", content)
    assert said in bench.form.errors["file"]
    assert bench.form.status.startswith("computed")
    assert bench.pictures == before
    back(bench)
    assert bench.form.errors == {} and bench.form.status.startswith("computed")
