"""Reporters that are no county, prefecture or province: towns, the nation, zones and scenic areas."""

from __future__ import annotations

import re
from functools import cache

from kg.resolution.area_decision import AreaDecision, decided
from kg.resolution.area_evidence import AREA_NAME, COUNTY_WORDS, OPENING, AreaCase, level_word
from kg.resolution.area_rivals import choose, settle
from kg.vocabulary.concepts import load_vocabulary
from kg.vocabulary.gazetteer import Division

_TOWN_WORDS = ("街道", "镇", "乡", "苏木")


@cache
def _national_names() -> frozenset[str]:
    """Full and short names of the national bodies, former ones too."""
    return frozenset(
        name
        for concept in load_vocabulary().scheme("national-body").values()
        for name in concept.names
        if len(name) >= 3
    )


def own_town(case: AreaCase) -> str | None:
    """The town or subdistrict that reports."""
    lead = case.opening[:160].split("。")[0]
    said = any(case.words[word] for word in ("镇", "乡", "街道"))
    for source, sure in ((case.issuer, True), (case.title, True), (lead, False)):
        town = _leading_town(case, source)
        if town is not None and (sure or said):
            return town
    return None


def _leading_town(case: AreaCase, source: str) -> str | None:
    """A town's name at the head of a title, an issuer's name or a sentence, after the county's if that is there."""
    head = re.sub(r"^(?:\s|20\d\d年(?:度)?(?:以来)?|一年来|过去一年|关于|中共|[，,：:])+", "", source)
    before = 0
    for mention in case.places.mentions(head[:40]):
        # 渝北区|龙山街道: a town named like a place elsewhere
        if mention.begin == before and not (before and head.startswith(_TOWN_WORDS, mention.end)):
            before = mention.end
    if before and head.startswith("人民政府", before):  # 南昌市西湖区人民政府桃源街道办事处
        before += 4
    match = re.match(r"[\u4e00-\u9fff]{1,8}?(?:街道|镇|乡|苏木)", head[before:])
    if match is None and before:
        # a town named like a county: 西湖镇
        match, before = re.match(r"[\u4e00-\u9fff]{1,8}?(?:街道|镇|乡|苏木)", head), 0
    if match is None:
        return None
    name = match.group()
    if before or case.places.counties_of_town(name):
        follow = head[before + match.end() :]
        return None if re.match(r"[村级长]|社区|企业|建设|和|、", follow) else name
    return None


def decide_town(case: AreaCase, town: str, ranked: list[str]) -> AreaDecision:
    """The decision for a town or subdistrict that reports: the county that it lies in, if that can be told."""
    having = [division.code for division in case.places.counties_of_town(town)]
    counties = [
        code
        for code in ranked
        if (division := case.places.by_code(code, case.year)) is not None
        and (division.level == "county" or (division.level == "prefecture" and not case.places.has_counties(code)))
    ]
    near = [c for c in counties if c in having and case.fitted(c, True) >= 0.5]
    if near:
        return settle(case, near[0], town)
    if counties and case.fitted(counties[0], True) >= OPENING:
        return settle(case, counties[0], town)
    fitting = [c for c in having if _fits_words(case, c)] or having
    if len(fitting) == 1:
        return decided(
            case.places,
            fitting[0],
            town,
            0.85,
            (f"only {case.places.qualified_name(fitting[0])} has a {town}",),
            (),
            case.year,
        )
    if fitting:
        return choose(case, fitting, town, {})
    return AreaDecision(
        None,
        None,
        town,
        "town",
        0.0,
        (),
        (f"no county is named that {town} belongs to: say it with --area",),
    )


def _fits_words(case: AreaCase, code: str) -> bool:
    """Whether 区委, 县政府 … fit the county's kind."""
    division = case.places.by_code(code)
    said = [word for word in COUNTY_WORDS if case.words[word]]
    return division is not None and (level_word(division) in said if said else True)


def speaks_first_for_nation(case: AreaCase) -> bool:
    """Whether the text opens before the National People's Congress."""
    return bool(re.search(r"全国人民代表大会第|国务院总理", case.opening[:300]))


def national_reporter(case: AreaCase) -> str | None:
    """The national body that reports, by the name of the issuer, the title or the opening; None if none does."""
    if speaks_first_for_nation(case):
        return "国务院"
    names = _national_names()
    for source in (case.issuer, case.title):
        head = source.strip().removeprefix("中华人民共和国")
        for length in range(min(len(head), 24), 1, -1):
            if head[:length] in names:
                return None if case.places.mentions(head[length:]) else head[:length]
    for line in case.opening[:400].split("\n"):
        match = re.match(
            r"\s*(?:20\d\d年(?:度|以来)?|一年来|过去一年)?[，,]?\s*(?:中华人民共和国)?([\u4e00-\u9fff]{2,24})",
            line,
        )
        if match is None:
            continue
        head = match[1]
        for length in range(len(head), 1, -1):
            if head[:length] in names and re.match(
                r"$|坚持|深入|以|认真|全面|高度|始终|按照|围绕|贯彻|切实|扎实|不断|持续|关于|深化|着力|积极|将|把",
                head[length:],
            ):
                return head[:length]
    return None


def special_area(case: AreaCase) -> str | None:
    """The zone or scenic area that reports and is no division; None if none does."""
    lead = re.split(r"[。\n]", case.opening.strip(), maxsplit=1)[0][:60]
    for source in (case.issuer, case.title, lead):
        head = re.sub(r"^(?:\s|20\d\d年(?:度)?(?:以来)?|一年来|关于|中共|对|在|[，,])+", "", source)
        match = AREA_NAME.match(head)
        if match and not any(
            d.name == match["name"] or (match["name"].endswith(d.name) and len(d.name) > 3)
            for d in _lead_divisions(case, head)
        ):
            return match["name"]
    return None


def _lead_divisions(case: AreaCase, head: str) -> tuple[Division, ...]:
    mention = next((m for m in case.places.mentions(head[:40]) if m.begin == 0), None)
    return mention.divisions if mention and mention.full else ()
