"""Which of several divisions of one name is meant, by what else the text names."""

from __future__ import annotations

import re
from collections import Counter

from kg.resolution.area_decision import AreaDecision, decided, only_one, which_of
from kg.resolution.area_evidence import SUBJECT, TITLE, AreaCase
from kg.vocabulary.gazetteer import MUNICIPALITIES, Division

# By how much the evidence for one homonym must exceed that for the next.
_MARGIN = 1.0
_RARE_ABBREVIATION = re.compile(r"(?<!希)冀|辽(?!阔)|沪|浙|皖|闽|赣|(?<!犹)豫|鄂|湘|粤|琼|(?<!不)渝|黔|滇|陇")
_DOCUMENT_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\u4e00-\u9fff]{0,7}[〔\[［(（]\s*(?:19|20)\d\d\s*[〕\]］)）]\s*\d+\s*号"
)
_HOST = re.compile(r"([a-z0-9.-]+)\.gov\.cn", re.IGNORECASE)
_TOWN = re.compile(r"(?=(街道|镇|乡|苏木))")
_TOWN_MAX = 8
_HAN = re.compile(r"[\u4e00-\u9fff]+$")


def settle(case: AreaCase, best: str, town: str | None) -> AreaDecision:
    """The decision for the best candidate: at once without rivals of its name, else by what speaks for each."""
    own = case.own[best]
    division = case.places.by_code(best, case.year)
    rivals = [
        code
        for code, other in case.own.items()
        if code != best and other.names & own.names and division is not None and _same_level(case, code, division)
    ]
    nested = any(name not in (division.name, division.short) for name in own.names) if division else False
    if not rivals:
        confidence = 0.97 if nested or own.score >= TITLE else 0.9 if own.score >= SUBJECT else 0.7
        return decided(
            case.places,
            best,
            town,
            confidence,
            own.said() or (f"{'、'.join(sorted(own.names))} in the text",),
            (),
            case.year,
        )
    return choose(case, [best, *rivals], town, {code: case.own[code].score for code in (best, *rivals)})


def _same_level(case: AreaCase, code: str, division: Division) -> bool:
    other = case.places.by_code(code, case.year)
    return other is not None and other.level == division.level


def choose(case: AreaCase, codes: list[str], town: str | None, scores: dict[str, float]) -> AreaDecision:
    """The candidate that the other places, services, document numbers and addresses in the text speak for."""
    context = {code: _context(case, code, codes) for code in codes}
    totals = {code: scores.get(code, 0.0) + sum(context[code].values()) for code in codes}
    ranked = sorted(codes, key=lambda code: (-totals[code], code))
    first, second = ranked[0], ranked[1]
    margin = totals[first] - totals[second]
    name = town or _name(case, first)
    if margin < _MARGIN:
        shown = [code for code in ranked if totals[first] - totals[code] < _MARGIN]
        return AreaDecision(None, None, town, "town" if town else None, 0.0, (), (which_of(case.places, name, shown),))
    reasons = tuple(
        reason for reason, weight in sorted(context[first].items(), key=lambda item: -item[1]) if weight > 0
    )
    said = case.own[first].said() if first in case.own else ()
    confidence = min(0.95, 0.7 + 0.05 * margin)
    return decided(case.places, first, town, confidence, (*reasons[:4], *said[:2]), (), case.year)


def _name(case: AreaCase, code: str) -> str:
    division = case.places.by_code(code, case.year)
    return division.name if division else code


def _context(case: AreaCase, code: str, rivals: list[str]) -> dict[str, float]:
    """Evidence outside the name itself that a candidate is meant: reason → weight."""
    outer = {division.code for division in case.places.containers(code, case.year)}
    found: dict[str, float] = {}
    for name, other, count in _other_places(case, rivals):
        if other == code or other in outer:
            near = 2.5 if not other.endswith("0000") else 1.8
        else:
            shared = {division.code for division in case.places.containers(other)} & outer
            near = 1.2 if any(not c.endswith("0000") for c in shared) else 0.6 if shared else 0.0
        if near:
            found[f"{name} is named"] = near + min(0.15 * (count - 1), 1.0)
    for word, codes in case.places.regions(case.text + case.title):
        if any(c in outer or c == code for c in codes):
            found[f"{word} is met there"] = 2.0
    for char, count in _abbreviations(case).items():
        province = case.places.abbreviation(char)
        if province is not None and province.code in outer:
            found[f"{char} stands for {province.name}"] = 1.0 + min(0.3 * (count - 1), 1.0)
    for char, count in _document_numbers(case).items():
        if _number_fits(case, char, code, outer):
            found[f"documents are numbered {char}…"] = 1.0 + min(0.2 * (count - 1), 0.6)
    towns = _towns_in_text(case) & case.places.towns(code)
    if towns:
        found[f"{'、'.join(sorted(towns)[:3])} lies there"] = 2.0 * min(len(towns), 3)
    for host in _hosts(case):
        for place in [code, *outer]:
            division = case.places.by_code(place)
            if division is not None and len(division.pinyin) >= 4 and division.pinyin in host:
                found[f"{host}.gov.cn is of {division.name}"] = 2.5
    found.update(_upper_evidence(case, code, outer))
    return found


def _other_places(case: AreaCase, rivals: list[str]) -> list[tuple[str, str, int]]:
    """Places named besides the candidates that can be only one: (name, code, how often)."""
    counts: Counter[tuple[str, str]] = Counter()
    own = set(rivals)
    for source in (case.text, case.title, case.issuer):
        for mention in case.mentions if source is case.text else case.places.mentions(source):
            if not own.isdisjoint(division.code for division in mention.divisions):
                continue
            code = only_one(case.existing(mention.divisions), case.year)
            if code is not None:
                counts[source[mention.begin : mention.end], code] += 1
    return [(name, code, count) for (name, code), count in counts.items()]


def _abbreviations(case: AreaCase) -> Counter[str]:
    """Characters that stand for a province outside place names: 赣 in 赣政通."""
    taken = [(mention.begin, mention.end) for mention in case.mentions]
    return Counter(
        match.group() for match in _RARE_ABBREVIATION.finditer(case.text)
        if not any(begin <= match.start() < end for begin, end in taken)
    )  # fmt: skip


def _document_numbers(case: AreaCase) -> Counter[str]:
    return Counter(match[1] for match in _DOCUMENT_NUMBER.finditer(case.text))


def _number_fits(case: AreaCase, char: str, code: str, outer: set[str]) -> bool:
    province, city = case.places.abbreviation(char), case.places.city_abbreviation(char)
    if (province is not None and province.code in outer) or (
        city is not None and (city.code in outer or city.code == code)
    ):
        return True
    near = [d for c in (code, *outer) if (d := case.places.by_code(c)) is not None and d.level != "province"]
    return any(division.short.startswith(char) for division in near)


def _hosts(case: AreaCase) -> set[str]:
    return {match[1].lower() for match in _HOST.finditer(f"{case.source}\n{case.text}")}


def _towns_in_text(case: AreaCase) -> set[str]:
    """Every stretch of characters that could be a town's name."""
    found: set[str] = set()
    for match in _TOWN.finditer(case.text):
        kind = match[1]
        before = _HAN.search(case.text[max(0, match.start() - _TOWN_MAX) : match.start()])
        if before:
            run = before.group()
            found.update(run[-length:] + kind for length in range(1, len(run) + 1))
    return found


def _upper_evidence(case: AreaCase, code: str, outer: set[str]) -> list[tuple[str, float]]:
    containers = [case.places.by_code(c) for c in outer]
    municipal = bool(outer & MUNICIPALITIES)
    autonomous = any(d is not None and d.name.endswith("自治区") for d in containers)
    found: list[tuple[str, float]] = []
    if "自治区" in case.upper:
        found.append(("自治区 is its upper level", 1.5 if autonomous else -2.5))
    elif "省" in case.upper:
        found.append(("省 is its upper level", -2.5 if municipal or autonomous else 0.5))
    for word, ending in (("州", "自治州"), ("盟", "盟"), ("地区", "地区")):
        if word in case.upper:
            fits = any(d is not None and d.name.endswith(ending) for d in containers)
            found.append((f"{word} is its upper level", 1.5 if fits else -1.5))
    return found
