"""Rows of the map lead to their notebooks, beside the one that shows the map."""

from archlib.course.track import notebooks
from archlib.data import data_dir
from archlib.lab.progress_map import progress
from tests.lab.asked import own_progress

__all__ = ["own_progress"]


def test_each_finished_notebook_is_linked_and_no_other() -> None:
    whole, short = progress().view["above"]
    assert whole["links"] == [each.file if each.finished else "" for each in notebooks()]
    assert len(short["links"]) == len(short["rows"])
    for row, link in zip(whole["rows"], whole["links"], strict=True):
        assert not link or row[0].startswith(link[:2])
    html = progress().html()
    for link in filter(None, whole["links"]):
        assert f"<a href='{link}'>" in html
        assert (data_dir().parent / "notebooks" / link).exists()
