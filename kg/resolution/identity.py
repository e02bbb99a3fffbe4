"""IRIs: ASCII, the same for the same thing in every report, never the same for two things that only share a name."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from kg.language.variants import Variants

_VARIANTS = Variants(
    {"(": "（", ")": "）", "-": "—", "–": "—", "－": "—", "~": "—", "<": "〈", ">": "〉"} | dict.fromkeys("“”\"‘’'", "")
)
_VARIES = re.compile(r"[\s()\-–－~<>“”\"‘’']|——")
_DASHES = re.compile("—{2,}")


def digest(name: str) -> str:
    """Twelve hex digits of a name; variants of brackets, dashes, quotes and blanks do not change them."""
    return hashlib.sha256(plain(name).encode()).hexdigest()[:12]


def plain(name: str) -> str:
    """A name without blanks and quotation marks and with one sort of brackets and dashes."""
    if name.isalnum() or _VARIES.search(name) is None:
        return name
    unified = "".join(_VARIANTS.unified(name).split())
    return _DASHES.sub("—", unified) if "——" in unified else unified


@lru_cache(maxsize=1 << 14)
def scoped(kind: str, scope: str, name: str) -> str:
    """The id of a thing whose name means it only within `scope` (an area code, or a report's own key)."""
    return f"{kind}/{scope}-{digest(name)}"
