"""The administrative divisions of China since 1980: by code, by name, and what lies in what."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from kg.language.records import record
from kg.vocabulary.files import ontology_dir

MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_AUTONOMOUS = re.compile(r"自治([州县旗])$")
# 矿区, 和县: two characters that may be the end of one word and the beginning of another.
_TINY = 2
# Words after which a two-character name begins: 在和县, 中共理县委.
# what a street that bears a place's name goes on with: 南京|西路
STREET = re.compile(r"[东西南北中一二三四五]?(?:路(?!段|桥)|大街|大道|支路)")
_BEFORE_TINY = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在对是由为向到从让]|中共|[省市州盟]|地区|自治区)$")
# What follows 新城区 or 和县 when a government speaks, and not when new quarters are built.
_AFTER_PLAIN = re.compile(
    r"20\d\d|人民(?:政府|代表|法院|检察院)|委(?![托员])|政府|第[一二三四五六七八九十]{1,3}届|认真|坚持|深入|推进"
    r"|[\u4e00-\u9fff]{2,12}?(?:局|法院|检察院|办公室)"
)
# Short names of what ended before this year are not looked for in texts: few reports are older, 动力 is a word again.
_SHORT_SINCE = 2010


@record(frozen=True, slots=True)
class Division:
    """A division of province, prefecture or county level.

    `code` is its GB/T 2260 code, `short` what people call it (西湖, 内蒙古, 恩施), `level` one of province, prefecture,
    county. `parent` is the code of the division that contains it. `since` is the first year at whose end it existed
    (None: 1980 or before), `until` the year in which it ended (None: it stands), `successor` the code of what it became
    (None: it stands, or it is not known). `pinyin` is the short name in letters, only for what stands.
    """

    code: str
    name: str
    short: str
    level: str
    parent: str | None
    since: int | None
    until: int | None
    successor: str | None = None
    pinyin: str = ""

    def existed(self, year: int) -> bool:
        """Whether it existed during a part of the year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@record(frozen=True, slots=True)
class PlaceMention:
    """Place names that stand in a text side by side: 南昌市西湖区.

    `begin` and `end` are code points, `divisions` what the innermost name may mean, `nested` whether an outer name says
    which; `full` whether the innermost name is a full one (西湖区), not a short one (萧山).
    """

    begin: int
    end: int
    divisions: tuple[Division, ...]
    nested: bool
    full: bool


def _level(code: str) -> str:
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


class Gazetteer:
    """All divisions of the table; immutable once loaded. `gazetteer()` gives the shipped one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._divisions = _read_divisions(folder / "places.csv")
        self._by_code: dict[str, list[Division]] = {}
        self._by_name: dict[str, list[Division]] = {}
        self._outer_codes: dict[str, frozenset[str]] = {}
        self._parents = frozenset(division.parent for division in self._divisions if division.parent)
        for division in self._divisions:
            self._by_code.setdefault(division.code, []).append(division)
            for name in dict.fromkeys((division.name, division.short, *_other_short(division))):
                self._by_name.setdefault(name, []).append(division)
        hints = _read_hints(folder / "places-hints.csv")
        self._abbreviations = {word: codes[0] for kind, word, codes in hints if kind == "abbreviation"}
        self._city_abbreviations = {word: codes[0] for kind, word, codes in hints if kind == "city-abbreviation"}
        self._plain = frozenset(word for kind, word, _ in hints if kind == "plain")
        self._regions = {word: codes for kind, word, codes in hints if kind == "region"}
        self._other = tuple(word for kind, word, _ in hints if kind == "other")
        self._by_names = tuple(word for kind, word, _ in hints if kind == "short")
        for kind, word, codes in hints:
            if kind == "short":
                self._by_name.setdefault(word, []).extend(self._by_code[codes[0]])

    # --- looking up

    def iter_divisions(self) -> Iterator[Division]:
        """Every division, sorted by code; of those that shared a code, the standing one first."""
        return iter(self._divisions)

    def by_code(self, code: str, year: int | None = None) -> Division | None:
        """The division with this code in that year, else the standing one, else the one that ended last."""
        found = self._by_code.get(code)
        if not found:
            return None
        if year is not None:
            for division in found:
                if division.existed(year):
                    return division
        return found[0]

    def named(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """What a full or short name may mean: standing divisions first, larger before smaller.

        With a year, those that existed then; when none did, all.
        """
        found = self._by_name.get(name, ())
        if year is not None:
            found = [division for division in found if division.existed(year)] or found
        return tuple(sorted(found, key=_standing_first))

    def abbreviation(self, char: str) -> Division | None:
        """The province that a single character stands for: 赣 → 江西省."""
        code = self._abbreviations.get(char)
        return self.by_code(code) if code else None

    def city_abbreviation(self, char: str) -> Division | None:
        """The city that a single character stands for in document numbers: 甬 → 宁波市."""
        code = self._city_abbreviations.get(char)
        return self.by_code(code) if code else None

    def is_plain(self, name: str) -> bool:
        """Whether a name is an ordinary word as well (和平, 城区)."""
        return name in self._plain

    # --- what lies in what

    def containers(self, code: str, year: int | None = None) -> tuple[Division, ...]:
        """What a division lies in, from near to far: 静海区 → (天津市,); 西湖区 → (南昌市, 江西省)."""
        division = self.by_code(code, year)
        when = year if year is not None else _last_year(division)
        found = []
        while division is not None and division.parent:
            division = self.by_code(division.parent, when)
            if division is not None:
                found.append(division)
        return tuple(found)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether the division `inner` is `outer` or lies in it."""
        return inner == outer or outer in self._outer(inner)

    def _outer(self, code: str) -> frozenset[str]:
        if code not in self._outer_codes:
            self._outer_codes[code] = frozenset(division.code for division in self.containers(code))
        return self._outer_codes[code]

    def has_counties(self, code: str) -> bool:
        """Whether a prefecture has counties; 东莞市, 中山市, 儋州市 and 嘉峪关市 have only towns."""
        return code in self._parents

    def qualified_name(self, code: str, year: int | None = None) -> str:
        """With the prefecture or municipality, without the province: 南昌市西湖区, 天津市静海区, 济源市, 浙江省."""
        division = self.by_code(code, year)
        if division is None:
            return code
        if division.level != "county":
            return division.name
        outer = next(iter(self.containers(code, year)), None)
        if outer is None or (outer.level == "province" and outer.code not in MUNICIPALITIES):
            return division.name
        return outer.name + division.name

    def full_name(self, code: str, year: int | None = None) -> str:
        """With everything that contains it: 江西省南昌市西湖区."""
        division = self.by_code(code, year)
        if division is None:
            return code
        return "".join(outer.name for outer in reversed(self.containers(code, year))) + division.name

    def body_prefix(self, code: str, year: int | None = None) -> str:
        """What stands before 人民政府 in the official name: 杭州市余杭区, but 获嘉县, 义乌市, 阿荣旗."""
        division = self.by_code(code, year)
        if division is None:
            return code
        if division.level == "county" and re.search(r"(?<!林)(?<!特)区$", division.name):
            return self.qualified_name(code, year)
        return division.name

    def upper_levels(self, code: str, year: int | None = None) -> dict[str, str]:
        """What the level words 省, 市, 区, 县, 州, 盟, 旗 … mean in a report of this division: word → code.

        Inside a county-level city 市 is the city itself; inside a prefecture of an autonomous region 区 is the region.
        """
        division = self.by_code(code, year)
        if division is None:
            return {}
        levels: dict[str, str] = {}
        for place in (division, *self.containers(code, year)):
            for word in _level_words(place):
                levels.setdefault(word, place.code)
        return levels

    # --- texts

    def words(self) -> tuple[str, ...]:
        """The names to look for in texts: full names, and short ones that are no ordinary words."""
        return tuple(self._words)

    def mentions(self, text: str) -> list[PlaceMention]:
        """The place names in a text, nested ones together; ordinary words only where they are names."""
        found: list[PlaceMention] = []
        for begin, end, name in self._scan(text):
            divisions = self._by_name.get(name)
            if divisions is None:
                continue
            full = any(division.name == name for division in divisions)
            candidates = tuple(sorted(divisions, key=_standing_first))
            last = found[-1] if found else None
            if last is not None and last.end == begin:
                outer = {division.code for division in last.divisions}
                inside = tuple(
                    d for d in candidates if any(self.contains(code, d.code) for code in outer if code != d.code)
                )
                if inside:
                    found[-1] = PlaceMention(last.begin, end, inside, True, full)
                    continue
            if not self._stands_alone(text, begin, end, name, full):
                continue
            found.append(PlaceMention(begin, end, candidates, False, full))
        return found

    def _stands_alone(self, text: str, begin: int, end: int, name: str, full: bool) -> bool:
        """Whether a name that is no part of a nested one means a place, not an ordinary word (和县级, 新城区建设)."""
        if not full and STREET.match(text, end):
            return False  # 南京|西路
        if name.endswith("海") and text.startswith("关", end):
            return False  # 拱|北海|关
        tiny = full and len(name) == _TINY
        if not tiny and name not in self._plain:
            return True
        if not full or not _BEFORE_TINY.search(text[max(0, begin - 3) : begin]):
            return False
        return (
            tiny and not text.startswith(("级", "域"), end)
            if name not in self._plain
            else bool(_AFTER_PLAIN.match(text, end))
        )

    def codes_in(self, text: str, near: str | None = None, year: int | None = None) -> list[str]:
        """Codes of the places named in a text, in order, without doubles.

        `near` is the code of the place that the text is about: it settles names that several divisions share. A name
        that stays ambiguous is left out.
        """
        codes: dict[str, None] = {}
        for mention in self.mentions(text):
            code = self.settle(mention.divisions, near, year)
            if code is not None:
                codes.setdefault(code)
        return list(codes)

    def settle(self, divisions: tuple[Division, ...], near: str | None, year: int | None = None) -> str | None:
        """The one of several divisions of a name that is meant near a place, or None."""
        if year is not None:
            divisions = tuple(d for d in divisions if d.existed(year)) or divisions
        standing = tuple(d for d in divisions if d.until is None) if year is None else divisions
        divisions = standing or divisions
        codes = list(dict.fromkeys(division.code for division in divisions))
        if len(codes) == 1:
            return codes[0]
        if near is not None:
            for outer in (near, *(division.code for division in self.containers(near))):
                if outer in codes:
                    return outer
                inside = [code for code in codes if self.contains(outer, code)]
                if inside:
                    return inside[0] if len(inside) == 1 else None
        larger = [d.code for d in divisions if d.level == divisions[0].level]
        return larger[0] if len(set(larger)) == 1 else None

    def leading_place(self, text: str) -> str | None:
        """The place name that a text begins with (杭州市萧山区 in 杭州市萧山区信访工作办法), or None."""
        for mention in self.mentions(text[:40]):
            return text[: mention.end] if mention.begin == 0 else None
        return None

    def regions(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """By-names and services in a text that are met in one province or city only: (word, codes)."""
        return [(word, self._regions[word]) for _, _, word in self._scan(text) if word in self._regions]

    # --- towns

    def towns(self, code: str) -> frozenset[str]:
        """The towns, townships and subdistricts of a county today: {"仓前街道", …}."""
        return self._towns.get(code, frozenset())

    def counties_of_town(self, name: str) -> tuple[Division, ...]:
        """The counties that have a town of this name today."""
        return tuple(d for code in self._counties_of.get(name, ()) if (d := self.by_code(code)) is not None)

    @cached_property
    def _towns(self) -> dict[str, frozenset[str]]:
        towns: dict[str, set[str]] = {}
        for code, kind, names in _read_rows(self._folder / "places-towns.csv"):
            towns.setdefault(code, set()).update(name + kind for name in names.split("|"))
        return {code: frozenset(names) for code, names in towns.items()}

    @cached_property
    def _counties_of(self) -> dict[str, list[str]]:
        counties: dict[str, list[str]] = {}
        for code, names in self._towns.items():
            for name in names:
                counties.setdefault(name, []).append(code)
        return counties

    @cached_property
    def _words(self) -> list[str]:
        words = dict.fromkeys(self._by_names)
        for division in self._divisions:
            if division.name not in self._plain:
                words.setdefault(division.name)
            if division.until is None or division.until >= _SHORT_SINCE:
                for short in (division.short, *_other_short(division)):
                    if short not in self._plain and len(short) > 1:
                        words.setdefault(short)
        return list(words)

    @cached_property
    def _patterns(self) -> list[str]:
        return list(dict.fromkeys((*self._words, *self._plain, *self._regions, *self._other)))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._patterns)

    def _scan(self, text: str) -> list[tuple[int, int, str]]:
        """Names, by-names and phrases in a text, in order; of those that overlap the longest, then the leftmost."""
        hits = [
            (begin - end, begin, index)
            for index, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
        ]
        hits.sort()
        taken = bytearray(len(text) + 1)
        kept = []
        for minus, begin, index in hits:
            end = begin - minus
            if not any(taken[begin:end]):
                taken[begin:end] = b"\x01" * -minus
                kept.append((begin, end, self._patterns[index]))
        kept.sort()
        return kept


def _read_rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        yield from rows


def _read_divisions(path: Path) -> list[Division]:
    return [
        Division(
            code,
            name,
            short,
            _level(code),
            parent or None,
            int(since) if since else None,
            int(until) if until else None,
            successor or None,
            pinyin,
        )
        for code, name, short, parent, since, until, successor, pinyin in _read_rows(path)
    ]


def _read_hints(path: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(kind, word, tuple(codes.split("|"))) for kind, word, codes in _read_rows(path)]


def _other_short(division: Division) -> tuple[str, ...]:
    """延边州, 长阳县 beside 延边, 长阳."""
    kind = _AUTONOMOUS.search(division.name)
    return (division.short + kind[1],) if kind else ()


def _standing_first(division: Division) -> tuple[bool, int, str]:
    return (
        division.until is not None,
        ("province", "prefecture", "county").index(division.level),
        division.code,
    )


def _last_year(division: Division | None) -> int | None:
    """A year in which a former division certainly existed, None for a standing one."""
    if division is None or division.until is None:
        return None
    return max(division.until - 1, division.since or 0)


def _level_words(division: Division) -> tuple[str, ...]:
    name = division.name
    if name.endswith("自治区"):
        return ("自治区", "省", "区")
    if name.endswith("特别行政区"):
        return ("特别行政区", "特区")
    if match := re.search(r"自治([州县旗])$", name):
        return (match[1], match[0])
    if match := re.search(r"([林特])区$", name):
        return (match[0], "区")
    if name.endswith("地区"):
        return ("地区", "地")
    return (name[-1],)


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded at the first call."""
    return Gazetteer(ontology_dir() / "vocabularies")
