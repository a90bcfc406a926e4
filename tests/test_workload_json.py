"""Reading counts from what `aws cloudwatch get-metric-data` prints: forms, pages, several metrics, refusals."""

import contextlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlib.errors import ArchlibError, DataError, ParameterError
from archlib.workload import Workload

STAMPS = ["2026-01-31T20:10:00+00:00", "2026-01-31T20:05:00+00:00", "2026-01-31T20:00:00+00:00"]


def result(**fields):
    plain = {"Id": "m1", "Label": "Sent", "Timestamps": STAMPS, "Values": [2.5, 0.0, 4.0], "StatusCode": "Complete"}
    return {**plain, **fields}


def answer(*results, **fields):
    return {"MetricDataResults": list(results), "Messages": [], **fields}


def read(plain, **options):
    text = plain if isinstance(plain, str) else json.dumps(plain, indent=4)
    return Workload.from_csv(io.StringIO(text), **options)


def refused(plain, match, **options):
    with pytest.raises(DataError, match=match):
        read(plain, **options)


# --- forms that are read ---


@pytest.mark.parametrize("plain", [
    answer(result()),
    answer(result(Timestamps=STAMPS[::-1], Values=[4, 0, 2.5])),
    answer(result(Timestamps=[STAMPS[1], STAMPS[0], STAMPS[2]], Values=[0, 2.5, 4])),
    answer(result(Timestamps=[stamp.replace("+00:00", "Z") for stamp in STAMPS])),
    answer(result(Timestamps=["2026-01-31T21:10:00+01:00", "2026-02-01T01:35:00+05:30", "2026-01-31 12:00:00-08:00"])),
    answer(result(Timestamps=[stamp[:19] for stamp in STAMPS])),
    answer(result(Timestamps=[1769890200, 1769889900.0, 1769889600])),
    {"MetricDataResults": [result()]},
    [result()],
    result(),
    {"Timestamps": STAMPS, "Values": [2.5, 0.0, 4.0]},
    "\n " + json.dumps(answer(result())),
])  # fmt: skip
def test_every_form_gives_the_same_counts(plain):
    load = read(plain)
    assert load.counts == (4, 0, 2.5)
    assert load.period_s == 300
    assert load.first_hour == 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_path_is_read_in_the_encodings_of_a_csv(tmp_path, encoding):
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer(result(Label="März")), ensure_ascii=False), encoding=encoding)
    load = Workload.from_csv(file, metric="März")
    assert load.counts == (4, 0, 2.5)
    assert any("windows-1252" in note for note in load.notes) == (encoding == "windows-1252")


def test_newest_first_is_sorted_and_noted():
    notes = read(answer(result())).notes
    assert any("not in order of time, first at MetricDataResults[0].Timestamps[1] ('Sent')" in note for note in notes)


def test_a_missing_period_counts_as_none_and_is_noted_with_its_place():
    gap = result(Timestamps=["2026-01-31T20:00Z", "2026-01-31T20:05Z", "2026-01-31T20:15Z"], Values=[1, 2, 3])
    load = read(answer(gap))
    assert load.counts == (1, 2, 0, 3)
    assert any("1 of 4 periods" in n and "MetricDataResults[0].Timestamps[2] ('Sent')" in n for n in load.notes)


def test_stamps_without_a_zone_are_local_where_one_is_named():
    local = result(Timestamps=["2026-10-25T02:00:00", "2026-10-25T02:00:00", "2026-10-25T03:00:00"], Values=[1, 2, 3])
    assert read(answer(local), timezone="Europe/Berlin").counts == (1, 2, 3)
    refused(answer(local), r"Timestamps\[1\] \('Sent'\): the same moment as MetricDataResults\[0\].Timestamps\[0\]")
    skipped = result(Timestamps=["2026-03-29T02:30:00"], Values=[1])
    refused(answer(skipped), r"Timestamps\[0\] .*: 2026-03-29 02:30:00 is skipped", timezone="Europe/Berlin", period=60)


# --- pages, and what is missing ---


def test_pages_of_one_metric_are_joined_and_partial_only_in_between():
    first = result(Timestamps=STAMPS[:2], Values=[2.5, 0.0], StatusCode="PartialData")
    last = result(Timestamps=STAMPS[2:], Values=[4.0])
    load = read(answer(first, last))
    assert load.counts == (4, 0, 2.5)
    assert not any("missing" in note for note in load.notes)


@pytest.mark.parametrize("messages", [3, {"a": 1}, None, "text"])
def test_messages_that_are_no_list_are_passed_over(messages):
    assert read(answer(result(Messages=messages), Messages=messages)).counts == (4, 0, 2.5)


def test_a_bad_value_on_the_second_page_is_found_there():
    pages = answer(result(), result(Timestamps=["2026-01-31T19:55:00Z", "2026-01-31T19:50:00Z"], Values=[1, -1]))
    refused(pages, r"MetricDataResults\[1\]\.Values\[1\] \('Sent'\): value -1 is not a number")


def test_partial_data_a_next_token_and_messages_are_noted():
    notes = " ".join(read(answer(
        result(StatusCode="PartialData", Messages=[{"Code": "A", "Value": "too many"}]),
        NextToken="abc", Messages=[{"Code": "B", "Value": "no access"}],
    )).notes)  # fmt: skip
    assert "the StatusCode of MetricDataResults[0] ('Sent') is PartialData: some samples may be missing" in notes
    assert "NextToken" in notes
    assert "too many" in notes
    assert "no access" in notes


# --- several metrics ---

TWO = answer(result(), result(Id="m2", Label="Errors", Values=[1, 1, 1]))
SEARCH = answer(result(Id="e1", Label="web"), result(Id="e1", Label="api", Values=[1, 1, 1]))


def test_several_metrics_are_named_with_how_to_choose():
    refused(TWO, r"holds 2 metrics: Id 'm1' Label 'Sent', Id 'm2' Label 'Errors'; choose one, such as metric='m1'")
    refused(SEARCH, r"Id 'e1' Label 'web', Id 'e1' Label 'api'; choose one, such as metric='web'")


@pytest.mark.parametrize("name", ["m2", "Errors"])
def test_one_of_several_metrics_is_chosen_by_id_or_label(name):
    assert read(TWO, metric=name).counts == (1, 1, 1)


def test_results_of_one_search_are_chosen_by_label():
    assert read(SEARCH, metric="api").counts == (1, 1, 1)
    refused(SEARCH, "holds 2 metrics of metric='e1': .*'web'.*'api'", metric="e1")


def test_an_id_goes_before_an_equal_label():
    crossed = answer(result(Id="a", Label="b"), result(Id="b", Label="c", Values=[1, 1, 1]))
    assert read(crossed, metric="b").counts == (1, 1, 1)


def test_an_unknown_metric_is_answered_with_the_nearest():
    refused(TWO, "holds no metric='Error'; did you mean 'Errors'", metric="Error")


def test_of_hundreds_of_metrics_the_first_are_named():
    many = answer(*(result(Id=f"m{number}") for number in range(500)))
    refused(many, r"holds 500 metrics: Id 'm0' .*'m9' Label 'Sent', and 490 more; choose")


@pytest.mark.parametrize("name", [1, True, ["m1"]])
def test_a_metric_is_named_by_a_text(name):
    with pytest.raises(ParameterError, match="metric="):
        read(TWO, metric=name)


def test_a_metric_of_a_csv_is_refused():
    rows = "2026-01-31 20:00,1\n2026-01-31 21:00,1\n"
    refused(rows, "is a CSV, which holds one metric; leave out metric='m1'", metric="m1")


# --- what is refused ---


@pytest.mark.parametrize("value", [
    '"12"', "null", "true", "NaN", "Infinity", "-Infinity", "-1", "1e10", "1e999", "[1]", "9" * 400,
])  # fmt: skip
def test_a_value_that_is_no_count_is_refused_with_its_place(value):
    text = json.dumps(answer(result())).replace("4.0", value)
    refused(text, r"MetricDataResults\[0\]\.Values\[2\] \('Sent'\): value .* is not a number, 0 <= value <= 1e\+09")


@pytest.mark.parametrize("stamp", [
    '"yesterday"', '"2026-02-30T20:00:00Z"', '"2026-01-31T20:00:00"', '"a\\nb"', '"\\ud800"',
    "null", "true", "1769889600", "{}",
])  # fmt: skip
def test_a_stamp_that_is_no_moment_is_refused_with_its_place(stamp):
    text = json.dumps(answer(result())).replace(f'"{STAMPS[2]}"', stamp)
    refused(text, r"MetricDataResults\[0\]\.Timestamps\[2\] \('Sent'\): ")


@pytest.mark.parametrize("stamp", ["-1", "1e300", "1769889600000", "NaN", "9" * 400])
def test_a_number_that_is_no_moment_is_refused_with_its_place(stamp):
    text = f'{{"Timestamps": [1769889600, {stamp}], "Values": [1, 2]}}'
    refused(text, r"the result\.Timestamps\[1\] .*unit s since 1970-01-01")


def test_zones_in_one_page_only_are_refused():
    pages = answer(result(), result(Timestamps=["2026-01-31T19:55:00"], Values=[1]))
    refused(pages, r"MetricDataResults\[1\]\.Timestamps\[0\] .*lacks a time zone, unlike MetricDataResults\[0\]")


@pytest.mark.parametrize(("plain", "match"), [
    (answer(), r"no results \(MetricDataResults is empty\); check metric"),
    ([], r"no results"),
    (answer(result(Timestamps=[], Values=[])), r"MetricDataResults\[0\] \('Sent'\): no samples \(StatusCode Compl"),
    (answer(result(Timestamps=[], Values=[], StatusCode="Forbidden")), "StatusCode Forbidden"),
    (answer(result(Values=[1])), r"\('Sent'\): 3 Timestamps and 1 Values"),
    (answer(result(Values=None)), "Values is null and no list"),
    (answer({"Id": "m1"}), r"\('m1'\): Timestamps is null and no list"),
    (answer(3), r"MetricDataResults\[0\]: 3 is not a result"),
    ({"MetricDataResults": {}}, "JSON without a list of MetricDataResults or Datapoints; save what `aws"),
    ({"Metrics": []}, "JSON without a list"),
    ({}, "JSON without a list"),
    ([[1]], "JSON without a list"),
    (answer(result(Timestamps=STAMPS[:1], Values=[1])), r"Timestamps\[0\] \('Sent'\): one row alone .*period=300"),
    ('{"MetricDataResults": [\n{"Id": "m1",}]}', "line 2: not JSON .*column"),
    (json.dumps(answer(result())) * 2, r"line 1: not JSON \(Extra data"),
    ("[" * 100_000, "not JSON"),
    ("{" + '"a":[' * 100_000, "not JSON"),
    (f'{{"MetricDataResults": {"9" * 5_000}}}', "not JSON"),
])  # fmt: skip
def test_what_is_no_answer_of_aws_is_refused(plain, match):
    refused(plain, match)


def test_a_file_that_is_cut_off_is_refused_with_its_line():
    refused(json.dumps(answer(result()), indent=4)[:-60], r"line \d+: not JSON")


SCRAPS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.sampled_from(STAMPS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["MetricDataResults", "Timestamps", "Values", "Id", "Label", "Datapoints", "Timestamp", "Sum"]
            )
            | st.sampled_from(["Messages", "StatusCode", "Unit", "NextToken"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["MetricDataResults", "Datapoints", "Timestamps", "Values"]), SCRAPS) | SCRAPS)
def test_any_json_is_read_or_refused_in_our_words(plain):
    with contextlib.suppress(ArchlibError):
        assert read(json.dumps(plain), period=60).expected_videos >= 0
