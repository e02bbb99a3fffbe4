"""What in a text speaks for a division being the one that reports, and how much."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from kg.vocabulary.gazetteer import MUNICIPALITIES, Division, Gazetteer, PlaceMention

# How much a place name says about who speaks, by where it stands; a short name (杭州) says less than a full one.
_ISSUER, TITLE, _CONGRESS, SUBJECT, _SIGNATURE = 10.0, 8.0, 8.0, 5.0, 4.0
_ADDRESSEE, OPENING, _QUOTED, _LEADER, ELSEWHERE = 2.5, 2.0, 1.5, 0.6, 0.6
_ELSEWHERE_CAP = 6.0
SHORT_FACTOR = 0.5
COUNTY_WORDS = ("区", "县", "旗")
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
AREA_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,16}?(?:风景名胜区|风景区|旅游度假区|度假区|经济技术开发区|高新技术产业开发区|高新技术产业园区|经济开发区"
    r"|开发区|高新区|经开区|工业园区|产业园区|示范区|保税区|合作区|试验区|实验区|新区|管理区|农场))(?:管理委员会|管委会|党工委|党委|来说|20\d\d年|\d{4})?"
)
_TOWN_KIND = re.compile(r"街道|镇|乡(?!村)|苏木|村|社区")


@dataclass(slots=True)
class OwnEvidence:
    """What speaks for one division being the reporting one."""

    score: float = 0.0
    elsewhere: float = 0.0
    names: set[str] = field(default_factory=set)
    reasons: dict[str, float] = field(default_factory=dict)

    def add(self, weight: float, name: str, reason: str) -> None:
        """Add what a mention by `name` weighs; without a reason it stands elsewhere in the text, and few such count."""
        self.names.add(name)
        if reason == "":
            room = max(0.0, min(weight, _ELSEWHERE_CAP - self.elsewhere))
            self.elsewhere += room
            self.score += room
            return
        self.score += weight
        self.reasons[reason] = max(self.reasons.get(reason, 0.0), weight)

    def said(self) -> tuple[str, ...]:
        """The three strongest reasons."""
        return tuple(sorted(self.reasons, key=lambda reason: -self.reasons[reason]))[:3]


class AreaCase:
    """One report's text, and what in it speaks for each division that it names."""

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
        self.own: dict[str, OwnEvidence] = {}

    def weigh(self) -> None:
        """Weigh every mention of a division in the issuer's name, the title and the text."""
        for source, weight, what in (
            (self.issuer, _ISSUER, "the issuer's name"),
            (self.title, TITLE, "the title"),
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
                return (OPENING if listed else SUBJECT), "the opening"
            return OPENING, "the opening"
        if begin >= closing:
            line_begin = text.rfind("\n", 0, begin) + 1
            if (
                not text[line_begin:begin].strip("中共 \u3000")
                and len(text[line_begin:].split("\n", 1)[0].strip()) < 30
            ):
                return _SIGNATURE, "the signature"
        return ELSEWHERE, ""

    def _add(
        self, mention: PlaceMention, text: str, weight: float, where: str, within: PlaceMention | None = None
    ) -> None:
        name = text[mention.begin : mention.end]
        if not mention.full and (AREA_NAME.match(text, mention.begin) or _TOWN_KIND.match(text, mention.end)):
            weight *= 0.1  # 西湖风景名胜区 is not 西湖区, 三都镇 not 三都水族自治县
        divisions = self.existing(mention.divisions)
        if within is not None:
            outer = {division.code for division in within.divisions}
            divisions = (
                tuple(d for d in divisions if any(self.places.contains(code, d.code) for code in outer)) or divisions
            )
        if not mention.full:
            weight *= 0.8 if weight >= _CONGRESS else SHORT_FACTOR
        highest = divisions[0].level if divisions else ""
        reason = f"{name} in {where}" if where else ""
        for division in divisions:
            factor = 1.0 if mention.full or division.level == highest else 0.3
            self.own.setdefault(division.code, OwnEvidence()).add(weight * factor, name, reason)
        if mention.nested and len(divisions) == 1 and weight <= SUBJECT:
            for container in self.places.containers(divisions[0].code, self.year):
                if container.name in name:
                    self.own.setdefault(container.code, OwnEvidence()).add(weight * 0.5, container.name, reason)

    def existing(self, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
        """Those of the report's year; without a year those that stand; else all."""
        if self.year is not None:
            year = self.year
            found = tuple(d for d in divisions if d.existed(year))
            if found:
                return found
        return tuple(d for d in divisions if d.until is None) or divisions

    def fitted(self, code: str, town: bool) -> float:
        """The score, less when the words 我市, 区委, 全县 … say that another level speaks."""
        division = self.places.by_code(code, self.year)
        if division is None:
            return 0.0
        score = self.own[code].score
        word = level_word(division)
        lower = self._county_words
        if division.level == "county":
            if self._one_of_several(division):
                score *= 0.4
            if lower and word not in lower and not (word == "市" and self.words["市"]):
                return score * 0.5
            if not lower and word != "市" and self.words["市"]:
                return score * 0.3
            return score
        if level_word(division) == "自治区" and not re.search(r"(?<!自治)区(?:委(?!员)|政府)", self.text):
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
        counts = {word: self.words[word] for word in COUNTY_WORDS}
        if "自治区" in self.upper:  # 全区 is the region there
            counts["区"] = len(_OWN_DISTRICT.findall(self.text))
        return [word for word, count in counts.items() if count and 2 * count >= upper]


def level_word(division: Division) -> str:
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
