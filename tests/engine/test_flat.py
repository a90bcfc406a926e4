"""The compiled copy of the kernel: helpers written out do what helpers called do."""

import ast

import pytest

from archlib.engine.flat import flat
from archlib.engine.masked import MASK, masked
from archlib.errors import EngineError

SOURCE = '''
def run(a, b):
    """Two helpers, one of which returns early, called in statements and within expressions."""

    def twice(x):
        x = x + x
        return x

    def sign(x):
        """Return early."""
        if x > 0:
            if x > 100:
                return 2, x
            x = x + 1
        elif x == 0:
            return 0, x
        return (1 if x > 0 else -1), twice(x)

    def told(x):
        """Both ways go on, and both may return."""
        if x > 2:
            if x > 200:
                return 1000
            x = x * 3
        else:
            if x == 1:
                return 2000
            if x < 0:
                if x < -4:
                    return 3000
                x = -x
        x = x + 5
        if x % 2 == 0:
            return x
        return -x

    def note(x):
        if x < 0:
            return
        seen.append(x)

    def is_odd():
        return total % 2 == 1

    seen = []
    total = 0
    x = 7
    for_ever = 0
    while for_ever < len(a):
        s, y = sign(a[for_ever])
        note(y)
        total += s * twice(y) + x + told(a[for_ever])
        if is_odd():
            total += 10
        for_ever += 1
    return total, seen, x
'''


def played(source):
    names = {}
    exec(source, names)
    return names["run"]([-5, -2, 0, 2, 3, 250, 1], None)


def test_written_out_helpers_give_the_same_results():
    assert played(flat(SOURCE, "run")) == played(SOURCE)


def test_what_follows_a_branch_is_written_once():
    """Copies would double with every branch that may return, and the time to compile with them."""
    assert flat(SOURCE, "run").count("% 2 == 0") == 1


def test_no_helper_is_left():
    functions = [n.name for n in ast.walk(ast.parse(flat(SOURCE, "run"))) if isinstance(n, ast.FunctionDef)]
    assert functions == ["run"]


def test_a_helper_that_returns_from_within_a_loop_is_refused():
    source = (
        "def run(a):\n    def f(x):\n        while x > 0:\n            return 1\n        return 0\n    return f(a)\n"
    )
    with pytest.raises(EngineError, match="within a loop"):
        flat(source, "run")


def test_a_helper_that_calls_itself_is_refused():
    with pytest.raises(EngineError, match="calls itself"):
        flat("def run(a):\n    def f(x):\n        y = f(x)\n        return y\n    return f(a)\n", "run")


def test_a_helper_of_several_lines_in_a_loops_condition_is_refused():
    source = "def run(a):\n    def f(x):\n        x = x - 1\n        return x\n    while f(a):\n        a = a - 1\n"
    with pytest.raises(EngineError, match="loop's condition"):
        flat(source, "run")


@pytest.mark.parametrize("call", ["a > 0 and f(a)", "f(a) if a > 0 else 0"])
def test_a_helper_of_several_lines_that_may_be_left_out_is_refused(call):
    with pytest.raises(EngineError, match="only sometimes"):
        flat(f"def run(a):\n    def f(x):\n        x = x + 1\n        return x\n    return {call}\n", "run")


def test_only_look_ups_in_the_arguments_are_masked():
    text = masked("def run(a):\n    b = [1, 2]\n    return a[b[1]] + a[0] + b[len(b) - 1]\n", "run")
    assert f"a[b[1] & {MASK}]" in text
    assert "a[0]" in text and "b[len(b) - 1]" in text
    assert "a = unowned(a)" in text
