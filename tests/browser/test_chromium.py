"""The way to the browser: how it is found, what happens without it, and that it runs scripts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import HOW, find_chromium

ROOT = Path(__file__).parents[2]


def test_the_variable_goes_before_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHLIB_CHROMIUM", sys.executable)
    assert find_chromium() == sys.executable


def test_a_name_that_is_no_program_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHLIB_CHROMIUM", "no-such-browser")
    assert find_chromium() is None


@pytest.mark.parametrize(("ci", "outcome"), [("", "2 skipped"), ("true", "2 errors")])
def test_without_a_browser_one_line_says_how_to_get_it(tmp_path: Path, ci: str, outcome: str) -> None:
    folder = tmp_path / "browser"
    folder.mkdir()
    for name in ("conftest.py", "browser/conftest.py"):
        (tmp_path / name).write_text((ROOT / "tests" / name).read_text())
    for name in ("test_a.py", "test_b.py"):
        (folder / name).write_text("def test_it(page): ...\n")
    surroundings = os.environ | {"ARCHLIB_CHROMIUM": "no-such-browser", "CI": ci}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(folder)]
    run = subprocess.run(command, env=surroundings, cwd=tmp_path, capture_output=True, text=True)
    assert outcome in run.stdout
    assert HOW in run.stdout
    if not ci:
        assert run.stdout.count(HOW) == 1


def test_a_page_runs_its_script(page) -> None:
    page.set_content("<output></output><script>document.querySelector('output').textContent = 6 * 7</script>")
    assert page.text_content("output") == "42"
