"""Classes of facts that do not change: thousands of objects a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """``dataclass(frozen=True, slots=True)`` without its price.

        That nobody assigns to a field is for the type checker to see, to which this is that very decorator. A class
        that also forbids it at run time takes four times as long to make each of its objects.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["record"]
