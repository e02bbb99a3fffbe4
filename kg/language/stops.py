"""Full stops that were typed as points."""

from __future__ import annotations

import re

# after a word, a closing mark or %, before the next sentence; not after a list number (一.加强, （2）.完善)
_POINT = re.compile(
    r"(?<=[\u4e00-\u9fff%％》）)”\"])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff《“\"（(\d]|[ \t\u3000]*(?:\n|$))"
)
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t\u3000]*(?:[（(]?[一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十]+)$")
_LONGEST_LIST_NUMBER = 12


def with_full_stops(text: str) -> str:
    """`text` with 。 for each point that ends a sentence; of the same length, so that offsets hold in both."""
    if "." not in text:
        return text
    return _POINT.sub(_full_stop, text)


def _full_stop(point: re.Match[str]) -> str:
    at = point.start()
    return "." if _LIST_NUMBER.search(point.string, max(0, at - _LONGEST_LIST_NUMBER), at) else "。"
