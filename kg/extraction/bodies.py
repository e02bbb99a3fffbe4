"""Bodies: organs of every level, departments, national bodies, and names recognised by their end."""

from __future__ import annotations

import re

from kg.extraction.anchors import Anchors
from kg.extraction.coordinated import find_coordinated
from kg.extraction.departments import find_departments, find_issuers, find_party, find_superiors
from kg.extraction.document import Document
from kg.extraction.listed import find_listed
from kg.extraction.model import BodyMention
from kg.extraction.named import find_customs, find_named, find_numbered, find_quoted
from kg.extraction.national import find_national
from kg.extraction.organs import find_of_listed_places, find_organs
from kg.extraction.parts import by_end, find_parts
from kg.language.spans import Cover, Span

_AUTHOR_BEFORE = ("厅", "、", "局", " ", "部", "委", "院")
_ON_A_SUBJECT = re.compile(r"(?:[\u4e00-\u9fff、]{0,12})?关于")
_LONGEST_AUTHOR = 16
_IN_NUMBER = re.compile(r"[函发办]{1,2}[〔\[［]")  # 国办发〔2018〕118号: a document's number
_COUNTED = re.compile(r"[0-9一二三四五六七八九十]+[支个家所条座]")  # 11支街道综合行政执法队: no one of them


def find_bodies(document: Document) -> list[BodyMention]:
    """Every mention of a body, left to right, without overlaps; generic words (各部门) are not bodies."""
    anchors = Anchors(document)
    national, organs = find_national(document), find_organs(document, anchors)
    departments = find_departments(document, anchors, by_end([*national, *organs]))
    found = [
        *national,
        *organs,
        *departments,
        *find_coordinated(document, [*organs, *departments]),
        *find_of_listed_places(document, anchors, [*organs, *departments]),
        *find_issuers(document),
        *find_party(document),
        *find_superiors(document, anchors),
    ]
    found += find_named(document, anchors, by_end(found))
    found += find_customs(document, by_end(found))
    found += find_parts(document, by_end(found))
    found += [*find_numbered(document, anchors), *find_quoted(document), *find_listed(document)]
    cover = Cover(len(document.text))
    mentions: list[BodyMention] = []
    # one policy for overlaps: the longer name wins, then the surer rule, then the earlier one
    for mention in sorted(found, key=lambda m: (-(m.span.end - m.span.begin), -m.confidence, m.span.begin)):
        title = document.title_at(mention.span.begin)
        if title is not None and not _speaks_in_title(document, title.inner, mention):
            continue
        if _COUNTED.match(mention.core) or _IN_NUMBER.match(document.text, mention.span.end):
            continue
        if cover.take(mention.span):
            mentions.append(mention)
    return sorted(mentions, key=lambda m: m.span)


def _speaks_in_title(document: Document, inner: Span, mention: BodyMention) -> bool:
    """A body is named in a title only when it opens the title as its author (X关于印发…) or is all of it."""
    if mention.span.end >= inner.end - 1 and mention.span.begin <= inner.begin + 1:
        return True
    between = document.text[inner.begin : mention.span.begin]
    if between and not (len(between) < _LONGEST_AUTHOR and between.endswith(_AUTHOR_BEFORE)):
        return False
    return _ON_A_SUBJECT.match(document.text, mention.span.end) is not None
