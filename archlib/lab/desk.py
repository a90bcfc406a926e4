"""What lies on the learner's desk: all choices of a panel, with loads that are known, of a file, or pasted."""

from dataclasses import replace

from archlib.errors import ArchlibError, ParameterError
from archlib.lab.choices import LOAD, PRICES, Choices
from archlib.lab.clipboard import pasted
from archlib.lab.edits import Edits
from archlib.lab.plan import Prices
from archlib.lab.presets import LOADS, from_upload, is_price_list, prices_from_upload
from archlib.prices import PriceList

FILE, PASTE = "file", "paste"  # the paths of the refusals of a file and of a pasted text


class Desk(Edits[Choices]):
    """The state behind a panel, without any widget.

    Attributes
    ----------
    together : whether an edit of one architecture is one of all of its kind; a refusal stands at the one edited
    """

    def __init__(self, choices: Choices, together: bool = False) -> None:
        super().__init__(choices)
        self.together = together

    def preset(self, name: str) -> None:
        """Exchange the load for a known one; all else stays."""
        self._set_load(LOADS[name]())

    def upload(self, name: str, content: bytes) -> None:
        """Exchange the load, or the prices, for those of a file; one that cannot be read changes nothing but `errors`.

        A list that lacks a price which the architectures here are charged is refused.
        """
        try:
            if is_price_list(content):
                self._set_prices(prices_from_upload(name, content))
            else:
                self._set_load(from_upload(name, content))
        except ArchlibError as error:
            self.errors[FILE] = str(error)

    def paste(self, text: str) -> None:
        """Take what was copied from a panel, or a scenario; a text that does not hold changes nothing but `errors`."""
        try:
            choices = pasted(text, self.choices)
            self._check_kinds(choices)
            many = (choices.many or self.choices.many) if self.choices.many else None  # only where it has controls
            self.choices = replace(choices, many=many)
        except ArchlibError as error:
            self.errors[PASTE] = str(error)
        else:
            self.refused.clear()
            self.errors.clear()

    def _check_kinds(self, choices: Choices) -> None:
        here, there = (", ".join(c.architectures) for c in (self.choices, choices))
        if here != there:
            raise ParameterError(f"this text is of {there} and is refused: this panel shows {here}. Paste it there.")

    def _moved_with(self, key: str) -> tuple[str, ...]:
        alike = self.choices.alike(key) if self.together else ()
        return (key, *(other for other in alike if other != key))

    def _set_prices(self, listed: PriceList) -> None:
        for architecture in self.choices.architectures.values():
            for meter in (meter for station in architecture.built.stations for meter in station.meters):
                listed.price_for(meter)
        own = Prices.of(listed)
        self.choices = self.choices.but(PRICES, self.choices.prices.but(price_list=own.price_list, own=own.own))
        self._forget(PRICES)

    def _set_load(self, load: object) -> None:
        self.choices = self.choices.but(LOAD, load)  # type: ignore[arg-type]  # a Workload
        self._forget(LOAD)

    def _forget(self, part: str) -> None:
        """Take away what was refused of a part that has been exchanged, and of the last file."""
        self.forget(part)
        self.errors.pop(FILE, None)
