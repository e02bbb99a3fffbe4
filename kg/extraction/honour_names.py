"""Honours' ranks and who received them, by the words around them."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.language.spans import Span

_LEVELS = (
    ("national", re.compile(r"全国|国家|中国|国务院|中央|全球")),
    ("province", re.compile(r"全省|省级|省|全自治区|自治区级|自治区")),
    ("city", re.compile(r"全市|市级|市|全州|州级")),
    ("county", re.compile(r"全区|全县|区级|县级|区|县")),
)
_SUBJECT_TRIM = re.compile(
    r"(?:先后|连续[\u4e00-\u9fff\d]+[年次]|第[一二三四五六七八九十\d]+次|首次|又一次|再次|成功|顺利|高分|圆满|高质量|一次性|分别|一道|一举|荣|稳|均|双双|连年|屡次|多次|屡|近年来|还|也|又|共|首批|被|全省|全国|同[^，]{1,12}一道|[，,、\s])+$"
)

_WHERE = re.compile(r"在[^，。；]*[中上里]")  # 在部里执法评议考核中|获评: what it was in, not who


def level_of(name: str) -> str:
    """The level of government that an honour's name speaks of, or ""."""
    for level, pattern in _LEVELS:
        if pattern.search(name):
            return level
    return ""


def recipient_before(document: Document, begin: int, verb: int) -> Span | None:
    """The words before the verb, from `begin` on, that may name who received the honour."""
    while begin < verb and document.text[begin] in "、，, ":
        begin += 1
    subject = document.text[begin:verb]
    trimmed = _SUBJECT_TRIM.sub("", subject)
    if not trimmed or _WHERE.fullmatch(trimmed):
        return None
    return Span(begin, begin + len(trimmed))
