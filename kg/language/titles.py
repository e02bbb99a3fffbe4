"""Titles of documents compared whatever brackets, dashes and blanks they are printed with."""

from __future__ import annotations

import re

_PUNCTUATION = str.maketrans(
    {"(": "（", ")": "）", "-": "—", "–": "—", "－": "—", "~": "—", "<": "〈", ">": "〉", "《": "〈", "》": "〉"}
)
_COUNTRY = "中华人民共和国"


def normal_title(title: str) -> str:
    """A title with one sort of brackets and dashes, no blanks, and without 中华人民共和国 in front."""
    return re.sub("—{2,}", "—", re.sub(r"\s", "", title.translate(_PUNCTUATION))).removeprefix(_COUNTRY)
