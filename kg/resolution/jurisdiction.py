"""Who reports, from where, and on which year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.extraction.model import BodyMention
from kg.language.dates import with_digit_years
from kg.reports.model import Report
from kg.resolution.areas import AreaDecision, decide_area
from kg.vocabulary.gazetteer import gazetteer

NATION = "全国"
_OPENING = 400


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The report's place and what its level words mean.

    `code` is the GB/T 2260 code of the county, prefecture or province that was valid in `year` (None for the nation or
    when undecided), `town` the name of the town or subdistrict that reports, `name` the place in words. `levels` says
    which code 省, 市, 区, 县 … mean in this report.
    """

    code: str | None
    town: str | None
    name: str | None
    national: bool
    levels: dict[str, str]
    area: AreaDecision
    year: int | None

    @property
    def scope(self) -> str | None:
        """What makes a name unique that means something only here: the code, or ``cn`` for the nation."""
        return "cn" if self.national else self.code


def decide_jurisdiction(report: Report, issuer: str | None, year: int | None) -> Jurisdiction:
    """The place that a report speaks for, by the evidence in it; `issuer` as named in the text, if it is."""
    decision = decide_area(
        report.written,
        title=report.title,
        opening=report.written[:_OPENING],
        issuer=report.given.issuer or report.found.issuer or issuer,
        given_area=report.given.area,
        source=report.given.source or report.source,
        year=year,
    )
    town = decision.town
    if town is None and report.given.area and decision.code:
        named = _TOWN.search(report.title)  # the user gave the county, the title says which of its towns reports
        town = named.group(1) if named else None
    return Jurisdiction(
        code=decision.code,
        town=town,
        name=decision.name,
        national=decision.name == NATION,
        levels=_levels(decision, year),
        area=decision,
        year=year,
    )


def _levels(decision: AreaDecision, year: int | None) -> dict[str, str]:
    """What the level words mean: in the report of a zone (长沙经济技术开发区) 市 is the city that it is named after."""
    places = gazetteer()
    if decision.code:
        return places.upper_levels(decision.code, year)
    around = places.leading_place(decision.name) if decision.name and decision.name != NATION else None
    standing = [division for division in places.named(around) if division.until is None] if around else []
    highest = [division for division in standing if division.level == standing[0].level]
    return places.upper_levels(highest[0].code, year) if len(highest) == 1 else {}


_TOWN = re.compile(r"(?:^|[省市区县旗州])([\u4e00-\u9fff]{2,4}?(?:街道|镇|(?<!城)乡))(?!村|企|化)")
_WORK_REPORT = re.compile(r"政\s*府\s*工\s*作\s*报\s*告")
_SPOKEN = re.compile(r"向大会(?:作|报告)|各位代表")
_AT_CONGRESS = re.compile(r"^[^\n]{4,24}在[^\n]{2,20}人民代表大会[^\n]{0,20}会议上", re.MULTILINE)
_GENRES = (
    ("open-government", re.compile(r"信息公开(?:工作)?(?:年度报告|年报|情况)|政务公开")),
    ("rule-of-law", re.compile(r"法治政府|依法行政|法治建设|依法治[国省市区县]")),
)


def decide_genre(report: Report) -> str:
    """The genre by the title, else by the opening; a key of `govv:genre`."""
    opening = report.written[:600]
    if _WORK_REPORT.search(report.title) or _SPOKEN.search(opening):
        return "government-work"
    if not report.title and _AT_CONGRESS.search(opening):
        return "government-work"
    for source in (report.title, opening):
        for key, pattern in _GENRES:
            if pattern.search(source):
                return key
    return "other"


_FIRST, _LAST = 1980, 2100
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
# years of what a document plans or is called: 《…规划（2021—2025年）》, 2021—2025年
_NOT_OF_THE_REPORT = re.compile(r"《[^》\n]*》|(?:19|20)\d{2}\s*年?\s*[—–\-－~至]+\s*(?:19|20)\d{2}\s*年")
_FROM = re.compile(r"(?<![—–\-－~至])((?:19|20)\d{2})(?=\s*年?\s*[—–\-－~至]+\s*(?:19|20)\d{2}|\s*年)")


def decide_year(report: Report, genre: str) -> tuple[int | None, str]:
    """The reporting year and why it was taken."""
    if report.given.year is not None:
        return report.given.year, "given"
    if report.found.year is not None:
        return report.found.year, "title or opening"
    text = with_digit_years(report.written)
    said = [int(match[1]) for match in _YEAR.finditer(_NOT_OF_THE_REPORT.sub("", text))]
    counts = Counter(year for year in said if _FIRST <= year <= _LAST)
    if counts:
        return max(counts, key=lambda year: (counts[year], year)), "the year named most often"
    begun = [year for match in _FROM.finditer(text) if _FIRST <= (year := int(match[1])) <= _LAST]
    if begun:
        return max(begun), "the latest year in which a plan that it names begins; if that is not it, give --year"
    return None, "no year in the text"


def self_reference(bodies: tuple[BodyMention, ...]) -> str | None:
    """The word by which a department speaks of itself (局 in 我局, 局党组), or None when it does not."""
    counts: dict[str, int] = {}
    for mention in bodies:
        if mention.form == "issuer" and mention.level not in ("院", "署"):
            counts[mention.level] = counts.get(mention.level, 0) + 1
    return max(counts, key=lambda office: counts[office]) if counts else None
