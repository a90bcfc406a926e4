"""Things by name, such as features or stations; a wrong name is answered with the right ones."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from archlib.errors import ParameterError, nearest

T = TypeVar("T")


class Named(Mapping[str, T]):
    """A mapping whose unknown names are a ParameterError, not a KeyError.

    `what` says in messages what the names are.
    """

    what = "name"

    @property
    @abstractmethod
    def _things(self) -> Mapping[str, T]: ...

    def __getitem__(self, name: str) -> T:
        if name not in self._things:
            raise ParameterError(f"there is no {self.what} {name!r} here; {nearest(str(name), self._things)}")
        return self._things[name]

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def get(self, name: str, default: Any = None) -> Any:
        """Return the thing of a name, or the default."""
        return self._things.get(name, default)
