"""Event patterns: the examples of EventBridge's documentation, and the rules of their syntax.

Sources: Amazon EventBridge User Guide, "Comparison operators for use in event patterns"; README of aws/event-ruler.
"""

import json

import pytest

from archlib.errors import TopologyError
from archlib.topology.patterns import event, matches, may_match
from archlib.topology.syntax import EVERYTHING

EC2 = {  # the sample event of the README
    "version": "0", "detail-type": "EC2 Instance State-change Notification", "source": "aws.ec2",
    "time": "2017-10-02T16:24:49Z", "region": "us-east-1",
    "resources": ["arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000"],
    "detail": {"c-count": 5, "d-count": 3, "x-limit": 301.8, "state": "running"},
}  # fmt: skip
COUNTS = {"c-count": [{"numeric": [">", 0, "<=", 5]}], "d-count": [{"numeric": ["<", 10]}]}
METRIC, OR_METRIC = {"metricName": ["CPUUtilization"]}, [{"metricName": ["CPUUtilization"]}, {"namespace": ["AWS/EC2"]}]


@pytest.mark.parametrize("pattern", [
    {"detail-type": ["EC2 Instance State-change Notification"], "resources": EC2["resources"],
     "detail": {"state": ["initializing", "running"]}},
    {"time": [{"prefix": "2017-10-02"}]},
    {"source": [{"suffix": "ec2"}]},
    {"source": [{"equals-ignore-case": "AWS.EC2"}]},
    {"source": [{"wildcard": "aws*2"}]},
    {"resources": [{"wildcard": "arn:aws:*:instance/*"}]},
    {"detail": {"state": [{"anything-but": "initializing"}]}},
    {"detail": {"x-limit": [{"anything-but": 123}]}},
    {"detail": {"state": [{"anything-but": ["stopped", "overloaded"]}]}},
    {"detail": {"x-limit": [{"anything-but": [100, 200, 300]}]}},
    {"detail": {"state": [{"anything-but": {"prefix": "init"}}]}},
    {"detail": {**COUNTS, "x-limit": [{"numeric": ["=", 3.018e2]}]}},
    {"detail": {"c-count": [{"exists": True}]}},
    {"detail": {"e-count": [{"exists": False}]}},
    {"detail": {"state": {"deep": [{"exists": False}]}, "e-count": {"deep": [{"exists": False}]}}},
    {"time": [{"prefix": "2017-10-02"}], "detail": {"state": [{"anything-but": "initializing"}], **COUNTS}},
])  # fmt: skip
def test_the_sample_event_matches_the_examples(pattern):
    assert matches(pattern, EC2)


@pytest.mark.parametrize("pattern", [
    {"detail": {"state": ["initializing"]}},
    {"source": ["AWS.EC2"]},
    {"source": [{"equals-ignore-case": "EC2"}]},
    {"detail": {"state": [{"anything-but": ["stopped", "running"]}]}},
    {"detail": {"x-limit": [{"anything-but": [301.8]}]}},
    {"detail": {"state": [{"anything-but": {"prefix": "run"}}]}},
    {"detail": {"state": [{"anything-but": {"prefix": ["init", "run"]}}]}},
    {"detail": {"e-count": [{"anything-but": 1}]}},  # it must be there
    {"detail": {"c-count": [{"numeric": [">", 5]}]}},
    {"detail": {"c-count": [{"numeric": [">", 0, "<", 5]}]}},
    {"detail": {"state": [{"numeric": [">", 0]}]}},
    {"detail": {"c-count": [{"prefix": "5"}]}},
    {"detail": {"c-count": ["5"]}},
    {"detail": {"c-count": [{"exists": False}]}},
    {"detail": {"e-count": [{"exists": True}]}},
    {"detail": [{"exists": True}]},  # no leaf
    {"detail": {"state": {"deep": ["running"]}}},
    {"detail": {**COUNTS, "state": ["stopped"]}},  # all fields must match
    {"no-such": ["field"]},
])  # fmt: skip
def test_the_sample_event_does_not_match(pattern):
    assert not matches(pattern, EC2)


@pytest.mark.parametrize(("asked", "right", "wrong"), [
    ({"prefix": {"equals-ignore-case": "EventB"}}, "eventbridge", "ebridge"),
    ({"suffix": ".png"}, "a.png", "a.PNG"),
    ({"suffix": {"equals-ignore-case": ".png"}}, "a.PNG", "a.png.gz"),
    ({"anything-but": {"suffix": ".png"}}, "a.jpg", "a.png"),
    ({"anything-but": {"suffix": [".png", ".gif"]}}, "a.jpg", "a.gif"),
    ({"anything-but": {"equals-ignore-case": "initializing"}}, "running", "INITIALIZING"),
    ({"anything-but": {"equals-ignore-case": ["initializing", "stopped"]}}, "running", "Stopped"),
    ({"anything-but": {"wildcard": "*/lib/*"}}, "/usr/bin/a", "/usr/lib/a"),
    ({"wildcard": "dir/*.png"}, "dir/a/b.png", "dir/a.png.gz"),
    ({"wildcard": r"5 \* *"}, "5 * 3", "5 x 3"),
    ({"wildcard": r"a\\*"}, "a\\b", "ab"),
    ({"wildcard": "a.c"}, "a.c", "abc"),
    ({"wildcard": "a*c"}, "a\nc", "a\nb"),
    ("", "", "x"),
    (None, None, ""),
    (True, True, 1),
    (1, 1.0, True),
    ({"anything-but": "x"}, 3, "x"),
    ({"anything-but": 3}, "3", 3),
    ({"numeric": ["<=", 5e9]}, 5e9, 5e9 + 1),
    ({"numeric": [">", 0]}, 5e9, 6e9),  # larger ones are not compared
    ({"numeric": [">=", 0, "<", 5]}, 0, 5),
    ({"numeric": [">", 0, "<=", 5]}, 5, 0),
    ({"exists": False}, {"deep": 1}, None),
])  # fmt: skip
def test_one_operator(asked, right, wrong):
    assert matches({"f": [asked]}, {"f": right})
    assert not matches({"f": [asked]}, {"f": wrong})


def test_any_of_a_list_is_enough():
    pattern = {"f": ["x", {"numeric": ["<", 0]}, {"exists": False}]}
    assert matches(pattern, {"f": "x"}) and matches(pattern, {"f": -1}) and matches(pattern, {})
    assert not matches(pattern, {"f": 1})


def test_of_an_array_one_element_must_match():
    event_of = {"sizes": ["1080p", "720p"], "none": []}
    assert matches({"sizes": ["720p", "480p"]}, event_of)
    assert not matches({"sizes": ["480p"]}, event_of)
    assert matches({"sizes": [{"anything-but": "720p"}]}, event_of)
    assert not matches({"sizes": [{"anything-but": ["720p", "1080p"]}]}, event_of)
    assert matches({"none": [{"exists": False}]}, event_of) and not matches({"none": [{"exists": True}]}, event_of)


def test_of_an_array_of_objects_one_must_match_all():
    named = (("John", "Doe"), ("Anna", "Smith"), ("Peter", "Jones"))
    john, anna, peter = ({"first": first, "last": last} for first, last in named)
    staff = [[john, anna], peter]
    assert matches({"staff": {"first": ["Anna"]}}, {"staff": staff})
    assert matches({"staff": {"first": ["Anna"], "last": ["Smith"]}}, {"staff": staff})
    assert not matches({"staff": {"first": ["Anna"], "last": ["Jones"]}}, {"staff": staff})


@pytest.mark.parametrize(("fields", "right"), [
    ({"source": "aws.cloudwatch", "metricName": "CPUUtilization"}, True),
    ({"source": "aws.cloudwatch", "namespace": "AWS/EC2", "metricType": "MetricType", "metricId": 1234}, True),
    ({"source": "aws.cloudwatch", "namespace": "AWS/EC2", "metricType": "MetricType", "spaceId": 1000}, True),
    ({"source": "aws.cloudwatch", "namespace": "AWS/EC2", "metricType": "MetricType"}, False),
    ({"source": "aws.cloudwatch", "scope": "Service"}, True),
    ({"source": "aws.ec2", "scope": "Service"}, False),
    ({"source": "aws.cloudwatch"}, False),
])  # fmt: skip
def test_alternatives_within_alternatives(fields, right):
    inner = [{"metricId": [1234]}, {"spaceId": [1000]}]
    named = {"metricType": ["MetricType"], "namespace": ["AWS/EC2"], "$or": inner}
    pattern = {"source": ["aws.cloudwatch"], "$or": [METRIC, named, {"scope": ["Service"]}]}
    assert matches(pattern, fields) is right


def test_alternatives_in_two_places_must_both_hold():
    pattern = {"$or": OR_METRIC, "detail": {"$or": [{"a": [1]}, {"b": [1]}]}}
    assert matches(pattern, {"namespace": "AWS/EC2", "detail": {"b": 1}})
    assert not matches(pattern, {"namespace": "AWS/EC2", "detail": {"b": 2}})
    assert not matches(pattern, {"detail": {"b": 1}})


@pytest.mark.parametrize(("pattern", "match"), [
    ({}, r"pattern: \{\} is refused: a pattern has fields"),
    ({"detail": {}}, "pattern at detail: .* a pattern has fields"),
    ({"source": "aws"}, 'pattern at source: "aws" .*takes a list'),
    ({"source": []}, r"pattern at source: \[\] .*takes a list"),
    ({"detail": {"x": [{"numeric": [">"]}]}}, r"pattern at detail\.x\[0\]\.numeric: .*one comparison"),
    ({"x": [1, {"numeric": ["!", 1]}]}, r"pattern at x\[1\]\.numeric: .*one comparison"),
    ({"x": [{"numeric": [">", 1, "<"]}]}, "one comparison"),
    ({"x": [{"numeric": [">", "1"]}]}, "compares with numbers"),
    ({"x": [{"numeric": [">", True]}]}, "compares with numbers"),
    ({"x": [{"numeric": [">", 5e9 + 1]}]}, "compares with numbers from -5e.09 to 5e.09"),
    ({"x": [{"numeric": ["<", 5, ">", 1]}]}, "lower bound first"),
    ({"x": [{"numeric": [">", 5, "<", 1]}]}, "lower bound first"),
    ({"x": [{"numeric": ["=", 1, "<", 5]}]}, "lower bound first"),
    ({"x": [{"prefix": 1}]}, "prefix takes a text"),
    ({"x": [{"prefix": {"ignore": "a"}}]}, "prefix takes a text, or"),
    ({"x": [{"suffix": ["a"]}]}, "suffix takes a text"),
    ({"x": [{"equals-ignore-case": None}]}, "equals-ignore-case takes a text"),
    ({"x": [{"wildcard": "a**b"}]}, "two wildcards follow"),
    ({"x": [{"wildcard": r"a\b"}]}, "a backslash stands before"),
    ({"x": [{"wildcard": "a\\"}]}, "a backslash stands before"),
    ({"x": [{"exists": 1}]}, "exists takes true or false"),
    ({"x": [{"anything-but": []}]}, "texts only, or numbers only"),
    ({"x": [{"anything-but": ["a", 1]}]}, "texts only, or numbers only"),
    ({"x": [{"anything-but": True}]}, "texts only, or numbers only"),
    ({"x": [{"anything-but": {"numeric": [">", 1]}}]}, "or one of prefix, suffix"),
    ({"x": [{"anything-but": {"prefix": 1}}]}, "prefix takes a text"),
    ({"x": [{"anything-but": {"wildcard": "**"}}]}, "two wildcards follow"),
    ({"x": [{"anything-but": {"prefix": []}}]}, "prefix takes at least one text"),
    ({"x": [{"cidr": "10.0.0.0/24"}]}, "no operator 'cidr'; known: anything-but, "),
    ({"x": [{"prefix": "a", "suffix": "b"}]}, "one operator each"),
    ({"x": [{}]}, "one operator each"),
    ({"x": [float("nan")]}, "a value is a text, a finite number"),
    ({"x": [["a"]]}, "a value is a text"),
    ({"$or": [{"x": [1]}]}, r"pattern at \$or: .*at least two patterns"),
    ({"$or": {"x": [1]}}, "at least two patterns"),
    ({"d": {"$or": [{"x": [1]}, {"y": 1}]}}, r"pattern at d\.\$or\[1\]\.y: 1 is refused"),
    ([], "a pattern has fields"),
])  # fmt: skip
def test_what_is_no_pattern_is_refused_with_its_place(pattern, match):
    with pytest.raises(TopologyError, match=match):
        matches(pattern, {})


def test_an_event_looks_like_one_of_eventbridge():
    made = event("video uploaded", {"master_gb": 1.5})
    assert made == {"source": "video-service", "detail-type": "video uploaded", "detail": {"master_gb": 1.5}}


@pytest.mark.parametrize(("pattern", "right"), [
    ({"source": ["video-service"]}, True),
    ({"source": ["other"]}, False),
    ({"detail-type": ["b", "a"]}, True),
    ({"detail-type": [{"anything-but": "a"}]}, False),
    ({"detail": {"x": ["y"]}}, True),
    ({"detail-type": ["b"], "detail": {"x": ["y"]}}, False),
    ({"$or": [{"detail-type": ["b"]}, {"detail-type": ["a"], "detail": {"x": ["y"]}}]}, True),
    ({"$or": [{"detail-type": ["b"]}, {"source": ["other"], "detail": {"x": ["y"]}}]}, False),
    ({"$or": [{"detail-type": ["b"]}, {"detail": {"x": ["y"]}}]}, True),
])  # fmt: skip
def test_whether_some_event_of_a_kind_can_match(pattern, right):
    assert may_match(pattern, "a") is right


@pytest.mark.parametrize("nothing", [{}, None, []])
def test_who_asks_for_nothing_is_told_how_to_ask_for_all_in_json(nothing):
    with pytest.raises(TopologyError) as refused:
        matches(nothing, {})
    advice = str(refused.value).partition("For all events give ")[2].removesuffix(".")
    assert advice == EVERYTHING
    for made in (event("video uploaded", {"master_gb": 1.5}), EC2, {**EC2, "source": "aws.s3"}):
        assert matches(json.loads(advice), made)


def test_what_is_refused_is_shown_as_json_has_it():
    with pytest.raises(TopologyError, match=r"pattern: null is refused"):
        matches(None, {})
    with pytest.raises(TopologyError, match=r'such as \[">", 0\]'):
        matches({"x": [{"numeric": [">"]}]}, {})
