"""Choices of an instance say how large it is and what it costs by the list in use; the value stays its name."""

from archlib.lab import panels
from archlib.lab.offers import offers
from archlib.lab.panel import Panel
from archlib.prices import aws_us_east_1, teaching


def test_a_type_says_its_slots_and_its_price_by_the_list_in_use() -> None:
    assert offers(aws_us_east_1())["c5.4xlarge"] == "c5.4xlarge: 8 slots (16 vCPU), 0.68 USD/h"
    assert offers(teaching())["c5.xlarge"] == "c5.xlarge: 2 slots (4 vCPU), 0.20 USD/h"
    assert offers(teaching())["t3.micro"] == "t3.micro: 1 slot (2 vCPU), 0.025 USD/h"


def test_a_price_that_is_not_listed_is_not_said() -> None:
    bare = type(teaching())("bare", {"c5.large": teaching().rows["c5.large"]})
    assert offers(bare)["c5.large"].endswith("0.10 USD/h")
    assert offers(bare)["c5.xlarge"] == "c5.xlarge: 2 slots (4 vCPU)"


def test_a_panels_choices_follow_its_prices_and_keep_their_values() -> None:
    panel = panels.measures("a bill")
    assert isinstance(panel, Panel)
    (control,) = [c for s in panel.form.scenes for g in s["groups"] for c in g["controls"] if c["label"] == "instance"]
    assert set(control["choices"]) == set(panel.form.options)
    assert panel.form.options["c5.xlarge"].endswith("0.20 USD/h")
    panel._edit({"prices.instances": "2"})
    assert panel.form.options["c5.xlarge"].endswith("0.40 USD/h")
    assert panel.form.values["Monolith.instance"] == "c5.xlarge"
