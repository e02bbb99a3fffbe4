"""Which place a report speaks for: decided by the evidence in it, or left open when the evidence does not decide."""

from __future__ import annotations

import re

from kg.resolution.area_decision import NATION, AreaDecision, decided, only_one, which_of
from kg.resolution.area_evidence import ELSEWHERE, SHORT_FACTOR, SUBJECT, TITLE, AreaCase, level_word
from kg.resolution.area_reporters import decide_town, national_reporter, own_town, speaks_first_for_nation, special_area
from kg.resolution.area_rivals import settle
from kg.vocabulary.gazetteer import Division, Gazetteer, gazetteer

# Below this a name may be there by chance.
_ENOUGH = 2.5
_RARE_LENGTH = 3
_CODE = re.compile(r"\d{6}")


def decide_area(
    text: str,
    *,
    title: str = "",
    opening: str = "",
    issuer: str | None = None,
    given_area: str | None = None,
    source: str | None = None,
    year: int | None = None,
) -> AreaDecision:
    """The place that a report speaks for, by the evidence in it.

    `title` and `opening` are the report's title and first few hundred characters, `issuer` the reporting body's name
    if known, `given_area` what the user says (a name or a code; it wins), `source` a file name or URL, `year` the
    reporting year (places renamed since get the code of that year).
    """
    places = gazetteer()
    if given_area and given_area.strip():
        return _given(places, given_area.strip(), year)
    return _decide(AreaCase(places, text, title, opening or text[:400], issuer or "", source or "", year))


def _given(places: Gazetteer, area: str, year: int | None) -> AreaDecision:
    reason = f"given: {area}"
    if area in (NATION, "中国", "中华人民共和国"):
        return AreaDecision(None, NATION, None, "nation", 1.0, (reason,))
    if _CODE.fullmatch(area):
        division = places.by_code(area, year)
        if division is None:
            return AreaDecision(None, None, None, None, 0.0, (), (f"no division has the code {area}; check --area",))
        return decided(places, division.code, None, 1.0, (reason,), (), year)
    found = places.named(area, year) or next(
        (mention.divisions for mention in places.mentions(area) if mention.begin == 0 and mention.end == len(area)),
        (),
    )
    if found:
        code = only_one(found, year)
        if code:
            return decided(places, code, None, 1.0, (reason,), (), year)
        return AreaDecision(
            None,
            None,
            None,
            None,
            0.0,
            (),
            (which_of(places, area, [d.code for d in found if d.until is None]),),
        )
    outer = next((mention for mention in places.mentions(area) if mention.begin == 0), None)
    town = area[outer.end :] if outer else area
    if town.endswith(("街道", "镇", "乡", "苏木")) and len(town) > 1:
        counties = [division.code for division in places.counties_of_town(town)]
        if outer is not None:
            named = {division.code for division in outer.divisions}
            inside = [code for code in counties if any(places.contains(code_, code) for code_ in named)]
            own = only_one(outer.divisions, year)
            counties = inside or ([own] if own else [])
        if len(counties) == 1:
            return decided(places, counties[0], town, 1.0, (reason,), (), year)
        if counties:
            return AreaDecision(None, None, town, "town", 0.0, (), (which_of(places, town, counties),))
    return AreaDecision(
        None,
        area,
        None,
        None,
        1.0,
        (reason,),
        (f"{area} is in no table of divisions: the place has a name and no code",),
    )


def _decide(case: AreaCase) -> AreaDecision:
    town = own_town(case)
    case.weigh()
    ranked = sorted(case.own, key=lambda code: -case.fitted(code, town is not None))
    best = ranked[0] if ranked else None
    strong = best is not None and any(w >= SUBJECT * SHORT_FACTOR for w in case.own[best].reasons.values())
    if not strong or speaks_first_for_nation(case):
        national = national_reporter(case)
        if national:
            return AreaDecision(None, NATION, None, "nation", 0.95, (f"{national} reports",))
    special = special_area(case)
    if special and not (best and case.own[best].score >= TITLE and strong):
        return AreaDecision(
            None, special, None, None, 0.7, (f"{special} reports",),
            (f"{special} is no administrative division: it has a name and no code; say its division with --area",),
        )  # fmt: skip
    if town is not None:
        return decide_town(case, town, ranked)
    if best is not None and not _enough(case, best, ranked):  # 呼伦贝尔市对我区…: perhaps a place in it
        weak = best  # or what it lies in, named with several of its counties
        best = next((c for c in ranked[1:4] if _lie_together(case, weak, c) and _enough(case, c, ranked)), None)
    if best is None:
        return _undecided(case, ranked)
    return settle(case, best, None)


def _enough(case: AreaCase, best: str, ranked: list[str]) -> bool:
    """Whether the best candidate is more than a place named by chance.

    A weak one is when no other place of any level is named as much, and the text speaks of its kind as its own.
    """
    score = case.fitted(best, False)
    if score >= _ENOUGH:
        return True
    division = case.places.by_code(best, case.year)
    if division is not None and _rare_name(case, division, score, ranked[1:]):
        return True
    if division is None or (
        division.name not in case.own[best].names and not any(division.name in name for name in case.own[best].names)
    ):
        return False
    others = [
        case.own[code].score
        for code in ranked
        if code != best
        and case.own[code].names.isdisjoint(case.own[best].names)
        # what lies in it, and what it lies in, speaks for it
        and not (case.places.contains(best, code) or case.places.contains(code, best))
    ]
    committee = f"{level_word(division)}委" in case.text or case.words.get(level_word(division), 0) > 0
    return committee and score >= ELSEWHERE and score >= 2 * max(others, default=0.0)


def _rare_name(case: AreaCase, division: Division, score: float, others: list[str]) -> bool:
    """Whether a place is named twice by a name too long to stand there by chance (海拉尔), others half as much.

    Once is enough beside the place that it lies in, where the text says 我区.
    """
    rare = any(len(name) >= _RARE_LENGTH for name in case.own[division.code].names)
    next_best = max(
        (case.fitted(code, False) for code in others if not case.places.contains(code, division.code)), default=0.0
    )
    around = any(container.code in case.own for container in case.places.containers(division.code, case.year))
    often = 1 if around and case.words.get(level_word(division)) else 2
    times = sum(any(named.code == division.code for named in mention.divisions) for mention in case.mentions)
    return rare and times >= often and score >= 2 * next_best


def _lie_together(case: AreaCase, one: str, other: str) -> bool:
    return case.places.contains(one, other) or case.places.contains(other, one)


def _undecided(case: AreaCase, ranked: list[str]) -> AreaDecision:
    hints = [code for code in ranked if case.own[code].score > 0][:4]
    if not hints:
        return AreaDecision(
            None,
            None,
            None,
            None,
            0.0,
            (),
            ("the text does not say which place reports: say it with --area",),
        )
    names = ", ".join(f"{case.places.qualified_name(code)} ({code})" for code in hints)
    return AreaDecision(
        None, None, None, None, 0.0, (),
        (f"the text does not say which place reports (it names {names}): say it with --area",),
    )  # fmt: skip


__all__ = ["NATION", "AreaDecision", "decide_area"]
