"""What all tests share: how hypothesis searches, and what nbval does not compare."""

import os

import pytest
from hypothesis import settings

# No deadline: the first example of a process may load the compiled kernel.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let nbval ignore stderr: the announcement of the first compilation depends on the machine's cache."""
    for notebook in {item.parent for item in items if hasattr(item.parent, "skip_compare")}:
        notebook.skip_compare += ("stderr",)
