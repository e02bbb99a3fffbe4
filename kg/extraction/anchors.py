"""What a body's name hangs on: a place name before it, or a level word (区) that means the reporting place's own."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extraction.document import Document
from kg.extraction.words import LEVELS
from kg.vocabulary.gazetteer import STREET

# 城市, 超市 … before 市; 社区, 园区 … before 区: the level word belongs to another word
_NOT_BEFORE_LEVEL = {
    "市": re.compile(r"[城超上门夜股楼集闹早菜都]$"),
    "区": re.compile(r"[县市社园辖地片景校小城山灾牧库厂矿郊街战特林疫聚住宅居专学]$"),
    "县": re.compile(r"[市州]$"),
    "镇": re.compile(r"[城乡村集市]$"),
    "乡": re.compile(r"[城家故老下]$"),
    "旗": re.compile(r"[红国党]$"),
    "省": re.compile(r"[节反]$"),
    "地区": re.compile(r"[^\W由和与及向对经被将]$"),  # 重点地区, 偏远地区
}
# 区域物流中心, 市场…: the level word begins another word
_GOES_ON = {"区": "域间块", "市": "场域", "县": "域", "省": "域会", "乡": "村镇", "镇": "村街"}
# 各区政府, 各县（市）区公安局, 全区司法局: what stands before a level word that means any place
ANY_PLACE = re.compile(r"(?:[各每某]|(?<!安)全|各[省市区县州旗]{1,2}|各[省市区县][（(][省市区县、]{1,5}[）)])$")
_LONGEST_TOWN = 3
# 经开区, 滨海湾新区: zones are governed like districts; their kinds before 区
_ZONE = re.compile(
    r"(?:经济技术开发|经济技术|高新技术产业开发|高新技术开发|高新技术产业|经济开发|工业开发|开发|经开|高新|新|综合保税|综保|保税|"
    r"旅游度假|度假|风景名胜|名胜|风景|合作|试验|自贸|自由贸易试验|集聚|工业园|产业园|科技园|物流园)区$"
)
_LONGEST_ZONE, _LONGEST_ZONE_NAME = 9, 3
_BEFORE_ZONE = re.compile(r"入驻|落户|服务|支持|走访|对接|位于|全国|国家|省级|市级|级|各|两|城市|产业|产城|生态")


class Anchors:
    """The places named in a document, and how names hang on them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self.places = _chains(document)

    def at_level(self, level_begin: int, level: str) -> tuple[int, str, str] | None:
        """What a level word at `level_begin` hangs on: (begin, place as said or "", level word).

        None when the word is no level word there (城市, 社区).
        """
        chain = self.places.get(level_begin + len(level))
        if chain is not None:
            return chain[0], chain[1], level
        chain = self.places.get(level_begin)
        if chain is not None and chain[1].endswith(level) and level in ("区", "县", "市"):
            return chain[0], chain[1], level  # 滨海新区|区委
        zone = self._zone(level_begin + len(level)) if level in ("区", "新区") else None
        if zone is not None:
            return zone
        pattern = _NOT_BEFORE_LEVEL.get(level)
        if pattern is not None and pattern.search(self._text[max(0, level_begin - 1) : level_begin]):
            return None
        if level in ("镇", "乡", "街道"):
            town = self._town(level_begin, level)
            if town is not None:
                return town
        return level_begin, "", level

    def before(self, begin: int) -> tuple[int, str, str]:
        """What a name that begins at `begin` hangs on; (begin, "", "") when nothing stands before it."""
        chain = self.places.get(begin)
        if chain is not None:
            return chain[0], chain[1], level_of(chain[1])
        level = next(
            (word for word in LEVELS if begin >= len(word) and self._text.startswith(word, begin - len(word))), ""
        )
        anchor = self.at_level(begin - len(level), level) if level else None
        return anchor if anchor is not None else (begin, "", "")

    def within(self, begin: int, end: int) -> tuple[int, str, str]:
        """Where a name within ``[begin, end)`` begins: at the last place name in it, or at its level word."""
        for at in range(end, begin, -1):
            chain = self.places.get(at)
            # 钱|江源|国家公园管理局: one character before a place is no name
            if chain is not None and chain[0] >= begin and chain[0] - begin != 1 and at - chain[0] >= 2:
                if len(chain[1]) == 2 and not level_of(chain[1]) and self._goes_on_to(begin, chain[0]):
                    continue  # 甘肃祁|连山|国家级自然保护区管理局, 省茨淮|新河|工程管理局
                return chain[0], chain[1], level_of(chain[1])
        for word in LEVELS:
            if self._text.startswith(word, begin) and begin + len(word) <= end:
                if self._text[begin + len(word)] in _GOES_ON.get(word, ""):
                    break
                return begin, "", word
        return begin, "", ""

    def _goes_on_to(self, begin: int, end: int) -> bool:
        """Whether a place name or a level word begins at `begin`, and more of the same name stands before `end`."""
        if any(self.places[at][0] == begin for at in range(begin + 2, end) if at in self.places):
            return True
        level = next((word for word in LEVELS if self._text.startswith(word, begin)), "")
        return bool(level) and begin + len(level) < end and end not in self._document.boundaries

    def _zone(self, end: int) -> tuple[int, str, str] | None:
        """A development zone whose name ends at `end`: 经开区, 洋浦经济开发区, 长春高新区."""
        text, boundaries = self._text, self._document.boundaries
        kind = _ZONE.search(text, max(0, end - _LONGEST_ZONE - 1), end)
        if kind is None:
            return None
        begin = first = kind.start()
        while begin - first < _LONGEST_ZONE_NAME and "\u4e00" <= text[first - 1 : first] <= "\u9fff":
            if first in boundaries or first in self.places:
                break
            first -= 1
        if first in self.places:  # 广州|南沙开发区, 长沙|经开区
            first = self.places[first][0]
        elif begin - first < 2 or (first not in boundaries and "\u4e00" <= text[first - 1 : first] <= "\u9fff"):
            first = begin
        if first < begin and not _BEFORE_ZONE.search(text, first, begin):
            return first, text[first:end], "区"
        return (begin, text[begin:end], "区") if kind.group() != "新区" else None

    def _town(self, level_begin: int, level: str) -> tuple[int, str, str] | None:
        """A town's name before its level word, which no table lists: 桃花|镇, 五华区西翥|街道."""
        text, boundaries = self._text, self._document.boundaries
        begin = level_begin
        while begin > 0 and level_begin - begin <= _LONGEST_TOWN and "\u4e00" <= text[begin - 1] <= "\u9fff":
            if begin in boundaries or (begin in self.places and begin < level_begin):
                break
            begin -= 1
        end = level_begin + len(level)
        if begin == level_begin:
            return None
        if begin in self.places:
            return self.places[begin][0], text[self.places[begin][0] : end], level
        # one character is no name, and many mean that the boundary was not found
        return (begin, text[begin:end], level) if 2 <= level_begin - begin <= _LONGEST_TOWN else None


def level_of(place: str) -> str:
    """The level word that a place name ends in; 杭州 ends in none, 延边州 does."""
    word = next((word for word in LEVELS if place.endswith(word)), "")
    return "" if word == "州" and len(place) < 3 else word


def _inside_word(document: Document, at: int) -> bool:
    """Whether a boundary word goes on across `at`."""
    hits = document.hits.get("boundary", [])  # by their begins; as tuples, (at,) stands before all that begin at `at`
    first, last = bisect_left(hits, (at - document.words.longest_boundary,)), bisect_left(hits, (at,))
    return any(hit.end > at for hit in hits[first:last])


def _chains(document: Document) -> dict[int, tuple[int, str]]:
    """End of each place name → (begin of the chain of nested names that ends there, its text): 南昌市西湖区."""
    text = document.text
    begins: dict[int, int] = {}
    for hit in document.hits.get("place", []):
        if hit.end - hit.begin < 2 or (hit.begin not in begins and _inside_word(document, hit.begin)):
            continue  # 担任县政府 names no 任县
        if hit.end - hit.begin == 2 and STREET.match(text, hit.end):
            continue  # 南京|西路市场监管所
        if hit.end - hit.begin == 2 and hit.begin not in begins and hit.begin not in document.boundaries:
            previous = text[hit.begin - 1 : hit.begin]
            if "\u4e00" <= previous <= "\u9fff" and text[hit.end - 1] in "县区市旗":
                continue
        begin = begins.get(hit.begin, hit.begin)
        if hit.end not in begins or begin < begins[hit.end]:
            begins[hit.end] = begin
    return {end: (begin, text[begin:end]) for end, begin in begins.items()}
