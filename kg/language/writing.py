"""One way of writing for what typists write in two: digits of full width, points that are full stops."""

from __future__ import annotations

import re

_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
_TO_ASCII = {code: chr(code - 0xFEE0) for code in range(ord("！"), ord("～") + 1)}
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0]+|[ \u3000\xa0]+(?=[\u4e00-\u9fff])")
# after a word, a closing mark or %, before the next sentence; not after a list number (一.加强, （2）.完善)
_POINT = re.compile(r"(?<=[\u4e00-\u9fff%％》）)”\"])\.(?=[\u4e00-\u9fff《“\"（(\d]|[ \t\u3000]*(?:\n|$))")
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t\u3000]*(?:[（(][一二三四五六七八九十\d]+[）)]|第?[一二三四五六七八九十]+)$")
_IN_NUMBER = re.compile(r"[一二三四五六七八九十]\.[一二三四五六七八九十]")  # 六.五环境日
_LONGEST_LIST_NUMBER = 12


def commonly_written(text: str) -> str:
    """`text` with digits and letters of half width, and 。 for each point that ends a sentence.

    The result has the same length, so that offsets hold in both.
    """
    if _FULL_WIDTH.search(text):
        text = _FULL_WIDTH.sub(lambda match: match.group().translate(_TO_ASCII), text)
    return _POINT.sub(_full_stop, text) if "." in text else text


def without_blanks(words: str) -> str:
    """`words` without the blanks that some put around digits: 检查 12 次."""
    return _BLANK.sub("", words) if " " in words or "\u3000" in words or "\xa0" in words else words


def _full_stop(point: re.Match[str]) -> str:
    at = point.start()
    if _IN_NUMBER.match(point.string, at - 1):
        return "."
    return "." if _LIST_NUMBER.search(point.string, max(0, at - _LONGEST_LIST_NUMBER), at) else "。"
