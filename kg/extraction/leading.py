"""Who leads and who supervises the body that reports: 在X领导、Y指导下, 接受X监督."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.document import Document
from kg.extraction.model import Reference, RelationFact
from kg.language.spans import Span, SpanIndex

# 在X领导、Y指导下 (not 在线下, 在X下属单位)
_UNDER = re.compile(r"在([^，。；\n在]{2,60}?)下(?![属设级发达列放午一半面辖沉降拨乡])")
_UNDERGOES = re.compile(r"接受([^，。；\n]{2,40})")
_HEAD = re.compile(r"领导|带领|指导|监督|支持|帮助|关心")
_PREDICATES = {"领导": "ledBy", "带领": "ledBy", "指导": "supervisedBy", "监督": "supervisedBy"}


def find_leaders(document: Document, index: SpanIndex) -> Iterator[RelationFact]:
    """Who leads (ledBy) and who supervises (supervisedBy): relations of the body that reports."""
    text = document.bare
    for pattern in (_UNDER, _UNDERGOES):
        for match in pattern.finditer(text):
            yield from _by_heads(text, index, Span(*match.span(1)), Span(*match.span()))


def _by_heads(text: str, index: SpanIndex, inside: Span, whole: Span) -> Iterator[RelationFact]:
    """X领导、Y指导: each noun of leading has the bodies before it; 监督和支持 share theirs."""
    begin = inside.begin
    bodies: list[int] = []
    for head in _HEAD.finditer(text, *inside):
        bodies = index.within(begin, head.start()) or bodies
        begin = head.end()
        predicate = _PREDICATES.get(head.group())
        for body in bodies if predicate else ():
            assert predicate is not None
            yield RelationFact(predicate, None, Reference("body", body), whole, f"{predicate}/phrase", 0.85)
