"""The doctor's checks: each looks at one fact and says in plain words what is wrong and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archlib.lab.surroundings import Surroundings, Version

LEAST_FREE_BYTES: Final = 200_000_000  # compiled code, saved notebooks and some air
INSTALL: Final = "in a terminal, in the course's folder: pip install -r requirements.txt"
BROWSERS: Final = "Chrome or Edge 80, Firefox 113, Safari 16.4, or newer"
EXTENSIONS: Final = ("anywidget", "@jupyter-widgets/jupyterlab-manager")


@dataclass(frozen=True)
class Finding:
    """One check's result; `mend` is "" where nothing is to be done."""

    name: str
    ok: bool
    says: str
    mend: str = ""


def python(seen: Surroundings) -> Finding:
    """Is Python new enough?"""
    ok = seen.python >= seen.least_python
    mend = "" if ok else f"install Python {_dotted(seen.least_python)} or newer, then {INSTALL}"
    return Finding("Python", ok, f"{_dotted(seen.python)}; {_dotted(seen.least_python)} or newer is needed", mend)


def packages(seen: Surroundings) -> Finding:
    """Are all packages there, in versions that suit?"""
    from packaging.specifiers import SpecifierSet

    missing = [name for name, _, installed in seen.packages if not installed]
    other = [
        f"{name} {installed} (needs {suits})"
        for name, suits, installed in seen.packages
        if installed and not SpecifierSet(suits).contains(installed, prereleases=True)
    ]
    if not missing and not other:
        return Finding("Packages", True, f"all {len(seen.packages)} there, in versions that suit")
    parts = [f"missing: {', '.join(missing)}"] * bool(missing) + [f"other versions: {', '.join(other)}"] * bool(other)
    return Finding("Packages", False, "; ".join(parts), f"{INSTALL}, then restart the kernel")


def kernel(seen: Surroundings) -> Finding:
    """Does JupyterLab start the Python into which the course was installed?"""
    if not seen.kernel:
        return Finding("Kernel", False, "no kernel named python3 is installed", INSTALL)
    # a virtual environment's program is a link to the system's: compare the names, not what they point at
    if Path(seen.kernel) == Path(seen.running) or Path(seen.kernel).parent == Path(seen.running).parent:
        return Finding("Kernel", True, f"runs {seen.running}")
    says = f"this notebook runs {seen.running}, but the kernel python3 is {seen.kernel}"
    mend = "start JupyterLab from the environment in which the course is installed (python -m jupyterlab notebooks/)"
    return Finding("Kernel", False, says, mend)


def page(seen: Surroundings) -> Finding:
    """Does the browser's side of the widgets answer?"""
    if seen.page is None:
        says = "the page has not answered: widgets do not work here (yet)"
        mend = "if this stays: save, reload the page, run the cell again; if it still stays, " + INSTALL
        return Finding("Widgets in the page", False, says, f"{mend}, and start JupyterLab anew")
    lacking = [name for name in EXTENSIONS if name not in seen.page.extensions]
    if seen.page.extensions and lacking:
        says = f"the page answers, but JupyterLab has not loaded {', '.join(lacking)}"
        return Finding("Widgets in the page", False, says, f"{INSTALL}, and start JupyterLab anew")
    versions = [f"JupyterLab {seen.page.jupyterlab or '(version not told)'}"]
    versions += [f"widget manager {seen.page.manager}"] * bool(seen.page.manager)
    return Finding("Widgets in the page", True, f"{', '.join(versions)}: the page answers")


def drawing(seen: Surroundings) -> Finding:
    """Does plotly.js load in the browser?"""
    name, told = "Drawing in the page", seen.page
    if told is None:
        says = "not known: the page has not answered"
        return Finding(name, False, says, "see “Widgets in the page”; this follows when the page answers")
    if not told.unpacks:
        says = "this browser cannot unpack plotly.js: it has no DecompressionStream"
        return Finding(name, False, says, f"open the course in a newer browser: {BROWSERS}")
    if told.problem:
        mend = (
            "save, reload the page, run the cell again; if it stays, switch off what blocks scripts in this browser, "
            f"or try another one ({BROWSERS})"
        )
        return Finding(name, False, f"plotly.js does not load in this page: {told.problem}", mend)
    if not told.plotly:
        return Finding(name, True, "plotly.js is on its way to the page")
    return Finding(name, True, f"plotly.js {told.plotly} has loaded in the page")


def data(seen: Surroundings) -> Finding:
    """Are the price lists and other data files there?"""
    mend = f"{INSTALL}, or clone the course whole"
    return Finding("Data files", not seen.data_problem, seen.data_problem or "found", mend if seen.data_problem else "")


def pictures(seen: Surroundings) -> Finding:
    """Is plotly.js there, which draws the pictures?"""
    if seen.plotly_js:
        return Finding("Pictures", True, "plotly.js is in the plotly package; no network is needed")
    return Finding(
        "Pictures", False, "plotly.js is missing from the plotly package", "pip install --force-reinstall plotly"
    )


def compiler(seen: Surroundings) -> Finding:
    """Is the simulation compiled?"""
    if not seen.numba:
        says = "numba is not there: runs are the same, but take much longer"
        return Finding("Simulation", True, says)
    if seen.compiled:
        return Finding("Simulation", True, f"compiled; kept in {seen.cache}")
    return Finding("Simulation", True, f"not yet compiled: the first run does it, once, and keeps it in {seen.cache}")


def disk(seen: Surroundings) -> Finding:
    """Is there room on the disk?"""
    ok = seen.free_bytes >= LEAST_FREE_BYTES
    says = f"{seen.free_bytes / 1e6:,.0f} MB free"
    return Finding("Disk", ok, says, "" if ok else f"free {LEAST_FREE_BYTES / 1e6:.0f} MB or more")


def answers(seen: Surroundings) -> Finding:
    """Can the learner's answers be kept?"""
    if seen.progress_writable:
        return Finding("Your answers", True, f"are kept in {seen.progress}")
    mend = "make the folder writable, or set ARCHLIB_PROGRESS to a file elsewhere before JupyterLab starts"
    return Finding("Your answers", False, f"{seen.progress} cannot be written; the course works, but forgets", mend)


CHECKS: Final[tuple[Callable[[Surroundings], Finding], ...]] = (
    python, packages, kernel, page, data, pictures, drawing, compiler, disk, answers,
)  # fmt: skip


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))
