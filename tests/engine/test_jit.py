"""What is said of a compilation: that it begins, and once that it is done."""

import time

import pytest

from archlib.engine import jit


def test_the_end_of_an_announced_compilation_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    jit.tell_ready()
    assert capsys.readouterr().err == ""
    jit._announced.append(time.perf_counter() - 12)
    jit.tell_ready()
    jit.tell_ready()
    assert capsys.readouterr().err == "Ready: compiled in 12 s; from now on it is on disk.\n"
