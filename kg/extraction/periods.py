"""Of when a number is, as its sentence says."""

from __future__ import annotations

import re

from kg.extraction.document import Clause, Document
from kg.language.quantities import Quantity

_SAID_BEFORE = 600  # characters before a number that may say of when it is
_PERIOD = re.compile(
    r"(?=[1-9上下前第一二三四截])(?:(?:(?P<year>20\d{2})年?)?(?P<part>上半年|下半年|前三季度|第?[一二三四]季度|(?P<m1>1[0-2]|[1-9])(?:月)?[-—至~－](?P<m2>1[0-2]|"
    r"[1-9])月|截[至止](?:(?P<year2>20\d{2})年)?(?P<m3>1[0-2]|[1-9])月|(?<![\d年])(?P<m4>1[0-2]|[1-9])月(?:份|，|,))|(?P<plain>20\d{2})年(?!以来|度?[^，,]{0,4}(?:规划|计划|要点|"
    r"方案)))"
)
# what every period has but that of a plan
_OF_TIME = re.compile("[年月季]")
_FIVE_YEAR_PLAN = re.compile(r"[“\"]?(十[一二三四五]?五)[”\"]?(?:规划|计划)?(?:期间|时期|期内|以来)")
_FIVE_YEAR_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_FROM_TO = re.compile(r"(20\d{2})年?(?:至|到|-|—|—|～|~)(20\d{2})年(?!度?(?:规划|计划|方案|纲要))")
_LAST_YEARS = re.compile(r"([三四五])年[来间]")
_COUNTS = {"三": 3, "四": 4, "五": 5}
_COMPARED_BEFORE = re.compile(r"[比较与和是]$|相比$|相当于$")
_STARTING_FROM = re.compile(r"[由从]$")
_DIGIT = re.compile(r"\d")
_UNTIL = re.compile(r"到(20\d{2})年(?:底|末)?[^，,]*$")
_CUMULATIVE = re.compile(r"至今|以来|累计")
_SINCE = re.compile(r"(?P<year>20\d{2})年(?:(?P<month>1[0-2]|[1-9])月)?[^。]{0,12}(?:启动|以来|开始|起)")


def period_said(document: Document, clause: Clause, quantity: Quantity) -> str:
    """The period that the sentence gives, in ISO-like form without a year it does not say: 2021-H1, H1, 01/10."""
    begin = max(document.report.sentences[clause.sentence].span.begin, quantity.span.begin - _SAID_BEFORE)
    said = document.bare[begin : quantity.span.begin]
    spoken = document.text[begin : quantity.span.begin]
    plan = _FIVE_YEAR_PLAN.search(spoken) if "五" in spoken else None
    if plan:
        first = _FIVE_YEAR_PLANS.get(plan.group(1))
        if first is not None:
            return f"{first}/{first + 4}"
    if not _OF_TIME.search(said):
        return ""
    years = _FROM_TO.search(said)
    if years:
        return f"{years.group(1)}/{years.group(2)}"
    last = _LAST_YEARS.search(said)
    if last:
        return f"last {_COUNTS[last.group(1)]}"
    best = ""
    for match in _PERIOD.finditer(said):
        if _COMPARED_BEFORE.search(said[: match.start()]) or said.startswith("相比", match.end()):
            continue
        if _STARTING_FROM.search(said[: match.start()]) and _DIGIT.search(said, match.end()):
            continue  # 由2010年的1264元增加到2011元: the second number is of the report's own time
        best = _one_period(match) or best
    until = _UNTIL.search(said)
    if until:
        return until.group(1)
    since = _SINCE.search(said)
    if since and _CUMULATIVE.search(said):
        month = f"-{int(since['month']):02}" if since["month"] else ""
        best = f"since {since['year']}{month}"
    return best


def _one_period(match: re.Match[str]) -> str:
    """One period as `_PERIOD` finds it."""
    year = match["year"] or match["year2"] or match["plain"] or ""
    part = match["part"] or ""
    if part in ("上半年", "下半年"):
        return f"{year}-H{1 if part == '上半年' else 2}"
    if part == "前三季度":
        return f"{year}-01/09"
    if part.endswith("季度"):
        return f"{year}-Q{'一二三四'.index(part.removeprefix('第')[0]) + 1}"
    if match["m2"]:
        return f"{year}-{int(match['m1']):02}/{int(match['m2']):02}"
    if match["m3"]:
        return f"{year}-01/{int(match['m3']):02}"
    if match["m4"]:
        return f"{year}-{int(match['m4']):02}/{int(match['m4']):02}"
    return year
