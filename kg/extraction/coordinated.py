"""Bodies that share the level of the body before them in a list: 县公安局、检察院、卫生局; 区人大、政协."""

from __future__ import annotations

import re

from kg.extraction.departments import department_kind, is_composed
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.extraction.organs import organ_keys, organ_mention
from kg.language.spans import Span

# the level is said once
_ORGANS = re.compile(
    r"(?:[、和及与]|(?<=委)(?=政府|行署))(人大常委会|人大|政协|检察院|法院|纪委监委|监委|行署|政府|组织部|宣传部|统战部|政法委|网信办|编办|总工会|妇联|残联|工商联|团委)"
    r"(?=[、，,。；;和及与的也等对在将共联积主认支监重建会开要部工决领参组牵为齐协高印出把坚始深召发\s（]|$)"
)
_DEPARTMENT = re.compile(
    r"[、和及与](?P<name>[\u4e00-\u9fff]{2,14}?(?:局(?![长级面势限属])|委(?![员托派任书办会])|委员会|办公室|办(?![理公法事案结好件学证税文成])))"
)
_ITS_COMMITTEE = "及其常委会"


def find_coordinated(document: Document, mentions: list[BodyMention]) -> list[BodyMention]:
    """The organs and departments that follow one of `mentions` in a list and do not say their level again."""
    found: list[BodyMention] = []
    keys = organ_keys(document)
    ends = {mention.span.end for mention in mentions}
    for mention in mentions:
        if not mention.level or mention.form not in ("organ", "department", "named"):
            continue
        end: int | None = mention.span.end
        if mention.key == "congress" and document.bare.startswith(_ITS_COMMITTEE, mention.span.end):
            span = Span(mention.span.end, mention.span.end + len(_ITS_COMMITTEE))
            found.append(_organ(document, span, "congress-standing-committee", mention, "人大常委会", 0.9))
        while end is not None:
            end = _next(document, keys, mention, end, ends, found)
    return found


def _next(
    document: Document,
    keys: dict[str, str],
    first: BodyMention,
    end: int,
    ends: set[int],
    found: list[BodyMention],
) -> int | None:
    """Where the next body of the list ends that shares the level of `first`; it is added to `found` if it is new."""
    organ = _ORGANS.match(document.bare, end)
    if organ is not None and first.form != "named":
        name = organ.group(1)
        key = keys[name] if name != "行署" else "league-office"
        found.append(_organ(document, Span(*organ.span(1)), key, first, name, 0.85))
        return organ.end()
    department = _DEPARTMENT.match(document.bare, end) if first.form != "organ" or first.key == "government" else None
    if department is None:
        return None
    begin, name = department.start("name"), department["name"]
    if department.end() in ends:
        return department.end()  # found by its own name
    if not is_composed(document, begin, department.end()):
        return None
    found.append(
        BodyMention(
            Span(begin, department.end()),
            name,
            "named",
            "",
            first.place,
            first.level,
            name,
            department_kind(name),
            "body/department-coordinated",
            0.85,
        )
    )
    return department.end()


def _organ(document: Document, span: Span, key: str, first: BodyMention, phrase: str, confidence: float) -> BodyMention:
    return organ_mention(document, span, key, first.place, first.level, phrase, "body/organ-coordinated", confidence)
