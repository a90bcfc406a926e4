import pytest

from archlib.errors import EngineError
from archlib.lab.shares import go_on, part


def test_a_part_is_told_as_a_share_of_all() -> None:
    told: list[float] = []
    third = part(told.append, 2, 4)
    assert third is not None
    third(0.5)
    assert told == [0.625]
    assert part(None, 0, 3) is None


def test_who_says_stop_stops_and_who_says_nothing_goes_on() -> None:
    go_on(None, 0, 9)
    go_on(lambda _: None, 1, 9)
    go_on(lambda _: True, 1, 9)
    with pytest.raises(EngineError, match="after 3 of 9"):
        go_on(lambda _: False, 3, 9)
