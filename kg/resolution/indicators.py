"""Which standard indicator a label means.

A label such as 收到行政复议申请 is compared with the names of the concepts of ``govv:indicator``: first as a whole,
then by the names in which it ends; a ``skos:hiddenLabel`` is recognised only as the whole label. ``gov:phrasing`` of a
concept holds phrasings with gaps, ``行政复议…审结``, whose parts stand in that order. What a number is counted in
decides as well: a percentage is never a count of cases, nor money a number of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from kg.language.variants import Variants
from kg.vocabulary.concepts import Concept, Vocabulary

GAP = "…"
# A shorter name is too common a word to be recognised inside a longer label; it must be the whole label.
_MINIMUM_CONTAINED = 4
_LONGEST_GAP = 14
_LONGEST_CONTEXT = 80

# Words that end the names of many indicators: with one of these alone, what stands before the label decides nothing.
_SHARED = frozenset(
    [
        "投资",
        "就业",
        "项目",
        "企业",
        "收入",
        "产量",
        "资金",
        "金额",
        "问题",
        "活动",
        "面积",
        "信息",
        "事项",
        "案件",
        "人员",
    ]
)
_PEOPLE = frozenset({"person", "person-time", "name", "person-formal"})
_NOTHING = re.compile(r"[\s“”‘’\"'「」『』〝〞的]+")
_TITLE = re.compile(r"《[^》]*》?|〈[^〉]*〉?")
_MARKS = re.compile(r"[《》〈〉]")
_VARIANTS = Variants(dict(zip("（）；：，．－—／％", "();:,.--/%", strict=True)))
_SCOPE = (
    r"(?:全[省市区县旗州镇乡街]|[省市区县旗州镇乡]级|[省市区县州]本级|本[省市区县镇乡街局部厅委](?:级)?|我[省市区县旗州镇乡街局部厅委]|"
    r"全系统|各地|各级|全国|局机关|本机关|本单位|本部门|街道|20\d{2}年度?)"
)
_LIGHT = (
    r"(?:全年|年内|年度|累计|共计|合计|总计|先后|目前|已经|依法|共|总|已|新|各类|各种|各项|相关|有关|组织开展|组织实施|组织|开展了?|举办了?|举行|"
    r"进行|完成|实现|办理|承办|实施|做好|及时|统一|对|为|向|由)"
)
_LEADING = re.compile(rf"(?:{_SCOPE}|{_LIGHT})*")
_COUNTED_WORDS = (
    "总数量|数量|总数|总量|总额|件数|人数|人次|次数|场次|场数|份数|条数|个数|家数|户数|起数|金额|数额|数目|数|情况|共计|合计|累计|总计|共|为|达|均|"
    "分别|完成|办理|开展|举办|发放"
)
_COUNTED = f"(?:{_COUNTED_WORDS})"
_COUNTED_ENDS = tuple({word[-1] for word in _COUNTED_WORDS.split("|")})
_TRAILING = re.compile(rf"{_COUNTED}+$")
# What may follow the phrase that names the indicator: the head of a Chinese noun phrase is its last word.
_HEAD = re.compile(rf"(?:工作|活动|案件|任务)?{_COUNTED}*(?:$|[,;:()/、]|[和及与或等并均](?!解|议))")
# What makes a label speak of a part of the cases, or of those that the phrase does not cover.
_PART = re.compile(r"因(?!政府信息公开|信息公开)|不予|不得|未(?!成年|来)|拟|免予|涉企|涉民企|其余|占")
_NEGATES = frozenset("不未非")  # 案卷评查|不合格率
_OTHER_ACT = re.compile("办理|受理|审批|核发|新增|新设|梳理|公布|检查|查处|查扣")
_TWO_RATES = re.compile(r"[率度比][和、及与][^,;]*[率度比]$")
_RUN = re.compile(r"连续[^,;]*(?:下降|上升|增长|提高|降低|增加|减少|回落|改善|提升)|(?:下降|上升|增长)年数")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrasing of a concept: its parts in order."""

    parts: tuple[str, ...]
    key: str

    @property
    def size(self) -> int:
        return sum(map(len, self.parts))


class IndicatorMatcher:
    """Finds the concept of ``govv:indicator`` that a label means; built once from a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._families = {
            key: _family(key, concept.first("unitFamily") or "count")
            for key, concept in vocabulary.scheme("unit").items()
        }
        self._all_families = frozenset(self._families.values()) | {"count"}
        self._default: dict[str, str] = {}
        self._family_of: dict[str, str] = {}
        named: dict[str, list[str]] = {}
        cored: dict[str, list[str]] = {}
        phrases: dict[_Phrase, None] = {}
        for key, concept in sorted(vocabulary.scheme("indicator").items()):
            unit = concept.first("defaultUnit")
            if unit is None:
                continue  # a group of indicators, not one that is measured
            self._default[key] = unit.rsplit("/", 1)[-1]
            self._family_of[key] = self._families.get(self._default[key], "count")
            for name in concept.names:
                plain = _plain(name)
                named.setdefault(plain, []).append(key)
                cored.setdefault(_core(plain), []).append(key)
            phrases.update(dict.fromkeys(_phrases(concept)))
        self._exact: tuple[dict[str, list[str]], ...] = (named, cored)
        by_last: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            by_last.setdefault(phrase.parts[-1], []).append(phrase)
        self._by_last: Mapping[str, list[_Phrase]] = by_last
        self._parts = sorted({part for phrase in phrases for part in phrase.parts})
        self._automaton = AhoCorasick(self._parts)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> IndicatorMatcher:
        """The matcher of a vocabulary, built on first use."""
        return _matcher(vocabulary)

    def match(self, label: str, unit: str, context: str = "", measure_kind: str = "") -> str | None:
        """The key of the indicator that `label` means, or None.

        `unit` is a key of the unit vocabulary, `measure_kind` one of level, ratio, change and duration (``""`` when not
        known: then as the unit says). A change in per cent may be that of any indicator; any other number must be in a
        unit of the same sort as the indicator's own. `context` is text that stands before the label (its heading, the
        clause before); it may give the first parts of a phrasing, never the last.
        """
        plain = _plain(label)
        if not plain:
            return None
        kind = measure_kind
        if kind == "duration" and (run := _RUN.search(plain)) and run.start() > 0:
            kind, plain = "change", plain[: run.start()]
        families = self._fitting(unit, kind)
        two = _TWO_RATES.search(plain) is not None
        whole = (names.get(form, []) for form in (plain, _core(plain)) for names in self._exact)
        for keys in whole:
            if exact := sorted((self._default[key] != unit, key) for key in keys if self._family_of[key] in families):
                return exact[0][1]
        if two:
            return None  # 办结率和满意率均达100% is of neither alone
        hits = self._hits(plain)
        heads = self._heads(plain, 0, hits)
        found = self._best(plain, 0, hits, heads, unit, families)
        if found is None and plain.endswith("《》"):
            titled = _MARKS.sub("", _NOTHING.sub("", label))
            hits_in_title = self._hits(titled)
            found = self._best(titled, 0, hits_in_title, self._heads(titled, 0, hits_in_title), unit, families)
        if found is None and context and heads:
            text = _plain(context)[-_LONGEST_CONTEXT:] + "," + plain
            begin, hits = len(text) - len(plain), self._hits(text)
            found = self._best(text, begin, hits, self._heads(text, begin, hits), unit, families)
        return found

    def _fitting(self, unit: str, measure_kind: str) -> frozenset[str]:
        """The families of units whose indicators a number in `unit` may measure."""
        given = self._families.get(unit, "count")
        if unit == "one" and measure_kind == "level":
            return frozenset({"count", "people"})  # a bare number, in a table
        if measure_kind == "change" and (given == "ratio" or unit == "year"):
            return self._all_families if unit != "percentage-point" else frozenset({"ratio"})
        return frozenset({given})

    def _hits(self, text: str) -> dict[str, list[int]]:
        """Where the parts of phrasings begin in a text."""
        hits: dict[str, list[int]] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            hits.setdefault(self._parts[index], []).append(start)
        return hits

    def _heads(self, text: str, begin: int, hits: Mapping[str, list[int]]) -> dict[str, list[int]]:
        """Where in ``text[begin:]`` the last parts of phrasings begin that name what it is about."""
        heads: dict[str, list[int]] = {}
        for last, starts in hits.items():
            if last in self._by_last:
                named = [
                    start
                    for start in starts
                    if start >= begin
                    and _HEAD.match(text, start + len(last))
                    and text[start - 1 : start] not in _NEGATES
                ]
                if named:
                    heads[last] = named
        return heads

    def _best(
        self,
        text: str,
        begin: int,
        hits: Mapping[str, list[int]],
        heads: Mapping[str, list[int]],
        unit: str,
        families: frozenset[str],
    ) -> str | None:
        """The best of the phrasings that end in ``text[begin:]``.

        That is the longest, then the one with the very unit, then the one that stands last, then the one whose begin
        in the words before stands nearest: after 人民调解…，行政复议…，受理 the review.
        """
        best: tuple[tuple[int, bool, int, int], str] | None = None
        for last, starts in heads.items():
            for phrase in self._by_last[last]:
                if self._family_of[phrase.key] not in families:
                    continue
                for start in starts:
                    first = _placed(phrase.parts, hits, start, begin)
                    if first is None or _is_part(text, first):
                        continue
                    if first < begin and not _stands_alone(text, begin, start, last):
                        continue
                    rank = (phrase.size, self._default[phrase.key] == unit, start, min(first, begin))
                    if best is None or rank > best[0] or (rank == best[0] and phrase.key < best[1]):
                        best = (rank, phrase.key)
        return best[1] if best else None


@lru_cache(maxsize=4)
def _matcher(vocabulary: Vocabulary) -> IndicatorMatcher:
    return IndicatorMatcher(vocabulary)


def _family(unit: str, family: str) -> str:
    """Units of one family can be compared; people are counted apart from things, a score may be a rate."""
    if family == "count" and unit in _PEOPLE:
        return "people"
    return "ratio" if family == "score" else family


def _phrases(concept: Concept) -> Iterable[_Phrase]:
    for name in (concept.label, *concept.alternatives):
        plain = _plain(name)
        if len(plain) >= _MINIMUM_CONTAINED:
            yield _Phrase((plain,), concept.key)
    for phrasing in concept.get("phrasing"):
        parts = tuple(_plain(part) for part in phrasing.split(GAP) if part)
        if parts:
            yield _Phrase(parts, concept.key)


def _plain(text: str) -> str:
    """Without blanks, quotation marks, titles and 的, in one form of punctuation."""
    return _VARIANTS.unified(_NOTHING.sub("", _TITLE.sub("《》", text)))


def _core(plain: str) -> str:
    """Without the words that only say whose, that it was done, or that it was counted."""
    core = _without_leading(plain)
    if core.endswith(_COUNTED_ENDS):
        core = _TRAILING.sub("", core)
    return core or plain


def _without_leading(words: str) -> str:
    return _LEADING.sub("", words, count=1)


def _placed(parts: tuple[str, ...], hits: Mapping[str, list[int]], last: int, begin: int) -> int | None:
    """Where the first part stands when the last one is at `last`, each as near to the next as it can; or None."""
    following = last
    for part in reversed(parts[:-1]):
        ends = [start for start in hits.get(part, ()) if start + len(part) <= following]
        if not ends:
            return None
        start = max(ends)
        if following - start - len(part) > _LONGEST_GAP and start >= begin:
            return None
        following = start
    return following


def _stands_alone(text: str, begin: int, start: int, last: str) -> bool:
    """Whether a label whose `last` part begins at `start` names little else, so that it lives on what stands before."""
    own = _without_leading(text[begin:start])
    if _OTHER_ACT.match(own):
        return False  # 取消事项4项，办理许可事项412件
    return last not in _SHARED and len(own) <= (8 if len(last) > 2 else 2) and not _PART.search(own)


def _is_part(text: str, begin: int) -> bool:
    clause = text[max(text.rfind(mark, 0, begin) for mark in ",;") + 1 : begin]
    return _PART.search(clause) is not None
