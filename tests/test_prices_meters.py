"""Meters: what they count, and that they are charged in that unit."""

import pytest

from archlib import prices
from archlib.errors import ParameterError
from archlib.prices import Meter

AWS = prices.aws_us_east_1()


def test_meters_say_what_they_count():
    assert prices.instance_hours("c5.large") == Meter("instance_hours", "c5.large")
    assert prices.instance_hours("c5.large").unit == "hour"
    assert prices.gb_months("S3 Standard storage").unit == "GB-month"
    put = prices.requests("put", "S3 PUT")
    assert (put.kind, put.item, put.op, put.unit) == ("requests", "S3 PUT", "put", "request")


def test_meters_are_equal_by_content_and_fit_in_sets():
    assert (
        len({prices.requests("put", "S3 PUT"), prices.requests("put", "S3 PUT"), prices.requests("get", "S3 GET")}) == 2
    )


@pytest.mark.parametrize(
    ("kind", "item", "op", "text"),
    [
        ("hours", "c5.large", None, "instance_hours"),
        ("gb_months", "", None, "Meter.item=''"),
        ("gb_months", None, None, "Meter.item=None"),
        ("requests", "S3 PUT", None, "takes one of"),
        ("requests", "S3 PUT", "delete", "takes one of"),
        ("gb_months", "gp3 storage", "put", "takes one of"),
    ],
)
def test_meters_that_mean_nothing_are_refused(kind, item, op, text: str):
    with pytest.raises(ParameterError, match=text):
        Meter(kind, item, op)


def test_a_meter_is_not_charged_in_another_unit():
    with pytest.raises(ParameterError, match="counts in hour, the price list 'aws_us_east_1' sells it in GB-month"):
        AWS.price_for(prices.instance_hours("gp3 storage"))
    assert AWS.price_for(prices.requests("queue", "SQS FIFO request")) == AWS.price("SQS FIFO request")
