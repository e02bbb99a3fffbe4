"""Departments of local governments, and how a reporting department speaks of itself: 区司法局, 我局, 局党组, 省厅."""

from __future__ import annotations

import re

from kg.extraction.anchors import ANY_PLACE, Anchors
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.extraction.parts import part_of
from kg.extraction.tiling import tilings
from kg.language.spans import Span
from kg.vocabulary.lexicon import Hit, longest

_TAX = "国家税务总局"
_BRANCH = re.compile(r"([\u4e00-\u9fff]{2,4}?)(管理局|分局|监管局|直属分局|执法支队|综合行政执法(?:支队|大队))")
_NO_PLACE = ("局", "厅", "直属", "第")  # 市公安局海曙分局 is found as a branch of 市公安局
# endings that need a place or level before them to be a department's
_ONLY_ANCHORED = ("部", "办", "厅", "总局", "分局")
_GENERIC_BEFORE = re.compile(
    r"(?:各|各级|有关|相关|部分|个别|所有|全体|其他|上级|下级|多个|本级|同级|责任|牵头|主管|多家|每个|某|家|个|所|处|等|[0-9]+)$"
)
# 8个市县组建|行政审批局: one each
_FOUNDED_BY_MANY = re.compile(
    r"[0-9一二三四五六七八九十]个[^，,。；;]{0,8}[市县区州旗乡镇][^，,。；;]{0,6}(?:组建|成立|设立|新设|建立|设置|挂牌)了?$"
)
# 市局, 省厅, 石家庄市局; 县局长 and 全市局级 are no bureaux
_SUPERIOR = re.compile(r"[自省市区县州盟旗](?:(?<=自)治区|(?<!自))[局厅](?![长级属面势限域促]|部(?!署|分|门)|机关)")
_PARTY = re.compile(
    r"(党(?<![^\n，,。；;：:]党)[委组])(会议|会)?(?=传达|召开|定期|专题|研究|审议|带头|高度|坚持|听取|先后|多次|全年|每|切实|认真|始终|严格|集体|中心组)"
)
_PARTY_KEYS = {
    ("党组", False): "issuer-party-group",
    ("党组", True): "issuer-party-group-meeting",
    ("党委", False): "issuer-party-committee",
    ("党委", True): "issuer-party-committee-meeting",
}
_GENERAL = re.compile(r"总[局署](?![长级])")
# What else a department's name may end in after a stem put together from known words: 住房建设和交通运输局
_COMPOSED = re.compile(
    r"[局厅委办](?<=[\u4e00-\u9fff][局厅委办])(?:(?<=[局厅])(?![长级面势限])"
    r"|(?<=委)(?:员会|(?![员托派任书办]))|(?<=办)(?:公室|(?![理公法事案结好件学证税文成])))"
)
_AFTER_OFFICE = tuple("理法事案结好件学证税文成")
_LONGEST_STEM = 22
# one-character words of composed stems: 农水局, 住建交局; only in short names of bureaux
_LETTERS = frozenset("文广体旅教科工信农林水交经商卫计财土规建房民宗审粮牧渔电人社")


def find_departments(document: Document, anchors: Anchors, wholes: dict[int, BodyMention]) -> list[BodyMention]:
    """Every department by its field and ending, with its place or level if one is said.

    `wholes` are organs and national bodies found before, by where they end, that may have departments of their own
    (区委目标绩效办, 公安部交通管理局).
    """
    mentions: list[BodyMention] = []
    text = document.text
    stations = [hit for hit in document.hits.get("station", []) if hit.value[0] == "justice"]
    hits = sorted([*document.hits.get("department", []), *stations], key=lambda hit: (hit.begin, -hit.end))
    for hit in longest(hits):
        key, ending = hit.value[0], hit.value[2] if len(hit.value) > 2 else "所"
        if _is_other_word(text, hit, ending) or (key == "legal-affairs-former" and ending.endswith("队")):
            continue
        if hit.begin in wholes and wholes[hit.begin].form == "national":
            mentions.append(part_of(wholes[hit.begin], document, hit.end, "department", "body/part-department"))
            continue
        begin, place, level = anchors.before(hit.begin)
        if not place and not level and _begins_composed(document, hit.begin):
            composed = _composed(document, anchors, wholes, hit.end - len(ending), hit.end)
            if composed is not None:
                mentions.append(composed)
                continue
        if text.startswith(_TAX, max(0, begin - len(_TAX))) and begin >= len(_TAX):
            begin -= len(_TAX)
        bare = not place and not level
        if bare and (
            ending in _ONLY_ANCHORED
            or key == "customs"
            or _is_inside_word(document, begin)
            or _GENERIC_BEFORE.search(text[max(0, begin - 3) : begin])
            or ANY_PLACE.search(text, max(0, begin - 8), begin)
            or _FOUNDED_BY_MANY.search(text, max(0, begin - 24), begin)
        ):
            continue
        if level and not place and ANY_PLACE.search(text, max(0, begin - 8), begin):
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
    mentions += _branches(document)
    ends = {hit.end for hit in hits}
    for match in _COMPOSED.finditer(document.bare):
        if match.end() not in ends and not text.startswith("管理委员会", match.end() - 5):
            composed = _composed(document, anchors, wholes, *match.span())
            if composed is not None:
                mentions.append(composed)
    return mentions


def _branches(document: Document) -> list[BodyMention]:
    """生态环境海曙分局: a city's department in a place, without 局 and the city."""
    found = []
    for match in document.words.branch_of_place.finditer(document.bare):
        stem, place = match.group(1), match.group(2)
        if place.startswith(_NO_PLACE):
            continue
        found.append(
            BodyMention(
                Span(*match.span()),
                match.group(),
                "department",
                document.words.branch_stems[stem],
                place,
                "",
                f"{stem}分局",
                "department",
                "body/department-branch",
                0.9,
            )
        )
    return found


def _begins_composed(document: Document, begin: int) -> bool:
    """Whether what stands before a known stem may belong to it: 科技和|工业信息化局."""
    return begin > 0 and "\u4e00" <= document.text[begin - 1] <= "\u9fff"


def _composed(
    document: Document, anchors: Anchors, wholes: dict[int, BodyMention], stem_end: int, end: int
) -> BodyMention | None:
    """The department whose stem, put together from known words, ends at `stem_end` and hangs on a place or level."""
    letters = _LETTERS if document.text[stem_end:end] == "局" else frozenset()
    for stem_begin in sorted(tilings(document.text, stem_end, document.words.fields, _LONGEST_STEM, letters)):
        if stem_begin in wholes:
            return part_of(wholes[stem_begin], document, end, "office", "body/part-composed")
        begin, place, level = anchors.before(stem_begin)
        if (place or level) and not _GENERIC_BEFORE.search(document.text[max(0, begin - 3) : begin]):
            core = document.text[stem_begin:end]
            surface = document.text[begin:end]
            kind = department_kind(core)
            return BodyMention(
                Span(begin, end), surface, "named", "", place, level, core, kind, "body/department-composed", 0.93
            )
    return None


def department_kind(core: str) -> str:
    """What a department with this name is."""
    return "office" if core.endswith(("办", "办公室")) else "department"


def is_composed(document: Document, begin: int, end: int) -> bool:
    """Whether the name is that of a department: words that departments' names are put together from and an ending."""
    name = document.text[begin:end]
    ending = next((known for known in ("委员会", "办公室") if name.endswith(known)), name[-1])
    letters = _LETTERS if len(ending) == 1 else frozenset()
    return begin in tilings(document.text, end - len(ending), document.words.fields, _LONGEST_STEM, letters)


def _is_other_word(text: str, hit: Hit, ending: str) -> bool:
    """司法局长 is a person; 卫健委员 is one as well."""
    following = text[hit.end : hit.end + 2]
    if following[:1] in ("长", "员") and following != "长期":
        return True
    if ending.endswith("办") and following[:1] in _AFTER_OFFICE:  # 《大数据发展管理办法》
        return True
    return ending == "委" and following[:1] in ("员", "托", "派")


def _is_inside_word(document: Document, begin: int) -> bool:
    """A bare name directly after other name characters is part of a longer name or of a list without 局."""
    before = document.text[begin - 1] if begin else "\n"
    return "\u4e00" <= before <= "\u9fff" and begin not in document.boundaries and before not in "原由和与及向到赴"


def find_issuers(document: Document) -> list[BodyMention]:
    """我局, 局党组, 局党组会议: the reporting department and its own."""
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
        elif "\u4e00" <= before <= "\u9fff" and hit.begin not in document.boundaries and before not in "我本是经":
            continue
        kind = (scheme[key].first("bodyKind") or "body-kind/other").split("/")[-1]
        surface = text[hit.begin : hit.end]
        mentions.append(
            BodyMention(Span(hit.begin, hit.end), surface, "issuer", key, "", office, surface, kind, "body/issuer", 0.9)
        )
    return mentions


def find_party(document: Document) -> list[BodyMention]:
    """党委会, 党组 as the subject of a clause, without 局: the reporting department's own."""
    scheme = document.words.vocabulary.scheme("organ")
    found = []
    for match in _PARTY.finditer(document.bare):
        key = _PARTY_KEYS[match.group(1), bool(match.group(2))]
        kind = (scheme[key].first("bodyKind") or "body-kind/other").split("/")[-1]
        span, said = Span(*match.span()), match.group()
        found.append(BodyMention(span, said, "issuer", key, "", "", said, kind, "body/issuer-party", 0.8))
    return found


def find_superiors(document: Document, anchors: Anchors) -> list[BodyMention]:
    """市局, 省厅, 石家庄市局: the department of the reporting one's field at a level or place."""
    mentions = []
    for match in _GENERAL.finditer(document.bare):
        if match.start() in document.boundaries or not "\u4e00" <= document.text[match.start() - 1] <= "\u9fff":
            span, said = Span(*match.span()), match.group()
            mentions.append(
                BodyMention(span, said, "superior", "", "", "总", said, "department", "body/superior-general", 0.8)
            )
    for match in _SUPERIOR.finditer(document.bare):
        begin, end = match.span()
        anchor = anchors.at_level(begin, match.group()[:-1])
        if anchor is None:
            continue
        begin, place, level = anchor
        before = document.text[begin - 1] if begin else "\n"
        if not place and "\u4e00" <= before <= "\u9fff" and begin not in document.boundaries:
            continue
        said = document.text[begin:end]
        mentions.append(
            BodyMention(
                Span(begin, end), said, "superior", "", place, level, said[-1], "department", "body/superior", 0.8
            )
        )
    return mentions
