"""The names of the package, and what importing it costs."""

import json
import subprocess
import sys

import pytest

import archlib

LATE = ("IPython", "anywidget", "ipywidgets", "numba", "pandas", "plotly")


def loaded_by(statement: str) -> set[str]:
    """Return the packages that a fresh Python has loaded after a statement."""
    code = f"{statement}; import json, sys; print(json.dumps(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return set(json.loads(run.stdout))


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_by("import archlib")
    assert "archlib" in loaded
    assert loaded.isdisjoint(LATE)


def test_the_public_names_of_the_package_load_nothing_heavy_but_the_lab() -> None:
    names = [name for name in archlib.__all__ if name != "lab"]
    assert loaded_by(f"from archlib import {', '.join(names)}").isdisjoint(LATE)


def test_theory_stands_alone_on_numpy() -> None:
    # What a package's parent imports is loaded with it, so only the sources of theory itself can be asked.
    code = "import sys, types; p = types.ModuleType('archlib'); p.__path__ = [PATH]; sys.modules['archlib'] = p"
    loaded = loaded_by(code.replace("PATH", repr(archlib.__path__[0])) + "; import archlib.theory")
    assert loaded.isdisjoint({*LATE, "pydantic"})


@pytest.mark.parametrize("module", LATE)
def test_the_check_sees_a_heavy_package_that_is_loaded(module: str) -> None:
    pytest.importorskip(module)
    assert module in loaded_by(f"import archlib, {module}")


def test_public_names_are_sorted_and_each_is_there() -> None:
    assert list(archlib.__all__) == sorted(set(archlib.__all__))
    missing = [name for name in archlib.__all__ if not hasattr(archlib, name)]
    assert missing == []


def test_nothing_public_is_left_out() -> None:
    from types import ModuleType

    public = {n for n, v in vars(archlib).items() if not n.startswith("_") and not isinstance(v, ModuleType)}
    helpers = {"TYPE_CHECKING", "Any", "import_module"}
    assert public - helpers <= set(archlib.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = archlib.no_such_name
