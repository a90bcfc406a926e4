"""Files of pairs: written and read back, merged in any order, and never trusted."""

import json
from pathlib import Path
from typing import Any

import pytest

from archlib.course.class_file import MOST_BYTES, Handed, read
from archlib.course.class_map import merge, merge_folder, named, told
from archlib.course.class_plan import cells_of, class_plan
from archlib.course.map_cells import Cell, Offer
from archlib.errors import DataError

PLAN = class_plan(volumes=(100, 1000, 10_000), peaks=(1, 20))
PAIRS = 3


def handed(pair: int, pairs: int = PAIRS, more_usd: float = 0.0) -> Handed:
    """Return what a pair hands in, made up: its cells cost what their place says."""
    cells = tuple(
        Cell(v, p, (Offer("Functions", v * p + more_usd, v * p, v * p + 1, "memory_mb=1024"),
                    Offer("Monolith", None, broken="ready")))
        for v, p in cells_of(pair, pairs, PLAN)
    )  # fmt: skip
    return Handed(pair, pairs, PLAN, "a list of 2026-01", cells)


def content(one: Handed, **changes: Any) -> bytes:
    return json.dumps({**one.to_dict(), **changes}).encode()


def all_files() -> dict[str, bytes]:
    return {one.name: content(one) for one in map(handed, range(1, PAIRS + 1))}


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = handed(2).save(tmp_path / "new folder")
    assert path.name == "class_map_pair_2_of_3.json"
    assert read(path.read_bytes()) == handed(2)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DataError, match="choose another folder"):
        handed(1).save(tmp_path / "file")


def test_the_files_of_all_pairs_make_the_whole_map(tmp_path: Path) -> None:
    for pair in range(1, PAIRS + 1):
        handed(pair).save(tmp_path)
    whole = merge_folder(tmp_path, PLAN)
    assert whole.missing == () and whole.doubles == () and whole.skipped == {}
    for cell in whole.layer.cells:
        assert cell.winner is not None and cell.winner.usd == cell.volume * cell.peak
    assert whole.layer.volumes == PLAN.volumes and whole.layer.peaks == PLAN.peaks
    assert told(whole) == ("Files taken: 3. Cells filled: 6 of 6.",)


def test_the_order_of_files_does_not_matter() -> None:
    files = all_files()
    assert merge(files, PLAN) == merge(dict(reversed(files.items())), PLAN)


def test_cells_that_nobody_handed_in_stay_open() -> None:
    files = all_files()
    del files["class_map_pair_2_of_3.json"]
    merged = merge(files, PLAN)
    assert set(merged.missing) == set(cells_of(2, PAIRS, PLAN))
    assert merge({}, PLAN).missing == PLAN.cells
    assert merge_folder("there is no such folder", PLAN).missing == PLAN.cells


def test_doubles_that_differ_are_named_and_others_are_not() -> None:
    files = {**all_files(), "copy.json": content(handed(1)), "other.json": content(handed(1, more_usd=5))}
    merged = merge(files, PLAN)
    assert {d.at for d in merged.doubles} == set(cells_of(1, PAIRS, PLAN))
    assert {(d.kept, d.other) for d in merged.doubles} == {("class_map_pair_1_of_3.json", "other.json")}
    assert any("other.json has it otherwise" in line for line in told(merged))
    at = cells_of(1, PAIRS, PLAN)[0]
    kept = merged.layer.at(*at).winner
    assert kept is not None and kept.usd == at[0] * at[1]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (content(handed(1))[:300], "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "no file of a class map"),
        (b'{"kind": "archlib class map"}', "another version"),
        (content(handed(1), format=1), "another version"),
        (content(handed(1), more=2), "another version"),
        (content(handed(1), pair=4), "there are 3 pairs"),
        (content(handed(1), pair="1"), "whole number"),
        (content(handed(1), plan=None), "not one of a class map"),
        (content(handed(1), cells=handed(2).to_dict()["cells"]), "not one of pair 1"),
        (content(handed(1), cells=handed(1).to_dict()["cells"] * 2), "a cell twice"),
        (content(handed(1), cells=None), "no list"),
        (content(handed(1), cells=[7]), "a cell is 7"),
        (content(handed(1), cells=[{"volume": 100, "peak": 1, "offers": []}]), "no architecture"),
        (content(handed(1), cells=[{"volume": 100, "peak": 1, "offers": [{}]}]), "an architecture is {}"),
        (content(handed(1)).replace(b'"usd": null', b'"usd": NaN'), "NaN is no number"),
        (content(handed(1)).replace(b'"usd": null', b'"usd": -1'), "no number from 0 on"),
        (content(handed(1)).replace(b'"usd": null', b'"usd": 1e999'), "no number from 0 on"),
        (content(handed(1)).replace(b'"usd": null', b'"usd": "1"'), "no number from 0 on"),
        (content(handed(1)).replace(b'"broken": "ready"', b'"broken": 1'), "no text"),
        (content(handed(1), prices="x" * 500), "no text"),
        (b" " * (MOST_BYTES + 1), "bytes"),
    ],
)
def test_a_broken_file_is_named_and_skipped(bad: bytes, why: str) -> None:
    with pytest.raises(DataError, match=why):
        read(bad)
    merged = merge({**all_files(), "bad.json": bad}, PLAN)
    assert list(merged.skipped) == ["bad.json"] and why in merged.skipped["bad.json"]
    assert merged.missing == ()
    assert any(line.startswith("bad.json was skipped: ") for line in told(merged))


def test_a_folder_with_a_half_written_file_and_a_folder_in_it(tmp_path: Path) -> None:
    handed(1).save(tmp_path)
    (tmp_path / "half.json").write_bytes(content(handed(2))[:99])
    (tmp_path / "folder.json").mkdir()
    merged = merge_folder(tmp_path, PLAN)
    assert merged.files == ("class_map_pair_1_of_3.json",)
    assert set(merged.skipped) == {"half.json", "folder.json"}


def test_a_file_of_another_plan_or_of_other_prices_is_skipped() -> None:
    other = {**PLAN.to_dict(), "level": 0.9}
    odd = {
        "a level.json": content(handed(1), plan=other),
        "a price.json": content(handed(1), prices="dear"),
        "a version.json": content(handed(1), archlib="0.0"),
    }
    files = {**all_files(), **odd}
    merged = merge(files, PLAN)
    assert set(merged.skipped) == set(odd)
    assert "its level is 0.9, not 0.99" in merged.skipped["a level.json"]
    assert merged.missing == ()  # the odd one does not drive out the others


def test_files_of_one_name_are_all_kept_but_for_copies() -> None:
    assert named([("a", b"1"), ("a", b"2"), ("b", b"3"), ("a", b"4"), ("a", b"1")]) == {
        "a": b"1", "a (2)": b"2", "b": b"3", "a (3)": b"4",
    }  # fmt: skip


def test_uploaded_files_are_merged_with_those_of_the_folder(tmp_path: Path) -> None:
    handed(1).save(tmp_path)
    name = "class_map_pair_1_of_3.json"
    more = {name: content(handed(1, more_usd=1)), "two": content(handed(2)), "three": content(handed(3))}
    merged = merge_folder(tmp_path, PLAN, more)
    assert merged.missing == ()
    assert {(d.kept, d.other) for d in merged.doubles} == {(name, f"{name} (2)")}
