"""Which place a report speaks for: decided by the evidence in it, or left open when the evidence does not decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from kg.vocabulary.concepts import load_vocabulary
from kg.vocabulary.gazetteer import MUNICIPALITIES, Division, Gazetteer, PlaceMention, gazetteer

NATION = "全国"

# How much a place name says about who speaks, by where it stands.
_ISSUER, _TITLE, _CONGRESS, _SUBJECT, _SIGNATURE = 10.0, 8.0, 8.0, 5.0, 4.0
_ADDRESSEE, _OPENING, _QUOTED, _LEADER, _ELSEWHERE = 2.5, 2.0, 1.5, 0.6, 0.6
_ELSEWHERE_CAP = 6.0
_SHORT_FACTOR = 0.5
# Below this a name may be there by chance.
_ENOUGH = 2.5
_RARE_LENGTH = 3
# By how much the evidence for one homonym must exceed that for the next.
_MARGIN = 1.0

_COUNTY_WORDS = ("区", "县", "旗")
# How a text speaks of its own level, and of the one above. Each pattern begins with a character of its own, so that the
# whole text is searched for it quickly; what stands before is looked back at.
_OWN = {
    "省": re.compile(r"省(?<=[我全]省)(?!级|会)"),
    "自治区": re.compile(r"自治区(?:(?<=[我全]自治区)|党委|政府|人民政府)"),
    "市": re.compile(r"市(?<=[我全本]市)(?!场|民|区)"),
    "州": re.compile(r"州(?<=[我全]州)(?!市)"),
    "盟": re.compile(r"盟(?:(?<=[我全]盟)|委)"),
    "地区": re.compile(r"地区(?<=[我全]地区)|地委|行署"),
    "区": re.compile(
        r"区(?:(?<=[我全本]区)(?!域|间|块|划)|(?<!自治区)(?<![）)县市、]区)(?:委(?!员)|政府|人民政府|管委会))"
    ),
    "县": re.compile(r"县(?:(?<=[我全本]县)(?!域|级|区)|(?<![市区]县)(?:委(?!员)|政府|人民政府))"),
    "旗": re.compile(r"旗(?:(?<=[我全]旗)|委|政府|人民政府)"),
    "镇": re.compile(r"镇(?:(?<=[我全本]镇)(?!街)|(?<![乡街]镇)(?:党委|政府|人民政府))"),
    "乡": re.compile(r"乡(?:(?<=[我全本]乡)(?!镇|村)|(?<!城乡)(?:党委|政府|人民政府))"),
    "街道": re.compile(r"街道(?:(?<=[我全本]街道)|党工委|办事处|办(?![事理]))"),
}
_OWN_DISTRICT = re.compile(r"区(?:(?<=我区)(?!域|间|块)|(?<!自治区)(?<![）)县市、]区)(?:委(?!员)|政府|人民政府))")
_UPPER = {
    "省": re.compile(r"省(?:[委厅直级]|政府|(?<=[我全]省))"),
    "自治区": re.compile(r"自治区"),
    "州": re.compile(r"州(?:委(?!员)|政府|(?<=[我全]州)(?!市))"),
    "盟": re.compile(r"盟(?:委|行署|(?<=[我全]盟))"),
    "地区": re.compile(r"地委|地区行署"),
    "师": re.compile(r"师市|兵团"),
}
_CONGRESS_AFTER = re.compile(r"(?:第[一二三四五六七八九十]{1,4}届)?人民代表大会")
_LEADER_AFTER = re.compile(
    r"[委政](?:[^，。；\n]{0,12})?(?:的)?(?:坚强|正确)?领导|[^，。；\n]{0,14}(?:坚强|正确|有力|关心|精心|大力)[^，。；\n]{0,6}[下持]"
)
_SUBJECT_BEFORE = re.compile(r"(?:^|[\n。，,；;：:（(—\-]|\d年(?:度|以来)?|我代表|现将|中共)\s*$")
# 新华区天苑社区被命名为…: something in the place speaks, if anything does
_PART_AFTER = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:社区|村|街道|镇|乡)(?![村镇])")
_AREA_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,16}?(?:风景名胜区|风景区|旅游度假区|度假区|经济技术开发区|高新技术产业开发区|高新技术产业园区|经济开发区"
    r"|开发区|高新区|经开区|工业园区|产业园区|示范区|保税区|合作区|试验区|实验区|新区|管理区|农场))(?:管理委员会|管委会|党工委|党委|来说|20\d\d年|\d{4})?"
)
_RARE_ABBREVIATION = re.compile(r"(?<!希)冀|辽(?!阔)|沪|浙|皖|闽|赣|(?<!犹)豫|鄂|湘|粤|琼|(?<!不)渝|黔|滇|陇")
_DOCUMENT_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\u4e00-\u9fff]{0,7}[〔\[［(（]\s*(?:19|20)\d\d\s*[〕\]］)）]\s*\d+\s*号"
)
_HOST = re.compile(r"([a-z0-9.-]+)\.gov\.cn", re.IGNORECASE)
_TOWN = re.compile(r"(?=(街道|镇|乡|苏木))")
_TOWN_MAX = 8
_TOWN_KIND = re.compile(r"街道|镇|乡(?!村)|苏木|村|社区")
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class AreaDecision:
    """The place that a report speaks for.

    `code` is the GB/T 2260 code of the county, prefecture or province (None: the nation, a place without a code, or
    undecided); `name` the place's qualified name (南昌市西湖区, with the town if a town reports; 全国 for the nation;
    None if undecided); `town` the town or subdistrict that reports; `level` one of nation, province, prefecture,
    county, town, or None; `confidence` 0…1; `reasons` say what decided, `warnings` what the user should know or do.
    """

    code: str | None
    name: str | None
    town: str | None
    level: str | None
    confidence: float
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()


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
    return _Case(places, text, title, opening or text[:400], issuer or "", source or "", year).decide()


# --- what the user says


def _given(places: Gazetteer, area: str, year: int | None) -> AreaDecision:
    reason = f"given: {area}"
    if area in (NATION, "中国", "中华人民共和国"):
        return AreaDecision(None, NATION, None, "nation", 1.0, (reason,))
    if _CODE.fullmatch(area):
        division = places.by_code(area, year)
        if division is None:
            return AreaDecision(None, None, None, None, 0.0, (), (f"no division has the code {area}; check --area",))
        return _decided(places, division.code, None, 1.0, (reason,), (), year)
    found = places.named(area, year) or next(
        (mention.divisions for mention in places.mentions(area) if mention.begin == 0 and mention.end == len(area)),
        (),
    )
    if found:
        code = _only(found, year)
        if code:
            return _decided(places, code, None, 1.0, (reason,), (), year)
        return AreaDecision(
            None,
            None,
            None,
            None,
            0.0,
            (),
            (_which(places, area, [d.code for d in found if d.until is None]),),
        )
    outer = next((mention for mention in places.mentions(area) if mention.begin == 0), None)
    town = area[outer.end :] if outer else area
    if town.endswith(("街道", "镇", "乡", "苏木")) and len(town) > 1:
        counties = [division.code for division in places.counties_of_town(town)]
        if outer is not None:
            named = {division.code for division in outer.divisions}
            inside = [code for code in counties if any(places.contains(code_, code) for code_ in named)]
            own = _only(outer.divisions, year)
            counties = inside or ([own] if own else [])
        if len(counties) == 1:
            return _decided(places, counties[0], town, 1.0, (reason,), (), year)
        if counties:
            return AreaDecision(None, None, town, "town", 0.0, (), (_which(places, town, counties),))
    return AreaDecision(
        None,
        area,
        None,
        None,
        1.0,
        (reason,),
        (f"{area} is in no table of divisions: the place has a name and no code",),
    )


def _only(divisions: Iterable[Division], year: int | None) -> str | None:
    """The one division meant by a name said alone: the only one, or the only one of the highest level."""
    found = list(divisions)
    found = [d for d in found if (d.existed(year) if year is not None else d.until is None)] or found
    codes = {d.code for d in found if d.level == found[0].level}
    return codes.pop() if len(codes) == 1 else None


def _which(places: Gazetteer, name: str, codes: Iterable[str]) -> str:
    listed = ", ".join(f"{places.full_name(code)} ({code})" for code in sorted(set(codes)))
    return f"{name} may be {listed}: say which with --area"


def _decided(
    places: Gazetteer,
    code: str,
    town: str | None,
    confidence: float,
    reasons: tuple[str, ...],
    warnings: tuple[str, ...],
    year: int | None,
) -> AreaDecision:
    division = places.by_code(code, year)
    level = "town" if town else division.level if division else None
    return AreaDecision(
        code,
        places.qualified_name(code, year) + (town or ""),
        town,
        level,
        round(confidence, 2),
        reasons,
        warnings,
    )


# --- what the text says


@dataclass(slots=True)
class _Own:
    """What speaks for one division being the reporting one."""

    score: float = 0.0
    elsewhere: float = 0.0
    names: set[str] = field(default_factory=set)
    reasons: dict[str, float] = field(default_factory=dict)

    def add(self, weight: float, name: str, reason: str) -> None:
        self.names.add(name)
        if reason == "":
            room = max(0.0, min(weight, _ELSEWHERE_CAP - self.elsewhere))
            self.elsewhere += room
            self.score += room
            return
        self.score += weight
        self.reasons[reason] = max(self.reasons.get(reason, 0.0), weight)

    def said(self) -> tuple[str, ...]:
        return tuple(sorted(self.reasons, key=lambda reason: -self.reasons[reason]))[:3]


_TOWN_WORDS = ("街道", "镇", "乡", "苏木")


class _Case:
    """One report's evidence."""

    def __init__(
        self,
        places: Gazetteer,
        text: str,
        title: str,
        opening: str,
        issuer: str,
        source: str,
        year: int | None,
    ) -> None:
        self.places = places
        self.text = text
        self.title = title.strip()
        self.opening = opening
        self.issuer = issuer
        self.source = source
        self.year = year
        self.words = {word: len(pattern.findall(text)) for word, pattern in _OWN.items()}
        self.upper = {word for word, pattern in _UPPER.items() if pattern.search(text)}
        self.mentions = places.mentions(text)
        self.own: dict[str, _Own] = {}

    def decide(self) -> AreaDecision:
        town = self._own_town()
        self._weigh()
        ranked = sorted(self.own, key=lambda code: -self._fitted(code, town is not None))
        best = ranked[0] if ranked else None
        strong = best is not None and any(w >= _SUBJECT * _SHORT_FACTOR for w in self.own[best].reasons.values())
        if not strong or self._speaks_first_for_nation():
            national = self._national()
            if national:
                return AreaDecision(None, NATION, None, "nation", 0.95, (f"{national} reports",))
        special = self._special_area()
        if special and not (best and self.own[best].score >= _TITLE and strong):
            return AreaDecision(
                None, special, None, None, 0.7, (f"{special} reports",),
                (f"{special} is no administrative division: it has a name and no code; say its division with --area",),
            )  # fmt: skip
        if town is not None:
            return self._decide_town(town, ranked)
        if best is not None and not self._enough(best, ranked):  # 呼伦贝尔市对我区…: perhaps a place in it
            weak = best  # or what it lies in, named with several of its counties
            best = next((c for c in ranked[1:4] if self._lie_together(weak, c) and self._enough(c, ranked)), None)
        if best is None:
            return self._undecided(ranked)
        return self._settle(best, None)

    def _enough(self, best: str, ranked: list[str]) -> bool:
        """Whether the best candidate is more than a place named by chance.

        A weak one is when no other place of any level is named as much, and the text speaks of its kind as its own.
        """
        score = self._fitted(best, False)
        if score >= _ENOUGH:
            return True
        division = self.places.by_code(best, self.year)
        if division is not None and self._rare_name(division, score, ranked[1:]):
            return True
        if division is None or (
            division.name not in self.own[best].names
            and not any(division.name in name for name in self.own[best].names)
        ):
            return False
        others = [
            self.own[code].score
            for code in ranked
            if code != best
            and self.own[code].names.isdisjoint(self.own[best].names)
            # what lies in it, and what it lies in, speaks for it
            and not (self.places.contains(best, code) or self.places.contains(code, best))
        ]
        committee = f"{_word(division)}委" in self.text or self.words.get(_word(division), 0) > 0
        return committee and score >= _ELSEWHERE and score >= 2 * max(others, default=0.0)

    def _rare_name(self, division: Division, score: float, others: list[str]) -> bool:
        """Whether a place is named twice by a name too long to stand there by chance (海拉尔), others half as much.

        Once is enough beside the place that it lies in, where the text says 我区.
        """
        rare = any(len(name) >= _RARE_LENGTH for name in self.own[division.code].names)
        next_best = max(
            (self._fitted(code, False) for code in others if not self.places.contains(code, division.code)), default=0.0
        )
        around = any(container.code in self.own for container in self.places.containers(division.code, self.year))
        often = 1 if around and self.words.get(_word(division)) else 2
        times = sum(any(named.code == division.code for named in mention.divisions) for mention in self.mentions)
        return rare and times >= often and score >= 2 * next_best

    # --- who speaks

    def _weigh(self) -> None:
        for source, weight, what in (
            (self.issuer, _ISSUER, "the issuer's name"),
            (self.title, _TITLE, "the title"),
        ):
            found = self.places.mentions(source)
            for index, mention in enumerate(found):
                start = mention.begin <= 2 or source[: mention.begin].endswith(("中共", "关于", "税务总局"))
                inner = index > 0 and any(
                    self.places.contains(outer.code, division.code) and outer.code != division.code
                    for outer in found[index - 1].divisions
                    for division in mention.divisions
                )
                if inner:  # 深圳市交通运输局龙岗管理局
                    self._add(mention, source, weight + 3.0, what, within=found[index - 1])
                else:
                    self._add(mention, source, weight if start else weight * 0.5, what)
        opening = min(len(self.opening), 500)
        closing = len(self.text) - 160
        for mention in self.mentions:
            weight, where = self._position(mention, opening, closing)
            self._add(mention, self.text, weight, where)

    def _position(self, mention: PlaceMention, opening: int, closing: int) -> tuple[float, str]:
        text, begin, end = self.text, mention.begin, mention.end
        if begin < opening:
            if _CONGRESS_AFTER.match(text, end):
                return _CONGRESS, "its people's congress in the opening"
            line_end = text.find("\n", end)
            line = text[text.rfind("\n", 0, begin) + 1 : line_end if line_end >= 0 else len(text)]
            if line.rstrip().endswith((":", "：")) and len(line) < 80 and begin < 250:
                return _ADDRESSEE, "the addressees"
            if _LEADER_AFTER.match(text, end):
                return _LEADER, "the opening"
            before = text[max(0, begin - 8) : begin]
            if _inside_title_marks(text, begin):
                return _QUOTED, "a document's title in the opening"
            if _SUBJECT_BEFORE.search(before):
                listed = before.rstrip().endswith(("，", ",", "；", ";")) and _PART_AFTER.match(text, end)
                return (_OPENING if listed else _SUBJECT), "the opening"
            return _OPENING, "the opening"
        if begin >= closing:
            line_begin = text.rfind("\n", 0, begin) + 1
            if (
                not text[line_begin:begin].strip("中共 \u3000")
                and len(text[line_begin:].split("\n", 1)[0].strip()) < 30
            ):
                return _SIGNATURE, "the signature"
        return _ELSEWHERE, ""

    def _add(
        self, mention: PlaceMention, text: str, weight: float, where: str, within: PlaceMention | None = None
    ) -> None:
        name = text[mention.begin : mention.end]
        if not mention.full and (_AREA_NAME.match(text, mention.begin) or _TOWN_KIND.match(text, mention.end)):
            weight *= 0.1  # 西湖风景名胜区 is not 西湖区, 三都镇 not 三都水族自治县
        divisions = self._existing(mention.divisions)
        if within is not None:
            outer = {division.code for division in within.divisions}
            divisions = (
                tuple(d for d in divisions if any(self.places.contains(code, d.code) for code in outer)) or divisions
            )
        if not mention.full:
            weight *= 0.8 if weight >= _CONGRESS else _SHORT_FACTOR
        highest = divisions[0].level if divisions else ""
        reason = f"{name} in {where}" if where else ""
        for division in divisions:
            factor = 1.0 if mention.full or division.level == highest else 0.3
            self.own.setdefault(division.code, _Own()).add(weight * factor, name, reason)
        if mention.nested and len(divisions) == 1 and weight <= _SUBJECT:
            for container in self.places.containers(divisions[0].code, self.year):
                if container.name in name:
                    self.own.setdefault(container.code, _Own()).add(weight * 0.5, container.name, reason)

    def _existing(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        """Those of the report's year; without a year those that stand; else all."""
        if self.year is not None:
            year = self.year
            found = tuple(d for d in divisions if d.existed(year))
            if found:
                return found
        return tuple(d for d in divisions if d.until is None) or divisions

    def _fitted(self, code: str, town: bool) -> float:
        """The score, less when the words 我市, 区委, 全县 … say that another level speaks."""
        division = self.places.by_code(code, self.year)
        if division is None:
            return 0.0
        score = self.own[code].score
        word = _word(division)
        lower = self._county_words
        if division.level == "county":
            if self._one_of_several(division):
                score *= 0.4
            if lower and word not in lower and not (word == "市" and self.words["市"]):
                return score * 0.5
            if not lower and word != "市" and self.words["市"]:
                return score * 0.3
            return score
        if _word(division) == "自治区" and not re.search(r"(?<!自治)区(?:委(?!员)|政府)", self.text):
            lower = [w for w in lower if w != "区"]  # 我区 is the region itself
        if town or lower:
            return score * 0.35
        if division.level == "province" and self.words["市"] + self.words["州"] and division.code not in MUNICIPALITIES:
            return score * 0.35
        if (
            division.level == "prefecture"
            and not any(self.words[w] for w in ("市", "州", "盟", "地区"))
            and self.words["省"]
        ):
            return score * 0.7
        return score

    def _lie_together(self, one: str, other: str) -> bool:
        return self.places.contains(one, other) or self.places.contains(other, one)

    def _one_of_several(self, division: Division) -> bool:
        """Whether the city is named, with its own word, and more of its counties: 我市, 牡丹江市, 宁安市, 东宁县."""
        city = division.parent
        if city not in self.own or not (self.words["市"] or self.words["州"] or self.words["盟"]):
            return False
        named = (self.places.by_code(code, self.year) for code in self.own)
        return sum(other is not None and other.parent == city for other in named) > 1

    @cached_property
    def _county_words(self) -> list[str]:
        """区, 县, 旗 where the text speaks of one as its own, at least half as often as it says 我市, 全市, 全州."""
        upper = self.words["市"] + self.words["州"] + self.words["盟"]
        counts = {word: self.words[word] for word in _COUNTY_WORDS}
        if "自治区" in self.upper:  # 全区 is the region there
            counts["区"] = len(_OWN_DISTRICT.findall(self.text))
        return [word for word, count in counts.items() if count and 2 * count >= upper]

    # --- homonyms

    def _settle(self, best: str, town: str | None) -> AreaDecision:
        own = self.own[best]
        division = self.places.by_code(best, self.year)
        rivals = [
            code
            for code, other in self.own.items()
            if code != best and other.names & own.names and division is not None and self._same_level(code, division)
        ]
        nested = any(name not in (division.name, division.short) for name in own.names) if division else False
        if not rivals:
            confidence = 0.97 if nested or own.score >= _TITLE else 0.9 if own.score >= _SUBJECT else 0.7
            return _decided(
                self.places,
                best,
                town,
                confidence,
                own.said() or (f"{'、'.join(sorted(own.names))} in the text",),
                (),
                self.year,
            )
        return self._choose([best, *rivals], town, {code: self.own[code].score for code in (best, *rivals)})

    def _same_level(self, code: str, division: Division) -> bool:
        other = self.places.by_code(code, self.year)
        return other is not None and other.level == division.level

    def _choose(self, codes: list[str], town: str | None, scores: dict[str, float]) -> AreaDecision:
        """The candidate that the other places, services, document numbers and addresses in the text speak for."""
        context = {code: self._context(code, codes) for code in codes}
        totals = {code: scores.get(code, 0.0) + sum(context[code].values()) for code in codes}
        ranked = sorted(codes, key=lambda code: (-totals[code], code))
        first, second = ranked[0], ranked[1]
        margin = totals[first] - totals[second]
        name = town or self._name(first)
        if margin < _MARGIN:
            shown = [code for code in ranked if totals[first] - totals[code] < _MARGIN]
            return AreaDecision(
                None, None, town, "town" if town else None, 0.0, (), (_which(self.places, name, shown),)
            )
        reasons = tuple(
            reason for reason, weight in sorted(context[first].items(), key=lambda item: -item[1]) if weight > 0
        )
        said = self.own[first].said() if first in self.own else ()
        confidence = min(0.95, 0.7 + 0.05 * margin)
        return _decided(self.places, first, town, confidence, (*reasons[:4], *said[:2]), (), self.year)

    def _name(self, code: str) -> str:
        division = self.places.by_code(code, self.year)
        return division.name if division else code

    def _context(self, code: str, rivals: list[str]) -> dict[str, float]:
        """Evidence outside the name itself that a candidate is meant: reason → weight."""
        outer = {division.code for division in self.places.containers(code, self.year)}
        found: dict[str, float] = {}
        for name, other, count in self._other_places(rivals):
            if other == code or other in outer:
                near = 2.5 if not other.endswith("0000") else 1.8
            else:
                shared = {division.code for division in self.places.containers(other)} & outer
                near = 1.2 if any(not c.endswith("0000") for c in shared) else 0.6 if shared else 0.0
            if near:
                found[f"{name} is named"] = near + min(0.15 * (count - 1), 1.0)
        for word, codes in self.places.regions(self.text + self.title):
            if any(c in outer or c == code for c in codes):
                found[f"{word} is met there"] = 2.0
        for char, count in self._abbreviations().items():
            province = self.places.abbreviation(char)
            if province is not None and province.code in outer:
                found[f"{char} stands for {province.name}"] = 1.0 + min(0.3 * (count - 1), 1.0)
        for char, count in self._document_numbers().items():
            if self._number_fits(char, code, outer):
                found[f"documents are numbered {char}…"] = 1.0 + min(0.2 * (count - 1), 0.6)
        towns = self._towns_in_text() & self.places.towns(code)
        if towns:
            found[f"{'、'.join(sorted(towns)[:3])} lies there"] = 2.0 * min(len(towns), 3)
        for host in self._hosts():
            for place in [code, *outer]:
                division = self.places.by_code(place)
                if division is not None and len(division.pinyin) >= 4 and division.pinyin in host:
                    found[f"{host}.gov.cn is of {division.name}"] = 2.5
        found.update(self._upper_evidence(code, outer))
        return found

    def _other_places(self, rivals: list[str]) -> list[tuple[str, str, int]]:
        """Places named besides the candidates that can be only one: (name, code, how often)."""
        counts: Counter[tuple[str, str]] = Counter()
        own = set(rivals)
        for source in (self.text, self.title, self.issuer):
            for mention in self.mentions if source is self.text else self.places.mentions(source):
                if not own.isdisjoint(division.code for division in mention.divisions):
                    continue
                code = _only(self._existing(mention.divisions), self.year)
                if code is not None:
                    counts[source[mention.begin : mention.end], code] += 1
        return [(name, code, count) for (name, code), count in counts.items()]

    def _abbreviations(self) -> Counter[str]:
        """Characters that stand for a province outside place names: 赣 in 赣政通."""
        taken = [(mention.begin, mention.end) for mention in self.mentions]
        return Counter(
            match.group() for match in _RARE_ABBREVIATION.finditer(self.text)
            if not any(begin <= match.start() < end for begin, end in taken)
        )  # fmt: skip

    def _document_numbers(self) -> Counter[str]:
        return Counter(match[1] for match in _DOCUMENT_NUMBER.finditer(self.text))

    def _number_fits(self, char: str, code: str, outer: set[str]) -> bool:
        province, city = self.places.abbreviation(char), self.places.city_abbreviation(char)
        if (province is not None and province.code in outer) or (
            city is not None and (city.code in outer or city.code == code)
        ):
            return True
        near = [d for c in (code, *outer) if (d := self.places.by_code(c)) is not None and d.level != "province"]
        return any(division.short.startswith(char) for division in near)

    def _hosts(self) -> set[str]:
        return {match[1].lower() for match in _HOST.finditer(f"{self.source}\n{self.text}")}

    def _towns_in_text(self) -> set[str]:
        """Every stretch of characters that could be a town's name."""
        found: set[str] = set()
        for match in _TOWN.finditer(self.text):
            kind = match[1]
            before = _HAN.search(self.text[max(0, match.start() - _TOWN_MAX) : match.start()])
            if before:
                run = before.group()
                found.update(run[-length:] + kind for length in range(1, len(run) + 1))
        return found

    def _upper_evidence(self, code: str, outer: set[str]) -> list[tuple[str, float]]:
        containers = [self.places.by_code(c) for c in outer]
        municipal = bool(outer & MUNICIPALITIES)
        autonomous = any(d is not None and d.name.endswith("自治区") for d in containers)
        found: list[tuple[str, float]] = []
        if "自治区" in self.upper:
            found.append(("自治区 is its upper level", 1.5 if autonomous else -2.5))
        elif "省" in self.upper:
            found.append(("省 is its upper level", -2.5 if municipal or autonomous else 0.5))
        for word, ending in (("州", "自治州"), ("盟", "盟"), ("地区", "地区")):
            if word in self.upper:
                fits = any(d is not None and d.name.endswith(ending) for d in containers)
                found.append((f"{word} is its upper level", 1.5 if fits else -1.5))
        return found

    # --- towns

    def _own_town(self) -> str | None:
        """The town or subdistrict that reports."""
        lead = self.opening[:160].split("。")[0]
        said = any(self.words[word] for word in ("镇", "乡", "街道"))
        for source, sure in ((self.issuer, True), (self.title, True), (lead, False)):
            town = self._leading_town(source)
            if town is not None and (sure or said):
                return town
        return None

    def _leading_town(self, source: str) -> str | None:
        """A town's name at the head of a title, an issuer's name or a sentence, after the county's if that is there."""
        head = re.sub(r"^(?:\s|20\d\d年(?:度)?(?:以来)?|一年来|过去一年|关于|中共|[，,：:])+", "", source)
        before = 0
        for mention in self.places.mentions(head[:40]):
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
        if before or self.places.counties_of_town(name):
            follow = head[before + match.end() :]
            return None if re.match(r"[村级长]|社区|企业|建设|和|、", follow) else name
        return None

    def _decide_town(self, town: str, ranked: list[str]) -> AreaDecision:
        having = [division.code for division in self.places.counties_of_town(town)]
        counties = [
            code
            for code in ranked
            if (division := self.places.by_code(code, self.year)) is not None
            and (division.level == "county" or (division.level == "prefecture" and not self.places.has_counties(code)))
        ]
        near = [c for c in counties if c in having and self._fitted(c, True) >= 0.5]
        if near:
            return self._settle(near[0], town)
        if counties and self._fitted(counties[0], True) >= _OPENING:
            return self._settle(counties[0], town)
        fitting = [c for c in having if self._fits_words(c)] or having
        if len(fitting) == 1:
            return _decided(
                self.places,
                fitting[0],
                town,
                0.85,
                (f"only {self.places.qualified_name(fitting[0])} has a {town}",),
                (),
                self.year,
            )
        if fitting:
            return self._choose(fitting, town, {})
        return AreaDecision(
            None,
            None,
            town,
            "town",
            0.0,
            (),
            (f"no county is named that {town} belongs to: say it with --area",),
        )

    def _fits_words(self, code: str) -> bool:
        """Whether 区委, 县政府 … fit the county's kind."""
        division = self.places.by_code(code)
        said = [word for word in _COUNTY_WORDS if self.words[word]]
        return division is not None and (_word(division) in said if said else True)

    # --- the nation, special areas, nothing

    def _speaks_first_for_nation(self) -> bool:
        return bool(re.search(r"全国人民代表大会第|国务院总理", self.opening[:300]))

    def _national(self) -> str | None:
        if self._speaks_first_for_nation():
            return "国务院"
        names = _national_names()
        for source in (self.issuer, self.title):
            head = source.strip().removeprefix("中华人民共和国")
            for length in range(min(len(head), 24), 1, -1):
                if head[:length] in names:
                    return None if self.places.mentions(head[length:]) else head[:length]
        for line in self.opening[:400].split("\n"):
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

    def _special_area(self) -> str | None:
        lead = re.split(r"[。\n]", self.opening.strip(), maxsplit=1)[0][:60]
        for source in (self.issuer, self.title, lead):
            head = re.sub(r"^(?:\s|20\d\d年(?:度)?(?:以来)?|一年来|关于|中共|对|在|[，,])+", "", source)
            match = _AREA_NAME.match(head)
            if match and not any(
                d.name == match["name"] or (match["name"].endswith(d.name) and len(d.name) > 3)
                for d in self._lead_divisions(head)
            ):
                return match["name"]
        return None

    def _lead_divisions(self, head: str) -> tuple[Division, ...]:
        mention = next((m for m in self.places.mentions(head[:40]) if m.begin == 0), None)
        return mention.divisions if mention and mention.full else ()

    def _undecided(self, ranked: list[str]) -> AreaDecision:
        hints = [code for code in ranked if self.own[code].score > 0][:4]
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
        names = ", ".join(f"{self.places.qualified_name(code)} ({code})" for code in hints)
        return AreaDecision(
            None, None, None, None, 0.0, (),
            (f"the text does not say which place reports (it names {names}): say it with --area",),
        )  # fmt: skip


def _word(division: Division) -> str:
    """区, 县, 市, 旗, 州, 盟, 省 …: the level word of a division's name."""
    return (
        "自治区"
        if division.name.endswith("自治区")
        else "地区"
        if division.name.endswith("地区")
        else division.name[-1]
    )


def _inside_title_marks(text: str, at: int) -> bool:
    opened = max(text.rfind("《", max(0, at - 60), at), text.rfind("〈", max(0, at - 60), at))
    return opened >= 0 and text.find("》", opened, at) < 0


@cache
def _national_names() -> frozenset[str]:
    """Full and short names of the national bodies, former ones too."""
    return frozenset(
        name
        for concept in load_vocabulary().scheme("national-body").values()
        for name in concept.names
        if len(name) >= 3
    )


__all__ = ["NATION", "AreaDecision", "Division", "Gazetteer", "decide_area", "gazetteer"]
