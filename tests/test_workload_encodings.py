"""Reading counts from files: bytes, separators and decimal marks."""

import io

import pytest

from archlib.errors import DataError, ParameterError
from archlib.workload import Workload

ROWS = "timestamp,value\n2026-01-31 20:00:00,4\n2026-01-31 20:05:00,0\n2026-01-31 20:10:00,2.5\n"


def read(content, **options):
    source = io.BytesIO(content) if isinstance(content, bytes) else io.StringIO(content)
    return Workload.from_csv(source, **options)


def refused(content, match, **options):
    with pytest.raises(DataError, match=match):
        read(content, **options)


# --- bytes ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_marked_encoding_is_read(encoding, end):
    assert read(ROWS.replace("\n", end).encode(encoding)).counts == (4, 0, 2.5)


@pytest.mark.parametrize(("mark", "order"), [(b"\xff\xfe", "le"), (b"\xfe\xff", "be")])
@pytest.mark.parametrize("bits", [16, 32])
def test_both_byte_orders_are_read(mark, order, bits):
    # UTF-32 has the same mark, widened to four bytes on the side of the high ones
    wide = (mark + b"\0\0" if order == "le" else b"\0\0" + mark) if bits == 32 else mark
    assert read(wide + ROWS.encode(f"utf-{bits}-{order}")) == read(ROWS)


def test_a_file_of_utf_16_is_read_from_a_path(tmp_path):
    file = tmp_path / "spreadsheet.csv"
    file.write_text("Zeit\tAufrufe für März\n2026-03-01 10:00\t3\n2026-03-01 11:00\t5\n", encoding="utf-16")
    assert Workload.from_csv(file).counts == (3, 5)


def test_utf_16_that_ends_within_a_character_is_refused_with_its_line():
    match = "line 4: the text is not UTF-16, as its first bytes say; save it as 'CSV UTF-8'"
    refused(ROWS.encode("utf-16")[:-1], match)


@pytest.mark.parametrize("encoding", ["latin-1", "windows-1252"])
def test_names_above_the_rows_may_be_latin_1_and_a_note_says_so(encoding):
    load = read("Zeit;Aufrufe für März\n2026-03-01 10:00;3\n2026-03-01 11:00;5\n".encode(encoding))
    assert load.counts == (3, 5)
    assert any("not UTF-8; names were read as windows-1252" in note for note in load.notes)


def test_a_name_in_utf_8_needs_no_note():
    load = read("Zeit;Aufrufe für März\n2026-03-01 10:00;3\n2026-03-01 11:00;5\n".encode())
    assert not any("UTF-8" in note for note in load.notes)


def test_a_row_in_latin_1_is_refused_with_its_line_and_what_to_do():
    rows = b"time,n\n2026-03-01 10:00,3\n2026-03-01 11:00,\xb3\n"
    refused(rows, "line 3: byte 0xb3 is not UTF-8; save it as 'CSV UTF-8'")
    refused(b"t\xe9,n\n2026-03-01 10:00,\xb3\n", "line 2: byte 0xb3 is not UTF-8")


@pytest.mark.parametrize("content", [
    b"PK\x03\x04\n\x14\x00\x06\x00\x08\x00\x00\x00",
    b"time,n\n2026-03-01 10:00,3\0\n",
    ROWS.encode("utf-16-le"),
    "time,n\n2026-03-01 10:00,3\0\n",
])  # fmt: skip
def test_a_file_with_nul_bytes_is_refused_with_what_it_may_be(content):
    match = r"line \d: a NUL byte, so no text: a spreadsheet, an archive, or UTF-16 without its mark; save it as 'CSV"
    refused(content, match)


def test_the_line_of_a_nul_byte_is_counted_in_the_text():
    refused(b"time,n\r\n2026-03-01 10:00,3\r\n\0", "line 3: a NUL byte")


# --- separators ---


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_of_the_rows_holds_where_the_first_line_has_several(separator):
    rows = f'"Zeit, lokal; Ort\t"{separator}n\n2026-03-01 10:00{separator}3\n2026-03-01 11:00{separator}5\n'
    assert read(rows).counts == (3, 5)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_title_line_does_not_hide_the_separator(separator):
    assert read(f"Uploads\n2026-03-01 10:00{separator}3\n2026-03-01 11:00{separator}5\n").counts == (3, 5)


def test_the_line_in_which_excel_names_its_separator_is_skipped():
    assert read("sep=;\n2026-03-01 10:00;3\n2026-03-01 11:00;5\n").counts == (3, 5)


# --- decimal marks ---


def test_a_decimal_comma_is_read_where_it_is_said():
    text = "Zeit;n\n2026-03-01 10:00;3,5\n2026-03-01 11:00;1,234\n2026-03-01 12:00;5\n"
    assert read(text, decimal=",").counts == (3.5, 1.234, 5)
    assert read(text.replace(";", "\t"), decimal=",").counts == (3.5, 1.234, 5)


def test_a_decimal_comma_between_quotes_may_stand_beside_commas():
    assert read('t,n\n"2026-03-01 10:00","3,5"\n"2026-03-01 11:00","5"\n', decimal=",").counts == (3.5, 5)


def test_without_a_header_a_decimal_comma_is_not_taken_for_the_separator():
    assert read("2026-03-01 10:00;3,5\n2026-03-01 11:00;5,0\n", decimal=",").counts == (3.5, 5)


def test_a_comma_that_may_be_a_thousand_is_refused_with_both_ways_out():
    refused("t;n\n2026-03-01 10:00;1,234\n", "line 2: value '1,234' has a comma; write 1234 .*12.5 .*decimal=','")


def test_a_point_that_may_be_a_thousand_is_refused_beside_a_decimal_comma():
    text = "t;n\n2026-03-01 10:00;3,5\n2026-03-01 11:00;1.234\n"
    refused(text, "line 3: value '1.234' has a point beside decimal=','; write 1234 .* 12,5", decimal=",")
    refused(text.replace("1.234", "1.234,5"), "line 3: value '1.234,5' is not a number", decimal=",")


@pytest.mark.parametrize("decimal", ["", ";", None, 1, ".,"])
def test_a_decimal_mark_is_a_point_or_a_comma(decimal):
    with pytest.raises(ParameterError, match="decimal="):
        read(ROWS, decimal=decimal)
