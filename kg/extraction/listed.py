"""Names that nothing marks but the list they stand in: 博泰机械、强力水泥等8家企业."""

from __future__ import annotations

import re

from kg.extraction.beginnings import after_verb
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.language.spans import Span

_KINDS = {"企业": "enterprise", "公司": "enterprise", "集团": "enterprise", "银行": "enterprise", "高校": "school"}
_LIST_END = re.compile(
    r"等(?:一批|多家|[0-9一二三四五六七八九十百余多]{1,5}[家户所])?(?:[\u4e00-\u9fff、]{0,10}?)("
    + "|".join(_KINDS)
    + r")(?![家化])"
)
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]")
# 物流、电商等企业: kinds of trade, no firms
_TRADE = re.compile(
    r"业$|行业|产业|制造$|服务$|类$|型$|企业|公司|单位|部门|机构|领域|重点|大型|各|人员|高校|院校|以上|以下|经营|生产$|研发$|销售$"
)
_WHERE = re.compile(r"主?城区|[我全][省市区县旗]|辖区|境内|当地|本地")  # 主城区|华德牧业机械
_PARTICLES = "了与的和及对在等将把被由为是"
_LONGEST_ITEM, _LONGEST_CLAUSE = 8, 30


def find_listed(document: Document) -> list[BodyMention]:
    """The firms and colleges of a list that ends in 等企业, 等8家公司 and the like; two of them at least."""
    found = []
    for match in _LIST_END.finditer(document.bare):
        items = _items(document, match.start())
        said = [item.of(document.text) for item in items]
        if len(items) < 2 or any(_TRADE.search(name) or document.words.only_a_sort.fullmatch(name) for name in said):
            continue
        kind = _KINDS[match.group(1)]
        for item, name in zip(items, said, strict=True):
            found.append(BodyMention(item, name, "named", "", "", "", name, kind, "body/listed", 0.6))
    return found


def _items(document: Document, end: int) -> list[Span]:
    """The items joined by 、 and 和 before `end`; the first one begins after a boundary word or a mark."""
    items: list[Span] = []
    while True:
        begin = end
        while begin > 0 and end - begin <= _LONGEST_CLAUSE and _NAME.match(document.bare[begin - 1]):
            begin -= 1
        joined = begin > 0 and document.text[begin - 1] == "、"
        if not joined:
            begin = max((at for at in range(begin + 1, end - 1) if _parts(document, begin, at)), default=begin)
            begin = after_verb(document, begin, end)
            where = _WHERE.match(document.text, begin, end)
            begin = where.end() if where else begin
            joined = document.text[begin - 1 : begin] == "和"
        if not 2 <= end - begin <= _LONGEST_ITEM:
            return items
        items.append(Span(begin, end))
        if not joined:
            return items
        end = begin - 1


def _parts(document: Document, begin: int, at: int) -> bool:
    """Whether a boundary word ends at `at`; one character after another boundary begins a name (引进|比亚迪)."""
    word = document.boundaries.get(at)
    if word is None or at - word > 1 or document.text[word] in _PARTICLES:
        return word is not None
    return word != begin and word not in document.boundaries
