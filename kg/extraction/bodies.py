"""Bodies: organs of every level (区委), departments (区司法局), national bodies, and names recognised by their end."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.extraction.words import LEVELS, OFFICE_WORDS
from kg.language.spans import Cover, Span
from kg.vocabulary.lexicon import Hit, longest

# An organ's short form followed by these is another word: 市委托; 市人大代表 is a person.
_NOT_AFTER_ORGAN = re.compile(r"托|派(?!出)|任|婉|屈|靡|培|曲|以重任|外")
_PERSON_AFTER = re.compile(r"代表(?!大会)|委员(?!会)")
# 城市, 超市 … before 市; 社区, 园区 … before 区: the level word belongs to another word
_NOT_BEFORE_LEVEL = {
    "市": re.compile(r"[城超上门夜股楼集闹早菜都]$"),
    "区": re.compile(r"[社园辖地片景校小城山灾牧库厂矿郊街战特林疫聚住宅居专学]$"),
    "县": re.compile(r"[市州]$"),
    "镇": re.compile(r"[城乡村集市]$"),
    "乡": re.compile(r"[城家故老下]$"),
    "旗": re.compile(r"[红国党]$"),
    "州": re.compile(r"^$"),
    "省": re.compile(r"[节反]$"),
}
_TAIL = re.compile(r"（扩大）会议|\(扩大\)会议")
_NAME_CHARACTER = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”\"+·（）()]")
_GENERIC_BEFORE = re.compile(
    r"(?:各|各级|有关|相关|部分|个别|所有|全体|其他|上级|下级|多个|一些|少数|本级|同级|各类|成员|责任|牵头|下属|重点|主管|多家|每个|某|不同|多|家|个|所|处|支|名|批|全国|一级|二级|三级|"
    r"四级|三大|两级|基层|村级|镇级|社区级|县级|市级|区级|乡级|镇街|镇村|乡镇|以上|等|[0-9]+)$"
)
# 县级合法性审查中心, 市区两级…: any of them; 一城一地一中心: a slogan
_NOT_A_NAME = re.compile(r"^级|[市区县镇街村省]级|两级|三级|一$|大$|多个|[0-9]+个")
_PLACE_SUFFIX = re.compile(r"[省市区县旗州盟镇乡道]$")
# endings strong enough to make a name of what stands before them
_SHORTEST_STEM = 2
_LONGEST_STEM = 26
_WEAK_ENDINGS = {"办公室", "委员会", "分会", "中心", "办公厅", "大厅", "支队", "大队", "中队", "基地", "分中心"}
_SKIPPED_ENDINGS = {
    "基地",
    "集团",
    "银行",
    "平台",
    "医院",
    "公司",
    "大学",
    "学院",
    "中学",
    "小学",
    "学会",
    "便民服务点",
    "联系点",
    "法律服务点",
    "工会",
    "法庭",
    "支部",
    "党支部",
    "党总支",
    "机关党委",
    "考核组",
    "工作组",
    "督导组",
    "督查组",
    "专家组",
    "综合保税区",
    "开发区",
    "经开区",
    "高新区",
    "事务所",
    "律师事务所",
    "图书馆",
    "博物馆",
    "文化馆",
    "档案馆",
    "有限公司",
    "法院",
    "检察院",
    "人民法院",
    "人民检察院",
    "人民政府",
    "人民代表大会",
    "人民代表大会常务委员会",
    "人大常委会",
    "管委会",
    "管理委员会",
    "党工委",
    "工作委员会",
    "政府",
    "人大",
    "政协",
    "妇联",
    "残联",
    "局",
    "厅",
    "分局",
    "派出所",
    "商会",
    "办事处",
    "党委",
    "党组",
}


def find_bodies(document: Document) -> list[BodyMention]:
    """Every mention of a body, left to right, without overlaps; generic words (各部门) are not bodies."""
    places = _place_chains(document)
    found = [
        *_national(document),
        *_organs(document, places),
        *_departments(document, places),
        *_issuer(document),
        *_named(document, places),
    ]
    cover = Cover(len(document.text))
    mentions: list[BodyMention] = []
    # one policy for overlaps: the longer name wins, then the surer rule, then the earlier one
    for mention in sorted(found, key=lambda m: (-(m.span.end - m.span.begin), -m.confidence, m.span.begin)):
        title = document.title_at(mention.span.begin)
        if title is not None and not _speaks_in_title(document, title.inner, mention):
            continue
        if cover.take(mention.span):
            mentions.append(mention)
    return sorted(mentions, key=lambda m: m.span)


def _speaks_in_title(document: Document, inner: Span, mention: BodyMention) -> bool:
    """A body is named in a title only when it opens the title as its author (X关于印发…) or is all of it."""
    if mention.span.end >= inner.end - 1 and mention.span.begin <= inner.begin + 1:
        return True
    between = document.text[inner.begin : mention.span.begin]
    after = document.text[mention.span.end : mention.span.end + 14]
    return (
        between == "" or (len(between) < 16 and between.endswith(("厅", "、", "局", " ", "部", "委", "院")))
    ) and bool(re.match(r"(?:[\u4e00-\u9fff、]{0,12})?关于", after))


def _place_chains(document: Document) -> dict[int, tuple[int, str]]:
    """End of each place name → (begin of the chain of nested names that ends there, its text): 南昌市西湖区."""
    text = document.text
    inside = {at for hit in document.hits.get("boundary", []) for at in range(hit.begin + 1, hit.end)}
    begins: dict[int, int] = {}
    for hit in document.hits.get("place", []):
        if hit.end - hit.begin < 2 or (hit.begin in inside and hit.begin not in begins):
            continue  # 担任县政府 names no 任县
        if hit.end - hit.begin == 2 and hit.begin not in begins and hit.begin not in document.boundaries:
            previous = text[hit.begin - 1 : hit.begin]
            if "\u4e00" <= previous <= "\u9fff" and text[hit.end - 1] in "县区市旗":
                continue
        begin = begins.get(hit.begin, hit.begin)
        if hit.end not in begins or begin < begins[hit.end]:
            begins[hit.end] = begin
    return {end: (begin, text[begin:end]) for end, begin in begins.items()}


def _national(document: Document) -> list[BodyMention]:
    mentions = []
    scheme = document.words.vocabulary.scheme("national-body")
    for hit in longest(document.hits.get("national-body", [])):
        key = hit.value[0]
        surface = document.text[hit.begin : hit.end]
        following = document.text[hit.end : hit.end + 6]
        if surface == "中央":
            # 中央 alone means the Central Committee only beside another level: 中央和省委
            if not re.match(r"[和、及]?省|、国务院", following):
                continue
        elif len(surface) <= 3 and _PERSON_AFTER.match(following):
            continue
        if surface.endswith("部") and following[:1] in tuple("门长署队分件位级"):
            continue  # 公安部门, 建设部署
        if document.text[hit.begin - 1 : hit.begin] in ("省", "市", "区", "县", "州"):
            continue
        if surface in ("国务院", "党中央", "中共中央") and re.match(r"办公|政策|令", following):
            continue
        concept = scheme[key]
        if surface in concept.hidden and not _beside_national(document, hit.begin, hit.end):
            continue  # 发改委 is the national one only among national names
        kind = (concept.first("bodyKind") or "body-kind/other").split("/")[-1]
        mentions.append(
            BodyMention(
                Span(hit.begin, hit.end), surface, "national", key, "", "", surface, kind, "body/national", 0.97
            )
        )
    return mentions


def _beside_national(document: Document, begin: int, end: int) -> bool:
    """Whether the stretch stands in a list with another national body: 国务院、发改委; 发改委、财政部."""
    scheme = document.words.vocabulary.scheme("national-body")
    separators = ("、", "和", "及", "与", "会同", "联合")
    return any(
        document.text[hit.begin : hit.end] not in scheme[hit.value[0]].hidden
        and (document.text[hit.end : begin] in separators or document.text[end : hit.begin] in separators)
        for hit in document.hits.get("national-body", [])
        if hit.end <= begin or hit.begin >= end
    )


def _anchor(
    document: Document, places: dict[int, tuple[int, str]], level_begin: int, level: str
) -> tuple[int, str, str] | None:
    """What a level word at `level_begin` hangs on: (begin, place as said, level word said alone)."""
    level_end = level_begin + len(level)
    chain = places.get(level_end)
    if chain is not None:
        return chain[0], chain[1], level
    pattern = _NOT_BEFORE_LEVEL.get(level)
    if pattern is not None and pattern.search(document.text[max(0, level_begin - 1) : level_begin]):
        return None
    if level in ("镇", "乡", "街道"):
        named = _town(document, places, level_begin, level)
        if named is not None:
            return named
    return level_begin, "", level


def _town(
    document: Document, places: dict[int, tuple[int, str]], level_begin: int, level: str
) -> tuple[int, str, str] | None:
    """A town's name before its level word, which no table lists: 桃花|镇, 五华区西翥|街道."""
    text = document.text
    boundaries = document.boundaries
    begin = level_begin
    while begin > 0 and level_begin - begin < 4 and "\u4e00" <= text[begin - 1] <= "\u9fff" and begin not in boundaries:
        if begin in places and begin < level_begin:
            break
        begin -= 1
    if level_begin - begin < 2 and not (begin in places and level_begin > begin):
        return None
    if begin == level_begin:
        return None
    if begin in places:
        return places[begin][0], text[places[begin][0] : level_begin + len(level)], level
    if level_begin - begin > 3:  # too long for a bare town name: the boundary was not found
        return None
    return begin, text[begin : level_begin + len(level)], level


def _organs(document: Document, places: dict[int, tuple[int, str]]) -> list[BodyMention]:
    mentions = []
    scheme = document.words.vocabulary.scheme("organ")
    for hit in document.hits.get("organ", []):
        key, level, phrase = hit.value
        following = document.text[hit.end : hit.end + 6]
        if phrase == "委" and (
            _NOT_AFTER_ORGAN.match(following) or (following[:1] in ("员", "会") and not following.startswith("会议"))
        ):
            continue
        if phrase in ("人大", "政协") and _PERSON_AFTER.match(following):
            pass  # 区人大代表建议: the congress is named through its deputies
        if phrase == "政府" and following.startswith(("采购", "性", "令", "规章", "网站")):
            continue
        if phrase == "人大" and following.startswith(("常", "民")):
            continue
        if phrase in ("委员会", "工作委员会", "管理委员会") and not _place_before(document, places, hit, level):
            continue
        anchor = _anchor(document, places, hit.begin, level)
        if anchor is None:
            continue
        begin, place, said_level = anchor
        if document.text[begin - 2 : begin] == "中共":
            begin -= 2
        elif phrase == "委员会":
            continue
        end = hit.end
        tail = _TAIL.match(document.text, end)
        concept = scheme[key]
        kind = (concept.first("bodyKind") or "body-kind/other").split("/")[-1]
        confidence = 0.97 if place or len(phrase) > 1 else 0.95
        mentions.append(
            BodyMention(
                Span(begin, end),
                document.text[begin:end],
                "organ",
                key,
                place,
                said_level,
                phrase,
                kind,
                "body/organ" if not tail else "body/organ-session",
                confidence,
            )
        )
    return [*mentions, *_joint(document, mentions), *_subdistrict(document), *_speaking_town(document)]


def _place_before(document: Document, places: dict[int, tuple[int, str]], hit: Hit, level: str) -> bool:
    return hit.begin + len(level) in places


def _joint(document: Document, mentions: list[BodyMention]) -> list[BodyMention]:
    """市委市政府, 龙岗区委、区政府: the second organ has the first one's place."""
    by_end = {mention.span.end: mention for mention in mentions if mention.place}
    joint = []
    for mention in mentions:
        if mention.place:
            continue
        for gap in (0, 1):
            first = by_end.get(mention.span.begin - gap)
            if (
                first is not None
                and (gap == 0 or document.text[mention.span.begin - 1] in "、和及")
                and first.level == mention.level
            ):
                joint.append(
                    BodyMention(
                        mention.span,
                        mention.surface,
                        mention.form,
                        mention.key,
                        first.place,
                        mention.level,
                        mention.core,
                        mention.kind,
                        "body/organ-joint",
                        mention.confidence + 0.005,
                    )
                )
    return joint


_SPEAKING_TOWN = re.compile(
    r"街道(?=将|要|成立|牵头|组织|对|积极|认真|始终|坚持|持续|深入|开展|制定|印发|结合|充分|严格|依托|以|把|全面|高度|切实|扎实|不断|着力|通过|共|党)"
)


def _speaking_town(document: Document) -> list[BodyMention]:
    """街道 as the subject of a clause is the subdistrict office that reports."""
    mentions = []
    for clause in document.clauses:
        match = _SPEAKING_TOWN.match(document.bare, clause.span.begin, clause.span.end)
        if match:
            mentions.append(
                BodyMention(
                    Span(*match.span()),
                    "街道",
                    "organ",
                    "subdistrict-office",
                    "",
                    "街道",
                    "办事处",
                    "subdistrict",
                    "body/subdistrict-subject",
                    0.8,
                )
            )
    return mentions


_SUBDISTRICT_FORMS = re.compile(r"(?<![\u4e00-\u9fff]道)(?<!街道)(党工委会议|党工委会|党工委|办事处)")


def _subdistrict(document: Document) -> list[BodyMention]:
    """党工委 and 办事处 said without the word 街道: a subdistrict speaking of itself."""
    mentions = []
    for match in _SUBDISTRICT_FORMS.finditer(document.bare):
        phrase = match.group()
        key = "subdistrict-office" if phrase == "办事处" else "working-committee"
        if phrase.startswith("党工委会"):
            key = "working-committee-meeting"
        kind = {"subdistrict-office": "subdistrict", "working-committee": "party-committee"}.get(key, "meeting")
        before = document.bare[max(0, match.start() - 2) : match.start()]
        if (
            re.search(r"[\u4e00-\u9fff]{2}$", before)
            and key == "subdistrict-office"
            and not re.search(r"[和、及]$|工委$|的$|由$|领导$", before)
        ):
            continue
        mentions.append(
            BodyMention(
                Span(*match.span()), phrase, "organ", key, "", "街道", phrase, kind, "body/subdistrict-bare", 0.8
            )
        )
    return mentions


def _departments(document: Document, places: dict[int, tuple[int, str]]) -> list[BodyMention]:
    mentions: list[BodyMention] = []
    text = document.text
    for hit in longest(_departments_and_stations(document)):
        key = hit.value[0]
        ending = hit.value[2] if len(hit.value) > 2 else "所"
        if text[hit.end : hit.end + 1] in ("长", "员") and text[hit.end : hit.end + 2] != "长期":
            continue  # 司法局长 is a person
        if ending == "委" and text[hit.end : hit.end + 1] in ("员", "托", "派"):
            continue
        begin, place, level = hit.begin, "", ""
        chain = places.get(hit.begin)
        if chain is not None:
            begin, place = chain
            level = _level_of(place)
        else:
            level = _level_before(text, hit.begin)
            if level:
                anchor = _anchor(document, places, hit.begin - len(level), level)
                if anchor is None:
                    level = ""
                else:
                    begin, place, level = anchor
        if text[begin - 4 : begin] == "国家税务总局"[-4:] and text[max(0, begin - 6) : begin] == "国家税务总局":
            begin -= 6
        end, core = hit.end, text[hit.begin : hit.end]
        bare = not place and not level
        if bare and (
            ending in ("部", "办", "厅", "总局") or _is_inside_word(text, begin, document) or key == "customs"
        ):
            continue
        if bare and _GENERIC_BEFORE.search(text[max(0, begin - 3) : begin]):
            continue
        if bare and key == "tax" and ending == "总局":
            continue
        branch = _branch(document, places, end)
        if branch is not None:
            end = branch
            core = text[hit.begin : end]
        kind = "office" if ending == "所" else "team" if ending.endswith("队") else "department"
        rule = "body/department" if not bare else "body/department-bare"
        form = "department" if branch is None and ending != "所" else "named"
        mentions.append(
            BodyMention(
                Span(begin, end),
                text[begin:end],
                form,
                key if form == "department" else "",
                place,
                level,
                core,
                kind,
                rule,
                0.96 if not bare else 0.82,
            )
        )
    return mentions


def _departments_and_stations(document: Document) -> list[Hit]:
    stations = [hit for hit in document.hits.get("station", []) if hit.value[0] in ("justice",)]
    return sorted([*document.hits.get("department", []), *stations], key=lambda hit: (hit.begin, -hit.end))


def _level_before(text: str, at: int) -> str:
    return next((word for word in LEVELS if text.startswith(word, at - len(word)) and at >= len(word)), "")


def _is_inside_word(text: str, begin: int, document: Document) -> bool:
    """A bare department name directly after other name characters is part of a longer name or of a list without 局."""
    before = text[begin - 1] if begin else "\n"
    return "\u4e00" <= before <= "\u9fff" and begin not in document.boundaries and before not in "原由和与及向到赴"


def _branch(document: Document, places: dict[int, tuple[int, str]], end: int) -> int | None:
    """The end of a branch's name after a department's: 市交通运输局|龙岗管理局, 市公安局|五华分局."""
    match = re.compile(
        r"([\u4e00-\u9fff]{2,4}?)(管理局|分局|监管局|直属分局|执法支队|综合行政执法(?:支队|大队))"
    ).match(document.text, end)
    return match.end() if match else None


def _issuer(document: Document) -> list[BodyMention]:
    mentions = []
    text = document.text
    scheme = document.words.vocabulary.scheme("organ")
    for hit in document.hits.get("issuer", []):
        key, office = hit.value
        before = text[hit.begin - 1] if hit.begin else "\n"
        following = text[hit.end : hit.end + 2]
        if key == "issuer":
            # 本部门, 我委员; 本院 and 本部 are said of any house
            if following[:1] in ("员", "门", "分") or (
                office in ("办", "院", "部") and following[:1] in ("理", "事", "级")
            ):
                continue
        elif "\u4e00" <= before <= "\u9fff" and hit.begin not in document.boundaries and before not in "我本是":
            continue
        kind = (scheme[key].first("bodyKind") or "body-kind/other").split("/")[-1]
        mentions.append(
            BodyMention(
                Span(hit.begin, hit.end),
                text[hit.begin : hit.end],
                "issuer",
                key,
                "",
                office,
                text[hit.begin : hit.end],
                kind,
                "body/issuer",
                0.9,
            )
        )
    for match in _SUPERIOR.finditer(document.bare):
        if (
            match.start()
            and "\u4e00" <= text[match.start() - 1] <= "\u9fff"
            and match.start() not in document.boundaries
        ):
            continue
        mentions.append(
            BodyMention(
                Span(*match.span()),
                match.group(),
                "superior",
                "",
                "",
                match.group()[0],
                match.group()[1:],
                "department",
                "body/superior",
                0.8,
            )
        )
    return mentions


_SUPERIOR = re.compile(
    r"(?:省厅|省局|市局|区局|县局|州局)(?=[^长级属\u4e00-\u9fff]|[、，,和及党成立印出要统安部组的对各将在以为制]|$)"
)


def _named(document: Document, places: dict[int, tuple[int, str]]) -> list[BodyMention]:
    """Names recognised by their ending alone; the grammar looks for where they begin."""
    mentions = []
    text, masked = document.text, document.masked
    boundaries = document.boundaries
    for hit in longest_by_end(document.hits.get("body-ending", [])):
        kind, ending = hit.value
        if ending in _SKIPPED_ENDINGS:
            continue
        following = text[hit.end : hit.end + 1]
        if following in ("长", "员", "化", "型", "式", "制", "伍") or (
            text.startswith(("工作", "建设"), hit.end) and ending in ("中心",)
        ):
            continue
        begin = hit.begin
        title = document.title_at(hit.begin)
        if title is not None and title.inner.end == hit.end:
            begin = title.inner.begin  # a body's name in 《》
        while begin > 0 and hit.begin - begin < _LONGEST_STEM:
            character = masked[begin - 1]
            if character in '”"':
                quote = document.quote_at(begin - 1)
                if quote is None or quote.end - quote.begin > 12:
                    break
                begin = quote.begin
                continue
            if not _NAME_CHARACTER.match(character) or character in '“（()）"' or begin in boundaries:
                break
            begin -= 1
        stem = text[begin : hit.begin]
        begin, place, level = _name_anchor(document, places, begin, hit.begin)
        stem = text[begin : hit.begin]
        stem = stem.removeprefix(place or level)
        if (len(stem) < _SHORTEST_STEM and not ((place or level) and not stem and len(ending) >= 4)) or stem.isdigit():
            continue
        if _GENERIC_BEFORE.search(text[max(0, begin - 3) : begin]) or _GENERIC_BEFORE.match(stem):
            continue
        if {text[begin : hit.end], stem + ending} & document.words.generic_bodies:
            continue
        if (
            not place
            and not level
            and kind == "centre"
            and not any(word in stem for word in document.words.centre_stems)
        ):
            continue
        if _NOT_A_NAME.search(stem):
            continue
        confidence = 0.88 if place or level else 0.72
        mentions.append(
            BodyMention(
                Span(begin, hit.end),
                text[begin : hit.end],
                "named",
                "",
                place,
                level,
                stem + ending,
                kind,
                f"body/named-{kind}",
                confidence,
            )
        )
    return mentions


def _level_of(place: str) -> str:
    """The level word that a place name ends in; 杭州 ends in none, 延边州 does."""
    word = next((word for word in LEVELS if place.endswith(word)), "")
    return "" if word == "州" and len(place) < 3 else word


def _name_anchor(document: Document, places: dict[int, tuple[int, str]], begin: int, end: int) -> tuple[int, str, str]:
    """Where a name within ``[begin, end)`` begins: at the last place name in it, or at its level word."""
    text = document.text
    for at in range(end, begin, -1):
        chain = places.get(at)
        if chain is not None and chain[0] >= begin and at - chain[0] >= 2:
            place = chain[1]
            return chain[0], place, _level_of(place)
    for word in LEVELS:
        if text.startswith(word, begin) and begin + len(word) < end and word not in ("州", "盟"):
            return begin, "", word
    return begin, "", ""


def longest_by_end(hits: list[Hit]) -> list[Hit]:
    """Of hits that overlap, the one that ends last, and of those that end together the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.end, -(h.end - h.begin))):
        if kept and kept[-1].end == hit.end:
            continue
        if kept and hit.begin < kept[-1].end:
            kept[-1] = hit if hit.end > kept[-1].end else kept[-1]
            continue
        kept.append(hit)
    return kept


__all__ = ["OFFICE_WORDS", "find_bodies"]
