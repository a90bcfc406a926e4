from archlib.course.class_map import merge, told
from archlib.lab.figures.class_files import ROWS, picture
from tests.course.test_class_map import PLAN, all_files, content, handed
from tests.lab.figures.reading import check


def test_without_files_the_rows_are_kept_for_the_first() -> None:
    made = picture(merge({}, PLAN))
    check(made)
    assert len(made.rows) == ROWS and made.table_open and "Cells filled: 0 of 6" in made.sentence


def test_every_file_and_every_fault_has_a_row_and_is_said() -> None:
    files = {**all_files(), "other.json": content(handed(1, more_usd=1)), "bad.json": b"{"}
    merged = merge(files, PLAN)
    made = picture(merged, "Written: here.")
    check(made)
    assert [row[0] for row in made.rows] == [*merged.files, *("other.json" for _ in merged.doubles), "bad.json"]
    assert made.sentence == " ".join(("Written: here.", *told(merged)))
    assert made.rows[-1][1].startswith("skipped: it is not JSON")
