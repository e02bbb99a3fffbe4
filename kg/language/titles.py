"""Titles of documents compared whatever brackets, dashes and blanks they are printed with."""

from __future__ import annotations

import re

from kg.language.variants import Variants

_PUNCTUATION = Variants(
    {"(": "（", ")": "）", "-": "—", "–": "—", "－": "—", "~": "—", "<": "〈", ">": "〉", "《": "〈", "》": "〉"}
)
_DASHES = re.compile("—{2,}")
_COUNTRY = "中华人民共和国"


def printed_title(title: str) -> str:
    """A title with full-width brackets, one sort of dashes and no blanks, however it was printed."""
    return _DASHES.sub("—", "".join(_PUNCTUATION.unified(title).split()))


def normal_title(title: str) -> str:
    """A title as printed by `printed_title`, without 中华人民共和国 in front."""
    return printed_title(title).removeprefix(_COUNTRY)
