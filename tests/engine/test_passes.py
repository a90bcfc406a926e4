"""The quick passes leave the same statements as numba's own, and are used with the version they were written for."""

import io
from typing import Any

import pytest

numba = pytest.importorskip("numba")

from archlib.engine import passes  # noqa: E402 - only with numba
from archlib.engine.lifetimes import live_map  # noqa: E402


def tangled(n: int, start: float) -> float:
    """Set the same names in branches, in loops within loops and after an early end."""
    total, last, k = start, 0, 0
    while k < n:
        j = k
        while j > 0:
            if j % 3 == 0:
                last, total = j, total + 0.5
            elif j % 5 == 0:
                step = j * 2
                j -= step // j
                continue
            j -= 1
        if last > 40:
            unset = total
            if unset > 1e9:
                break
        last = last + 1 if k % 2 else last
        k += 1
    if total < 0:
        return -total
    total += last
    return total


def lowered(monkeypatch: pytest.MonkeyPatch, known: str) -> tuple[list[str], str, Any]:
    """Return the names of the passes, the statements as they are lowered, and the compiled function."""
    seen: list[str] = []
    text = io.StringIO()

    class Noting(passes.Pipeline):
        def define_pipelines(self) -> list[Any]:
            made = super().define_pipelines()
            (manager,) = made
            inner = manager._runPass

            def noting(index: int, each: Any, state: Any) -> None:
                seen.append(type(each).__name__)
                if each.name() == "native_lowering":
                    state.func_ir.dump(file=text)
                inner(index, each, state)

            manager._runPass = noting
            return made

    monkeypatch.setattr(passes, "KNOWN", known)
    function = numba.njit(pipeline_class=Noting)(tangled)
    function(3, 0.0)
    return seen, text.getvalue(), function


def test_quick_passes_leave_the_same_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_names, quick, quick_function = lowered(monkeypatch, numba.__version__)
    own_names, own, own_function = lowered(monkeypatch, "another")
    assert {"QuickSSA", "QuickLegalization", "QuickStripPhis", "QuickProcessing"} <= set(quick_names)
    assert not any(name.startswith("Quick") for name in own_names)
    assert "del " in own and ".1" in own  # lifetimes end, and names were split
    assert quick == own
    for n in (0, 1, 7, 60, 200):
        assert quick_function(n, 0.25) == own_function(n, 0.25) == tangled(n, 0.25)


def test_the_quick_passes_are_for_the_installed_numba() -> None:
    """If this fails, numba has moved: compare its four passes with the quick ones, then change `KNOWN`."""
    assert numba.__version__ == passes.KNOWN


def test_live_map_is_numbas() -> None:
    from numba.core.analysis import compute_cfg_from_blocks, compute_live_map, compute_use_defs
    from numba.core.compiler import run_frontend

    blocks = run_frontend(tangled).blocks
    graph, known = compute_cfg_from_blocks(blocks), compute_use_defs(blocks)
    expected = compute_live_map(graph, blocks, known.usemap, known.defmap)
    assert any(expected.values())
    assert live_map(graph, blocks, known.usemap, known.defmap) == expected
