"""What the doctor looks at: the learner's environment, read once into plain facts."""

import os
import platform
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any, Self

from archlib.course.progress import place
from archlib.data import data_dir
from archlib.engine.jit import cache_folder, compiled_before
from archlib.errors import DataError

Version = tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """What the page in the browser said of itself.

    Attributes
    ----------
    jupyterlab, manager : versions of JupyterLab and of its widget manager; "" where they are not told
    extensions : the extensions that JupyterLab has loaded
    unpacks : whether the browser can unpack what is sent gzipped
    plotly : the version of plotly.js that has loaded; "" before that
    problem : why plotly.js does not load; "" where nothing is wrong
    """

    jupyterlab: str
    extensions: tuple[str, ...]
    manager: str = ""
    unpacks: bool = True
    plotly: str = ""
    problem: str = ""

    @classmethod
    def told(cls, content: dict[str, Any]) -> Self:
        """Return what a message of the page says."""
        names = content.get("extensions")
        words = {name: str(content.get(name, "")) for name in ("jupyterlab", "manager", "plotly", "problem")}
        loaded = tuple(map(str, names)) if isinstance(names, list) else ()
        return cls(extensions=loaded, unpacks=content.get("unpacks") is not False, **words)


@dataclass(frozen=True)
class Surroundings:
    """The facts; `packages` are (name, versions that suit, installed or ""), `page` is None until it answers."""

    python: Version
    least_python: Version
    packages: tuple[tuple[str, str, str], ...]
    running: str
    kernel: str
    data_problem: str
    plotly_js: bool
    numba: bool
    compiled: bool
    cache: str
    free_bytes: int
    progress: str
    progress_writable: bool
    page: Page | None = field(default=None)


def look() -> Surroundings:
    """Return the facts of this process and this machine."""
    needed = _needed()
    where = place()
    return Surroundings(
        python=tuple(sys.version_info[:3]),
        least_python=(3, 11),
        packages=tuple((name, suits, _installed(name)) for name, suits in needed),
        running=sys.executable,
        kernel=_kernel(),
        data_problem=_data_problem(),
        plotly_js=_plotly_js(),
        numba=bool(_installed("numba")),
        compiled=compiled_before(),
        cache=str(cache_folder()),
        free_bytes=shutil.disk_usage(_existing(where)).free,
        progress=str(where),
        progress_writable=os.access(where if where.exists() else _existing(where), os.W_OK),
    )


def _needed() -> list[tuple[str, str]]:
    """Return (package, versions such as ">=2.4") of what archlib requires on this machine."""
    from packaging.requirements import Requirement

    needed = []
    for line in distribution("archlib").requires or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needed.append((requirement.name, str(requirement.specifier)))
    return needed


def _installed(name: str) -> str:
    with suppress(PackageNotFoundError):
        return version(name)
    return ""


def _kernel() -> str:
    """Return the Python that JupyterLab starts under the name `python3`, or "" if there is none."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return ""
    # a bare name means the Python of JupyterLab itself, which has started this one
    return command if Path(command).is_absolute() else sys.executable


def _data_problem() -> str:
    try:
        data_dir()
    except DataError as error:
        return str(error)
    return ""


def _plotly_js() -> bool:
    import plotly

    return (Path(plotly.__file__).with_name("package_data") / "plotly.min.js").is_file()


def _existing(path: Path) -> Path:
    return next((parent for parent in path.parents if parent.exists()), Path.cwd())


def system() -> str:
    """Return the system's name in one line."""
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
