import re
from itertools import pairwise
from pathlib import Path

import pytest

from archlib.course import claims, glossary, misconceptions, tables, track
from archlib.data import data_dir
from archlib.errors import DataError, ParameterError

ROOT = Path(__file__).resolve().parents[2]


def test_all_claims_are_there() -> None:
    ids = [f"M{i}" for i in range(1, 10)] + [f"T{i}" for i in range(1, 12)] + [f"Q{i}" for i in range(1, 28)]
    ids += [f"S{i}" for i in range(1, 10)] + [f"E{i}" for i in range(1, 18)]
    assert [c.id for c in claims.claims()] == ids and len(ids) == 73


def test_each_claim_names_notebooks_that_exist() -> None:
    for claim in claims.claims():
        assert claim.notebooks and all(track.notebook(n) for n in claim.notebooks)


def test_a_claim_with_a_cell_has_tag_control_and_a_real_test() -> None:
    shown = [c for c in claims.claims() if c.cell]
    assert {c.id for c in claims.of("01")} <= {c.id for c in shown}
    for claim in shown:
        assert claim.cell == f"claim-{claim.id}"
        assert all(re.fullmatch(r"[A-Za-z]+\.[a-z_]+", control) for control in claim.controls)
        file, _, name = claim.test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_no_claim_of_a_notebook_that_is_finished_lacks_its_cell() -> None:
    late = ("09",)  # it was built before claims had cells, and shows Q27 again
    for claim in claims.claims():
        if claim.notebooks[0] in claims.finished() and claim.notebooks[0] not in late:
            assert claim.cell and claim.controls and claim.test


def test_a_finished_notebook_is_there() -> None:
    for number in claims.finished():
        assert (ROOT / "notebooks" / track.notebook(number).file).is_file()


def test_the_misconceptions_are_numbered_from_1_to_22() -> None:
    found = misconceptions.misconceptions()
    assert [m.id for m in found] == [f"X{i}" for i in range(1, 23)]
    assert all(m.notebooks and all(track.notebook(n) for n in m.notebooks) for m in found)
    assert [m.id for m in misconceptions.of("00")] == ["X19", "X20"]
    assert [m.id for m in misconceptions.of("08")] == ["X9", "X19", "X20"]
    with pytest.raises(ParameterError, match="no misconception 'X99'"):
        misconceptions.misconception("X99")


def test_terms_of_the_glossary_refer_to_terms_that_exist() -> None:
    terms = glossary.glossary()
    assert len(terms) >= 60
    for term in terms.values():
        assert track.notebook(term.notebook)
        assert all(name in terms for name in term.see_also), term.term
    assert glossary.term("slo") is glossary.term("SLO")
    with pytest.raises(ParameterError, match="did you mean 'utilisation'"):
        glossary.term("utilization")


def test_the_track_goes_from_00_to_10_and_back() -> None:
    numbers = [n.number for n in track.notebooks()]
    assert numbers == [f"{i:02d}" for i in range(11)]
    assert track.before("00") is None and track.after("10") is None
    for a, b in pairwise(numbers):
        assert track.after(a) == track.notebook(b) and track.before(b) == track.notebook(a)
    with pytest.raises(ParameterError, match="no notebook '11'"):
        track.notebook("11")


@pytest.mark.parametrize(
    ("text", "says"),
    [("a,b\n1,2\n1,3\n", "'1' comes twice"), ("a,c\n", "line 1: the header"), ("a,b\n1\n", "line 2: has 1 columns"),
     ("a,b\n1,2\n , 3\n", "line 3, column a: is blank")],
)  # fmt: skip
def test_a_broken_table_is_refused_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "data_dir", lambda: tmp_path)
    tables.rows.cache_clear()
    with pytest.raises(DataError, match=re.escape(says)):
        tables.rows("t.csv", ("a", "b"), ("a", "b"))
    tables.rows.cache_clear()


def test_the_files_are_utf8_with_unix_lines() -> None:
    for name in ("claims", "misconceptions", "glossary", "notebooks"):
        content = (data_dir() / f"{name}.csv").read_bytes()
        assert b"\r" not in content and content.decode("utf-8")
