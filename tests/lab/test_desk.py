import pytest

from archlib.architectures import LoadBalanced, Monolith
from archlib.data import data_dir
from archlib.lab.choices import Choices, keyed
from archlib.lab.desk import FILE, Desk
from archlib.lab.presets import LOADS
from archlib.workload import Measured, Workload


@pytest.fixture
def desk(choices: Choices) -> Desk:
    return Desk(choices)


def max_workers(desk: Desk) -> int:
    return desk.choices.architectures["QueueFleet"].max_workers  # type: ignore[attr-defined, no-any-return]


def test_an_edit_changes_one_field(desk: Desk) -> None:
    assert desk.edit({"QueueFleet.max_workers": "12"})
    assert max_workers(desk) == 12
    assert desk.errors == {}
    assert desk.values()["QueueFleet.max_workers"] == "12"


def test_the_same_value_again_changes_nothing(desk: Desk) -> None:
    assert not desk.edit({"QueueFleet.max_workers": "30"})


@pytest.mark.parametrize("text", ["abc", "", "0", "-1", "1338", "nan", "inf", "2.5", "1,000", "1e400"])
def test_a_bad_value_stays_in_its_box_with_the_models_words(desk: Desk, text: str) -> None:
    before = desk.choices
    assert not desk.edit({"QueueFleet.max_workers": text})
    assert desk.choices is before
    assert desk.values()["QueueFleet.max_workers"] == text
    assert desk.errors["QueueFleet.max_workers"].startswith("QueueFleet.max_workers=")
    assert "1 <= max_workers <= 1337" in desk.errors["QueueFleet.max_workers"]
    assert "instances" in desk.errors["QueueFleet.max_workers"]


def test_a_good_value_takes_the_refusal_away(desk: Desk) -> None:
    desk.edit({"QueueFleet.max_workers": "abc"})
    assert desk.edit({"QueueFleet.max_workers": "31"})
    assert desk.errors == {}
    assert desk.refused == {}


def test_other_controls_go_on_beside_a_refused_one(desk: Desk) -> None:
    desk.edit({"QueueFleet.max_workers": "abc"})
    assert desk.edit({"QueueFleet.boot_s": "30", "load.days": "2"})
    assert list(desk.errors) == ["QueueFleet.max_workers"]
    assert desk.choices.load.days == 2


def test_a_value_refused_for_its_neighbour_holds_once_that_has_moved(desk: Desk) -> None:
    desk.edit({"QueueFleet.min_workers": "40"})
    assert "above max_workers=30" in desk.errors["QueueFleet.min_workers"]
    assert desk.edit({"QueueFleet.max_workers": "50"})
    assert desk.errors == {}
    assert desk.choices.architectures["QueueFleet"].min_workers == 40  # type: ignore[attr-defined]


def test_a_load_too_large_for_the_memory_is_refused(desk: Desk) -> None:
    desk.edit({"load.peak_per_hour": "1e6", "load.peak_h": "24"})
    assert "5,000,000 videos" in str(desk.errors)
    assert desk.choices.load.expected_videos < 5_000_000


@pytest.mark.parametrize("path", ["no.such", "QueueFleet.no_such_field", "", "load", "load."])
def test_an_edit_of_what_is_not_there_is_harmless(desk: Desk, path: str) -> None:
    assert not desk.edit({path: "1"})


@pytest.mark.parametrize("name", LOADS)
def test_a_preset_exchanges_the_load_only(desk: Desk, name: str) -> None:
    desk.edit({"QueueFleet.max_workers": "12", "load.days": "-1"})
    desk.preset(name)
    assert desk.choices.load == LOADS[name]()
    assert max_workers(desk) == 12
    assert desk.errors == {}


def test_reset_goes_back_to_the_beginning(desk: Desk) -> None:
    desk.edit({"QueueFleet.max_workers": "12", "prices.everything": "x"})
    desk.preset("Flat")
    desk.reset()
    assert desk.choices is desk.first
    assert (desk.errors, desk.refused) == ({}, {})


def test_a_good_file_becomes_the_load(desk: Desk) -> None:
    desk.upload("mine.csv", (data_dir() / "samples" / "uploads_cloudwatch.csv").read_bytes())
    assert isinstance(desk.choices.load, Measured)
    assert desk.errors == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "has no rows"),
        (b"timestamp,value\n2026-01-01 00:00:00,1\n2026-01-01 00:05:00,many\n", "line 3"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"timestamp,value\n2026-01-01 00:00:00,-1\n", "line 2"),
    ],
)
def test_a_bad_file_says_why_and_changes_nothing(desk: Desk, content: bytes, words: str) -> None:
    before = desk.choices
    desk.upload("mine.csv", content)
    assert desk.choices is before
    assert "mine.csv" in desk.errors[FILE]
    assert words in desk.errors[FILE]


def test_a_good_load_takes_the_refusal_of_a_file_away(desk: Desk) -> None:
    desk.upload("mine.csv", b"")
    desk.preset("Flat")
    assert desk.errors == {}


def three(together: bool) -> Desk:
    made = [LoadBalanced(policy="random"), Monolith(), LoadBalanced(policy="central_queue")]
    return Desk(Choices(Workload.homogeneous(days=1), keyed(made)), together)


def test_one_control_moves_all_of_a_kind_together() -> None:
    desk = three(together=True)
    assert desk.edit({"LoadBalanced.process_instances": "7", "Monolith.replicas": "2", "load.days": "2"})
    first, other, last = desk.choices.architectures.values()
    assert (first, last) == tuple(LoadBalanced(policy=p, process_instances=7) for p in ("random", "central_queue"))
    assert other == Monolith(replicas=2)
    assert desk.values()["LoadBalanced 2.process_instances"] == "7"


def test_apart_each_has_its_own() -> None:
    desk = three(together=False)
    desk.edit({"LoadBalanced.process_instances": "7"})
    assert desk.values()["LoadBalanced 2.process_instances"] == "10"


def test_what_is_refused_for_all_is_said_once() -> None:
    desk = three(together=True)
    before = desk.choices
    assert not desk.edit({"LoadBalanced.process_instances": "0"})
    assert desk.choices is before
    assert list(desk.errors) == list(desk.refused) == ["LoadBalanced.process_instances"]
    assert desk.values()["LoadBalanced 2.process_instances"] == "10"
    assert desk.edit({"LoadBalanced.process_instances": "3"})
    assert desk.errors == {}
    desk.reset()
    assert desk.choices is desk.first and desk.together


PRICES = (data_dir() / "prices" / "aws_us_east_1.csv").read_bytes()


def test_a_price_list_of_ones_own_is_taken_and_the_load_stays(desk: Desk) -> None:
    load = desk.choices.load
    dearer = PRICES.replace(b"c5.large,0.085,", b"c5.large,0.17,")
    assert dearer != PRICES
    desk.upload("mine.csv", b"\xef\xbb\xbf" + dearer)
    assert desk.errors == {} and desk.choices.load == load
    assert desk.values()["prices.price_list"] == "your own"
    listed = desk.choices.prices.prices()
    assert listed.name == "mine" and listed.price("c5.large").usd == pytest.approx(0.17)
    desk.edit({"prices.price_list": "teaching"})
    desk.edit({"prices.price_list": "your own", "prices.instances": "2"})
    assert desk.choices.prices.prices().price("c5.large").factor == 2.0


def test_without_a_list_of_ones_own_it_cannot_be_chosen(desk: Desk) -> None:
    before = desk.choices
    desk.edit({"prices.price_list": "your own"})
    assert desk.choices == before
    assert "no list of your own has been given" in desk.errors["prices.price_list"]
    desk.upload("mine.csv", PRICES)
    assert desk.errors == {} and desk.refused == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"item,value,unit\n", "mine.csv"),
        (PRICES.replace(b"0.085", b"cheap", 1), "mine.csv, line"),
        (PRICES.replace(b"0.085", b"-1", 1), "mine.csv, line"),
        (PRICES[:90], "mine.csv"),
        (b"\n".join(line for line in PRICES.splitlines() if not line.startswith(b"c5.large,")), "no item 'c5.large'"),
    ],
)
def test_a_bad_price_list_is_refused_with_its_line_and_changes_nothing(desk: Desk, content: bytes, words: str) -> None:
    before = desk.choices
    desk.upload("mine.csv", content)
    assert desk.choices == before and words in desk.errors[FILE] and "/tmp" not in desk.errors[FILE]
