"""The files around the code agree with one another, and with the code."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import archlib

ROOT = Path(__file__).parents[1]
LAB_COMMAND = "pip install -r requirements.txt && jupyter lab notebooks/"
TEST_COMMAND = "pip install -r requirements.txt && pytest"
MOST_LINES = 250
LONGER = {"archlib/engine/kernel.py"}  # one compiled function: its events are closures over the same records


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict:
    return tomllib.loads(text("pyproject.toml"))["project"]


def lock_lines() -> list[str]:
    return [line for line in text("requirements.txt").splitlines() if line and not line.startswith("#")]


def locked() -> list[Requirement]:
    return [Requirement(line) for line in lock_lines() if line != "-e ."]


def sources() -> list[Path]:
    folders = ("archlib", "tests", "benchmarks")
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# The lock


def test_every_line_of_the_lock_is_one_exact_version_or_the_project_itself() -> None:
    assert lock_lines().count("-e .") == 1
    assert [str(r) for r in locked() if r.url or [s.operator for s in r.specifier] != ["=="]] == []


def test_the_lock_names_no_host_no_path_and_no_hash() -> None:
    assert re.findall(r"https?:|file:|--hash|--index|--find-links|@ |\.\./|~/", text("requirements.txt")) == []


def test_the_lock_says_how_it_is_made() -> None:
    (made,) = re.findall(r"^#    (uv .*)$", text("requirements.txt"), re.MULTILINE)
    (command,) = re.findall(r"^LOCK := (.*)$", text("Makefile"), re.MULTILINE)
    assert made == command


def direct() -> list[str]:
    return [*project()["dependencies"], *project()["optional-dependencies"]["test"]]


@pytest.mark.parametrize("wanted", direct())
def test_the_lock_holds_each_dependency_in_a_version_that_suits(wanted: str) -> None:
    requirement = Requirement(wanted)
    pins = [r for r in locked() if canonicalize_name(r.name) == canonicalize_name(requirement.name)]
    assert pins
    assert all(next(iter(pin.specifier)).version in requirement.specifier for pin in pins)


def test_a_build_uses_the_locked_build_backend() -> None:
    (backend,) = tomllib.loads(text("pyproject.toml"))["build-system"]["requires"]
    assert backend in lock_lines()


# README, Makefile and CI


def test_the_readme_gives_the_two_commands_word_for_word() -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", text("README.md"), re.DOTALL)
    assert blocks == [LAB_COMMAND, TEST_COMMAND]


def test_ci_installs_and_tests_with_the_readmes_words() -> None:
    lines = text(".ci/run").splitlines()
    install, test = TEST_COMMAND.split(" && ")
    assert install in lines
    assert lines[-1] == test
    assert lines.index(install) < lines.index("lint-imports") < lines.index(test)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no bit for programs")
def test_ci_is_a_program() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_page_links_to_is_there(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text(page)) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_lists_every_notebook() -> None:
    named = set(re.findall(r"\((notebooks/[^)]+\.ipynb)\)", text("README.md")))
    there = {p.relative_to(ROOT).as_posix() for p in (ROOT / "notebooks").glob("*.ipynb")}
    assert named == there


def test_the_readmes_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", text("README.md"), re.DOTALL)
    run = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    assert all(word in run.stdout for word in ("a month of 730 h", "upload", "Monolith", "LoadBalanced", "Functions"))


def test_the_drawing_of_the_layers_is_the_linters() -> None:
    contracts = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    rooms = [set(re.findall(r"\w+", layer)) for layer in contracts[0]["layers"]]
    drawing = re.search(r"```\n(lab .*?)\n\ntheory", text("README.md"), re.DOTALL)[1]
    drawn = [set(re.findall(r"\w+", re.split(r"\s{2,}", line)[0])) for line in drawing.splitlines()]
    there = {p.stem for p in (ROOT / "archlib").iterdir()}
    assert drawn == [room & there for room in rooms]


def test_every_target_of_the_makefile_is_declared_and_points_at_something() -> None:
    makefile = text("Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert targets == set(re.search(r"\.PHONY: (.*)", makefile)[1].split())
    modules = re.findall(r"-m ((?:archlib|benchmarks)[\w.]*)", makefile)
    assert modules
    assert [module for module in modules if find_spec(module) is None] == []


def test_the_changelog_has_a_place_for_the_next_change() -> None:
    assert re.search(r"^## \[Unreleased\]$", text("CHANGELOG.md"), re.MULTILINE)


# The code


@pytest.mark.parametrize("path", [p for p in map(name_of, sources()) if p not in LONGER])
def test_a_file_is_no_longer_than_one_idea(path: str) -> None:
    assert len(text(path).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", sorted(LONGER))
def test_what_may_be_longer_still_is(path: str) -> None:
    assert len(text(path).splitlines()) > MOST_LINES


def test_every_package_is_one_for_the_linters_too() -> None:
    folders = {path.parent for path in sources() if path.is_relative_to(ROOT / "archlib")}
    assert [f.name for f in folders if not (f / "__init__.py").exists()] == []


def test_the_version_stands_in_one_place() -> None:
    tree = ast.parse(text("archlib/_version.py"))
    values = [node.value.value for node in tree.body if isinstance(node, ast.Assign)]
    assert values == [archlib.__version__]
    assert project()["dynamic"] == ["version"]


# The wheel


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network and unpacked in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    (wheel,) = folder.glob("*.whl")
    ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(unpacked: Path) -> None:
    assert {p.name.partition("-")[0] for p in unpacked.iterdir()} == {"archlib"}
    there = {p.relative_to(ROOT / "data").as_posix() for p in (ROOT / "data").rglob("*.csv")}
    packed = {p.relative_to(unpacked / "archlib/data").as_posix() for p in (unpacked / "archlib/data").rglob("*.csv")}
    assert packed == there
    scripts = {p.name for p in (ROOT / "archlib").rglob("*.js")}
    assert {p.name for p in unpacked.rglob("*.js")} == scripts


def test_the_wheel_finds_its_own_data(unpacked: Path, tmp_path: Path) -> None:
    code = "import archlib.data as d, archlib as al; print(d.data_dir()); al.prices.aws_us_east_1()"
    surroundings = os.environ | {"PYTHONPATH": str(unpacked)}
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=surroundings, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert Path(run.stdout.strip()) == unpacked / "archlib" / "data"
