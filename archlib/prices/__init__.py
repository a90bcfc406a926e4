"""What things cost: dated price lists with sources, and the meters that a station's bill is read from."""

from archlib.prices.known import MIN_BILLED_S, aws_us_east_1, default, from_csv, teaching
from archlib.prices.lists import Price, PriceList
from archlib.prices.meters import MONTH_HOURS, Meter, gb_months, instance_hours, requests

__all__ = [
    "MIN_BILLED_S",
    "MONTH_HOURS",
    "Meter",
    "Price",
    "PriceList",
    "aws_us_east_1",
    "default",
    "from_csv",
    "gb_months",
    "instance_hours",
    "requests",
    "teaching",
]
