"""The numbers that headings and items begin with."""

from __future__ import annotations

import re
from enum import IntEnum

from kg.language.numerals import parse_chinese
from kg.language.records import record


class Rank(IntEnum):
    """Kinds of numbers, the topmost first: a heading closes all open headings of its own rank and below."""

    CHAPTER = 10  # 第一章, 第一部分
    CHINESE = 20  # 一、
    CHINESE_BRACKETS = 30  # （一）
    DASH = 35  # ——
    PLAIN = 36  # a short line by itself, without a number
    ARABIC = 40  # 1. 1、
    ARABIC_BRACKETS = 50  # （1） 1）
    CIRCLED = 60  # ①
    ITEM = 70  # 一是, 一要, 第一，


@record(frozen=True, slots=True)
class Marker:
    """A number found at the beginning of a sentence: its rank, its value, its text and where the words begin."""

    rank: Rank
    value: int
    number: str
    end: int


_CHINESE = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_MARKER = re.compile(
    rf"(?P<mark>\#{{1,6}}[ \t]+|[*_]{{2}})*"
    rf"(?:(?P<chapter>第(?P<n0>{_CHINESE})(?:章|部分|篇|编)[、，：: \u3000]*)"
    rf"|(?P<chinese>(?P<n1>{_CHINESE})[ \u3000]?[、．.][ \u3000]*(?![一二三四五六七八九十]+[、级类线是产]))"
    rf"|(?P<brackets>[（(〈][ \u3000]*(?P<n2>{_CHINESE})[ \u3000]*[）)〉][、，. \u3000]*"
    rf"|(?P<b2>[{_BRACKETED}])[、 \u3000]*)"
    rf"|(?P<dash>(?:—|―|─){{2,}}[ \u3000]*(?![0-9]{{4}}年))"
    rf"|(?P<inner>[（(][ \u3000]*(?P<n4>[0-9]{{1,2}})[ \u3000]*[）)][、，. \u3000]*"
    rf"|(?P<m4>[0-9]{{1,2}})[）)][、 \u3000]*)"
    rf"|(?P<arabic>(?P<n3>[0-9０-９]{{1,2}})[ \u3000]?(?:[、．][ \u3000]*|\.[ \u3000]*(?![0-9])))"
    rf"|(?P<circled>[{_CIRCLED}][、 \u3000]*)"
    rf"|(?P<item>(?P<n5>{_CHINESE})(?:是|要)[，,：:]?(?=[\u4e00-\u9fff“《\"])|第(?P<m5>{_CHINESE})[，,、：:]))"
)
_RANKS = {
    "chapter": Rank.CHAPTER, "chinese": Rank.CHINESE, "brackets": Rank.CHINESE_BRACKETS, "dash": Rank.DASH,
    "inner": Rank.ARABIC_BRACKETS, "arabic": Rank.ARABIC, "circled": Rank.CIRCLED, "item": Rank.ITEM,
}  # fmt: skip


def find_marker(text: str, begin: int) -> Marker | None:
    """The heading number that stands at ``text[begin:]``, or None. White space before it must have been skipped.

    >>> find_marker("（二）规范决策程序。", 0)
    Marker(rank=<Rank.CHINESE_BRACKETS: 30>, value=2, number='（二）', end=3)
    """
    match = _MARKER.match(text, begin)
    if match is None:
        return None
    kind = next(name for name in _RANKS if match[name] is not None)
    rank = _RANKS[kind]
    number = match[kind].strip(" \u3000")
    if rank is Rank.DASH:
        value = 0
    elif rank is Rank.CIRCLED:
        value = _CIRCLED.index(number[0]) + 1
    elif match["b2"]:
        value = _BRACKETED.index(match["b2"]) + 1
    else:
        numeral = next(match[n] for n in ("n0", "n1", "n2", "n3", "n4", "m4", "n5", "m5") if match[n])
        parsed = int(numeral) if numeral.isdigit() else parse_chinese(numeral)
        if not parsed:
            return None
        value = parsed
    return Marker(rank, value, number, match.end())
