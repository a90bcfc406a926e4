"""What is given in the panel of the year: load, growth and rules, and the prices of the first month."""

from dataclasses import dataclass, replace
from typing import Self

from archlib.lab.presets import from_upload, is_price_list, prices_from_upload
from archlib.prices import PriceList
from archlib.year import Year


@dataclass(frozen=True)
class Given:
    """What is given beside the choices: the year, and the prices of its first month."""

    year: Year
    prices: PriceList

    def with_file(self, name: str, content: bytes) -> Self:
        """Return the same with the load, or the prices, of a file.

        Raises
        ------
        ArchlibError : the file cannot be read, or what it holds is refused
        """
        if is_price_list(content):
            return replace(self, prices=prices_from_upload(name, content))
        rest = {field: getattr(self.year, field) for field in type(self.year).model_fields if field != "shape"}
        return replace(self, year=Year.of(from_upload(name, content), **rest))
