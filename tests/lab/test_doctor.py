import sys
from dataclasses import replace
from typing import Any

import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from archlib.compare import Comparison
from archlib.lab import checks, library
from archlib.lab.examination import doctor
from archlib.lab.figures import PICTURES
from archlib.lab.gallery import Gallery
from archlib.lab.surroundings import Page, Surroundings, look
from tests.lab.asked import own_progress

__all__ = ["own_progress"]

WELL = Surroundings(
    python=(3, 12, 1),
    least_python=(3, 11),
    packages=(("anywidget", "<0.9.17,>=0.9.16", "0.9.16"), ("plotly", ">=7.1", "7.10.0")),
    running="/env/bin/python",
    kernel="/env/bin/python3",
    data_problem="",
    plotly_js=True,
    numba=True,
    compiled=True,
    cache="/cache",
    free_bytes=10**10,
    progress="/home/me/progress.json",
    progress_writable=True,
    page=Page("4.6.6", checks.EXTENSIONS, manager="5.0.15", plotly="3.1.0"),
)

BROKEN = [
    (checks.python, {"python": (3, 10, 2)}, "3.10.2"),
    (checks.packages, {"packages": (("plotly", ">=7.1", ""),)}, "missing: plotly"),
    (checks.packages, {"packages": (("plotly", ">=7.10", "7.9.0"),)}, "plotly 7.9.0 (needs >=7.10)"),
    (checks.packages, {"packages": (("anywidget", "<0.9.17", "0.11.0"),)}, "anywidget 0.11.0 (needs <0.9.17)"),
    (checks.kernel, {"kernel": "/other/bin/python"}, "/other/bin/python"),
    (checks.kernel, {"kernel": ""}, "no kernel"),
    (checks.page, {"page": None}, "has not answered"),
    (checks.page, {"page": Page("4.6.6", ("anywidget",))}, "jupyterlab-manager"),
    (checks.data, {"data_problem": "the data files of archlib are not in /x"}, "/x"),
    (checks.pictures, {"plotly_js": False}, "plotly.js is missing"),
    (checks.drawing, {"page": None}, "not known"),
    (checks.drawing, {"page": Page("4", (), unpacks=False, problem="x")}, "no DecompressionStream"),
    (checks.drawing, {"page": Page("4", (), problem="EvalError: unsafe-eval")}, "EvalError: unsafe-eval"),
    (checks.disk, {"free_bytes": 5_000_000}, "5 MB free"),
    (checks.answers, {"progress_writable": False}, "/home/me/progress.json cannot be written"),
]


@pytest.mark.parametrize("check", checks.CHECKS)
def test_a_healthy_environment_is_well(check) -> None:
    finding = check(WELL)
    assert finding.ok and not finding.mend


@pytest.mark.parametrize(("check", "change", "says"), BROKEN)
def test_what_is_broken_is_named_with_what_mends_it(check, change, says: str) -> None:
    finding = check(replace(WELL, **change))
    assert not finding.ok
    assert says in finding.says and finding.mend


def test_a_simulation_that_is_not_compiled_is_no_illness() -> None:
    for change in ({"compiled": False}, {"numba": False}):
        finding = checks.compiler(replace(WELL, **change))
        assert finding.ok and finding.says != checks.compiler(WELL).says


def test_the_widget_says_what_the_checks_say_and_hears_the_page() -> None:
    seen = doctor()
    assert "the page has not answered" in seen.text()
    told = {"type": "page", "jupyterlab": "4.6.6", "extensions": list(checks.EXTENSIONS), "manager": "5.0.15"}
    seen._heard(None, told, [])
    assert "JupyterLab 4.6.6, widget manager 5.0.15: the page answers" in seen.text()
    assert "plotly.js is on its way" in seen.text()
    seen._heard(None, told | {"unpacks": True, "plotly": "3.1.0", "problem": ""}, [])
    seen.press("again")
    assert "widget manager 5.0.15: the page answers" in seen.text()
    assert "plotly.js 3.1.0 has loaded" in seen.text()
    for finding in seen.findings:
        assert finding.says in seen.text()


def test_the_doctor_brings_plotly_js_along_and_no_picture_does_again(
    monkeypatch: pytest.MonkeyPatch, week: Comparison
) -> None:
    monkeypatch.setattr(library, "_carried", [])
    seen = doctor()
    assert seen.library == library.library()
    assert doctor().library == Gallery({"bill": PICTURES["bill"](week, None)}).library == b""
    sent: list[Any] = []
    monkeypatch.setattr(seen, "send", lambda content, buffers=None: sent.append((content, buffers)))
    seen._heard(None, {"type": "library"}, [])
    assert sent == [({"type": "library"}, [library.library()])]


def test_this_environment_is_looked_at() -> None:
    seen = look()
    assert {"anywidget", "jupyterlab", "pydantic"} <= {name for name, _, _ in seen.packages}
    assert seen.plotly_js and seen.data_problem == ""


@pytest.mark.parametrize(
    ("command", "kernel"), [("python", sys.executable), ("/other/bin/python", "/other/bin/python")]
)
def test_a_kernel_by_a_bare_name_is_the_python_of_jupyterlab(
    command: str, kernel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = KernelSpec(argv=[command, "-m", "ipykernel"])
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda *_: spec)
    assert look().kernel == kernel
