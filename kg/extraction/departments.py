"""Departments of local governments, and how a reporting department speaks of itself: 区司法局, 我局, 局党组, 省厅."""

from __future__ import annotations

import re

from kg.extraction.anchors import Anchors
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.language.spans import Span
from kg.vocabulary.lexicon import Hit, longest

_TAX = "国家税务总局"
_BRANCH = re.compile(r"([\u4e00-\u9fff]{2,4}?)(管理局|分局|监管局|直属分局|执法支队|综合行政执法(?:支队|大队))")
# endings that need a place or level before them to be a department's
_ONLY_ANCHORED = ("部", "办", "厅", "总局")
_GENERIC_BEFORE = re.compile(
    r"(?:各|各级|有关|相关|部分|个别|所有|全体|其他|上级|下级|多个|本级|同级|责任|牵头|主管|多家|每个|某|家|个|所|处|等|[0-9]+)$"
)
_SUPERIOR = re.compile(
    r"(?:省厅|省局|市局|区局|县局|州局)(?=[^长级属\u4e00-\u9fff]|[、，,和及党成立印出要统安部组的对各将在以为制]|$)"
)


def find_departments(document: Document, anchors: Anchors) -> list[BodyMention]:
    """Every department by its field and ending, with its place or level if one is said."""
    mentions: list[BodyMention] = []
    text = document.text
    stations = [hit for hit in document.hits.get("station", []) if hit.value[0] == "justice"]
    hits = sorted([*document.hits.get("department", []), *stations], key=lambda hit: (hit.begin, -hit.end))
    for hit in longest(hits):
        key, ending = hit.value[0], hit.value[2] if len(hit.value) > 2 else "所"
        if _is_other_word(text, hit, ending):
            continue
        begin, place, level = anchors.before(hit.begin)
        if text.startswith(_TAX, max(0, begin - len(_TAX))) and begin >= len(_TAX):
            begin -= len(_TAX)
        bare = not place and not level
        if bare and (
            ending in _ONLY_ANCHORED
            or key == "customs"
            or _is_inside_word(document, begin)
            or _GENERIC_BEFORE.search(text[max(0, begin - 3) : begin])
        ):
            continue
        branch = _BRANCH.match(text, hit.end)
        end = branch.end() if branch else hit.end
        named = branch is not None or ending == "所"
        mentions.append(
            BodyMention(
                Span(begin, end),
                text[begin:end],
                "named" if named else "department",
                "" if named else key,
                place,
                level,
                text[hit.begin : end],
                "office" if ending == "所" else "team" if ending.endswith("队") else "department",
                "body/department-bare" if bare else "body/department",
                0.82 if bare else 0.96,
            )
        )
    return mentions


def _is_other_word(text: str, hit: Hit, ending: str) -> bool:
    """司法局长 is a person; 卫健委员 is one as well."""
    following = text[hit.end : hit.end + 2]
    if following[:1] in ("长", "员") and following != "长期":
        return True
    return ending == "委" and following[:1] in ("员", "托", "派")


def _is_inside_word(document: Document, begin: int) -> bool:
    """A bare name directly after other name characters is part of a longer name or of a list without 局."""
    before = document.text[begin - 1] if begin else "\n"
    return "\u4e00" <= before <= "\u9fff" and begin not in document.boundaries and before not in "原由和与及向到赴"


def find_issuers(document: Document) -> list[BodyMention]:
    """我局, 局党组, 局党组会议: the reporting department and its own; 省厅, 市局: its field at another level."""
    mentions = []
    text = document.text
    scheme = document.words.vocabulary.scheme("organ")
    for hit in document.hits.get("issuer", []):
        key, office = hit.value
        before = text[hit.begin - 1] if hit.begin else "\n"
        following = text[hit.end : hit.end + 1]
        if key == "issuer":
            # 本部门, 我委员; 本院 and 本部 are said of any house
            if following in ("员", "门", "分") or (office in ("办", "院", "部") and following in ("理", "事", "级")):
                continue
        elif "\u4e00" <= before <= "\u9fff" and hit.begin not in document.boundaries and before not in "我本是":
            continue
        kind = (scheme[key].first("bodyKind") or "body-kind/other").split("/")[-1]
        surface = text[hit.begin : hit.end]
        mentions.append(
            BodyMention(Span(hit.begin, hit.end), surface, "issuer", key, "", office, surface, kind, "body/issuer", 0.9)
        )
    for match in _SUPERIOR.finditer(document.bare):
        begin = match.start()
        if begin and "\u4e00" <= text[begin - 1] <= "\u9fff" and begin not in document.boundaries:
            continue
        said = match.group()
        mentions.append(
            BodyMention(
                Span(*match.span()), said, "superior", "", "", said[0], said[1:], "department", "body/superior", 0.8
            )
        )
    return mentions
