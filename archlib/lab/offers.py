"""What a choice is in words, where its name alone says little: a type of instance with its slots and its price."""

from functools import lru_cache

from archlib.data import instance_type, instance_types, transcode_slots
from archlib.prices import PriceList


@lru_cache(maxsize=64)
def offers(prices: PriceList) -> dict[str, str]:
    """Return type of instance -> text, such as "c5.xlarge: 2 slots (4 vCPU), 0.20 USD/h"; no price that is not listed.

    A slot is what a video is worked on in; a tier that only takes uploads or shows videos has threads instead.
    """
    return {name: f"{name}: {_size(name)}{_price(name, prices)}" for name in instance_types()}


def _size(name: str) -> str:
    slots = transcode_slots(name)
    return f"{slots} slot{'s' * (slots > 1)} ({instance_type(name).vcpu} vCPU)"


def _price(name: str, prices: PriceList) -> str:
    if name not in prices.rows:
        return ""
    usd = prices.price(name).usd
    return f", {usd:.2f} USD/h" if round(usd, 2) == usd else f", {usd:.4g} USD/h"
