"""Promises by quarter: they sum to those of the months, whichever architectures took the requests."""

import pytest

from archlib.year.clock import MONTHS_A_QUARTER


def test_a_quarters_failures_are_those_of_its_months(mixed):
    for number, clauses in enumerate(mixed.by_quarter):
        months = mixed.months[MONTHS_A_QUARTER * number :][:MONTHS_A_QUARTER]
        assert [c.name for c in clauses] == [c.name for c in months[0].verdict.clauses]
        for clause in clauses:
            failed = sum(month.verdict[clause.name].errors for month in months)
            assert clause.errors == pytest.approx(failed)
            assert clause.bound == months[0].verdict[clause.name].bound
            assert min(m.verdict[clause.name].value for m in months) <= clause.value + 1e-12
            assert clause.value <= max(m.verdict[clause.name].value for m in months) + 1e-12


def test_uploads_of_a_quarter_are_the_videos_accepted(mixed):
    for number, clauses in enumerate(mixed.by_quarter):
        months = mixed.months[MONTHS_A_QUARTER * number :][:MONTHS_A_QUARTER]
        videos = sum(month.videos for month in months)
        assert clauses[0].value == pytest.approx(1 - clauses[0].errors / videos)
