"""Scripts as they are sent: all that is said in them, without what only readers of the source need."""

import re

import pytest

from archlib.lab.assets import STATIC, module

SCRIPTS = sorted(path.stem for path in STATIC.glob("*.js"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_only_comments_and_indents_are_left_out(name: str) -> None:
    source = (STATIC / f"{name}.js").read_text("utf-8")
    sent = module(name)
    bare = [line.strip() for line in re.sub(r"(?m)^\s*//.*\n", "", source).splitlines() if line.strip()]
    assert sent.splitlines() == bare and len(sent) < len(source)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_string_goes_over_the_end_of_a_line(name: str) -> None:
    """Else its indents were part of what it says. Quotes within quotes of another kind, and in patterns, aside."""
    for number, line in enumerate(module(name).splitlines(), 1):
        plain = re.sub(r"\\.|/(?:\\.|\[[^]]*\]|[^/\n])+/[gu]*", "", line)
        literal = re.sub(r"\"[^\"]*\"|'[^']*'", "", plain)
        assert literal.count("`") % 2 == 0, f"{name}.js, sent line {number}: {line}"


def test_several_are_one_module() -> None:
    assert module("paper", "view") == f"{module('paper')}\n{module('view')}"
