"""A report's text made ready for extraction: what stands in titles and quotes, the clauses, and all lexicon hits."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kg.extraction.words import Words
from kg.language.brackets import Title, find_quoted, find_remarks, find_titles, mask
from kg.language.records import record
from kg.language.spans import Span
from kg.reports.model import Report
from kg.vocabulary.lexicon import Hit

# Like other patterns that go through a whole text, it begins with one character of a set: these are found quickly.
_CLAUSE_END = re.compile(r"[，；;：:。！？!?\n,—](?:(?<![,—])|(?<=,)(?:(?<!\d,)|(?!\d))|(?<=—)—)")
_FURNITURE_WORD = re.compile("当前位置|首页|发布时间|发布日期|浏览次数|信息来源|【字体|打印本页|来源")
# lines of the web page around a report: 当前位置:首页 > 政务公开, 来源:… 发布时间:…
_PAGE_FURNITURE = re.compile(
    r"^[^\n。]{0,20}(?:当前位置|首页\s*[>＞»/]|发布时间|发布日期|浏览次数|信息来源|【字体|打印本页|来源[:：])[^\n。]*$",
    re.MULTILINE,
)
# what may stand before a clause's first word without belonging to it
_LEADING = re.compile(
    r"[\s\u3000、—-]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:、|是(?!否))|\d{1,2}[.．、](?!\d))?[\s\u3000]*"
)


@record(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between commas, without its number or leading blanks."""

    span: Span
    sentence: int


@dataclass(frozen=True)
class Document:
    """`masked` is the text with titles and bracketed remarks blanked out, `bare` with quotations blanked out too.

    `boundaries` are the offsets that a name cannot cross from right to left, where a boundary word ends, with the
    offset where that word begins; `nominal` those of them whose word may be part of a name (调整 in 报送调整机制).
    """

    report: Report
    words: Words
    text: str
    titles: tuple[Title, ...]
    quoted: tuple[Span, ...]
    remarks: tuple[Span, ...]
    masked: str
    bare: str
    hits: dict[str, list[Hit]]
    clauses: tuple[Clause, ...]
    boundaries: dict[int, int]
    nominal: frozenset[int]
    _title_begins: tuple[int, ...]
    _sentence_begins: tuple[int, ...]
    _clause_begins: tuple[int, ...]
    _quote_begins: tuple[int, ...]

    def title_at(self, at: int) -> Title | None:
        """The outermost title that covers the character `at`, if any."""
        index = bisect_right(self._title_begins, at) - 1
        while index >= 0 and self.titles[index].parent is not None:
            index -= 1
        return self.titles[index] if index >= 0 and at < self.titles[index].span.end else None

    def quote_at(self, at: int) -> Span | None:
        """The quotation that covers the character `at`, if any."""
        index = bisect_right(self._quote_begins, at) - 1
        return self.quoted[index] if index >= 0 and at < self.quoted[index].end else None

    def remark_before(self, at: int) -> Span | None:
        """A short remark in brackets that ends at `at`: 权（事）|责清单."""
        for span in self.remarks:
            if span.end == at and span.end - span.begin <= 6:
                inside = self.text[span.begin + 1 : span.end - 1]
                return None if inside.isdigit() or all(c in "一二三四五六七八九十" for c in inside) else span
        return None

    def sentence_at(self, at: int) -> int:
        """The index of the sentence that covers `at`, or of the one before it."""
        return (bisect_right(self._sentence_begins, at) or 1) - 1

    def clause_at(self, at: int) -> int:
        """The index of the clause that covers `at`, or of the one before it."""
        return (bisect_right(self._clause_begins, at) or 1) - 1


def prepare(report: Report, words: Words) -> Document:
    """Search and segment a report once, for all extractors."""
    text = report.written
    glossary = _glossary(report)
    reporting = mask(text, glossary)
    titles, quoted, remarks = find_titles(reporting), find_quoted(reporting), find_remarks(reporting)
    outer = tuple(title.span for title in titles if title.parent is None)
    masked = mask(reporting, outer + remarks)
    bare = mask(reporting, outer + remarks + quoted)
    furniture: tuple[Span, ...] = ()
    if _FURNITURE_WORD.search(text):
        furniture = tuple(Span(*match.span()) for match in _PAGE_FURNITURE.finditer(text))
    hits = _outside(words.lexicon.scan(reporting), furniture)
    clauses = _clauses(report, text, bare, glossary)
    return Document(
        report=report,
        words=words,
        text=text,
        titles=titles,
        quoted=quoted,
        remarks=remarks,
        masked=masked,
        bare=bare,
        hits=hits,
        clauses=clauses,
        boundaries=_boundaries(hits),
        nominal=frozenset(hit.end for hit in hits.get("nominal", ())),
        _title_begins=tuple(title.span.begin for title in titles),
        _sentence_begins=tuple(sentence.span.begin for sentence in report.sentences),
        _clause_begins=tuple(clause.span.begin for clause in clauses),
        _quote_begins=tuple(span.begin for span in quoted),
    )


_GLOSSARY = re.compile(r"名词解释|名词注释|名词说明|用语说明|注释")
# a glossary appended without a numbered heading
_GLOSSARY_LINE = re.compile(r"^[^\n。，；]{0,20}名词(?:解释|注释|说明)[^\n。，；]{0,4}$", re.MULTILINE)


# an entry of one: a term, a colon, and what it means
_ENTRY = re.compile(r"[^，。：:\n]{2,40}[：:](?=[^\n]{8})")
_MEANS = re.compile(r"[：:“”][^，。]{0,12}?(?:[即指]|是指|就是)|[：:](?:根据|按照|为|以|[12]\d{3}年|由)")
_FEWEST_ENTRIES = 4


def _glossary(report: Report) -> tuple[Span, ...]:
    """The stretches that explain the words of a report and report nothing."""
    found: list[Span] = []
    inside: set[int] = set()
    for index, section in enumerate(report.sections):
        if section.parent in inside:
            inside.add(index)
        elif section.heading is not None and _GLOSSARY.search(section.heading.text):
            inside.add(index)
            found.append(section.span)
    length = len(report.written)
    line = _GLOSSARY_LINE.search(report.written, length // 2) if "名词" in report.written else None
    if line is not None and not _inside(line.start(), tuple(found)):
        found.append(Span(line.start(), length))
    entries = _entries_at_end(report)
    if entries is not None and not _inside(entries.begin, tuple(found)):
        found.append(entries)
    return tuple(found)


def _entries_at_end(report: Report) -> Span | None:
    """The entries of a glossary without a heading, with which a text ends: three of four say what is meant."""
    first, meant = len(report.paragraphs), 0
    for index in range(first - 1, -1, -1):
        paragraph = report.paragraphs[index]
        if not _ENTRY.match(report.written, *paragraph):
            break
        meant += _MEANS.search(report.written, *paragraph) is not None
        first = index
    entries = len(report.paragraphs) - first
    if entries < _FEWEST_ENTRIES or meant * 4 < entries * 3:
        return None
    if report.paragraphs[first].begin < len(report.written) // 2:
        return None  # it is what the text is about
    return Span(report.paragraphs[first].begin, len(report.written))


def _inside(at: int, spans: tuple[Span, ...]) -> bool:
    return any(span.begin <= at < span.end for span in spans)


def _outside(hits: dict[str, list[Hit]], furniture: tuple[Span, ...]) -> dict[str, list[Hit]]:
    """Hits without those in lines that belong to the web page and not to the report."""
    if not furniture:
        return hits
    return {category: [hit for hit in found if not _inside(hit.begin, furniture)] for category, found in hits.items()}


def _boundaries(hits: dict[str, list[Hit]]) -> dict[int, int]:
    """Where boundary words end (and begin), but for those inside a word that names may contain (都 in 成都)."""
    shielded: set[int] = set()
    for category in ("not-boundary", "place", "department", "program", "law"):
        for begin, end, _ in hits.get(category, ()):
            if end - begin > 1:
                shielded.update(range(begin, end))
    ends: dict[int, int] = {}
    for begin, end, _ in hits.get("boundary", ()):
        if begin not in shielded or end - 1 not in shielded:
            ends.setdefault(end, begin)  # hits come with the leftmost first
    return ends


def _clauses(report: Report, text: str, bare: str, glossary: tuple[Span, ...]) -> tuple[Clause, ...]:
    clauses = []
    for index, sentence in enumerate(report.sentences):
        begin, last = sentence.span
        if glossary and _inside(begin, glossary):
            continue
        stops = [match.span() for match in _CLAUSE_END.finditer(bare, begin, last)]
        for end, following in (*stops, (last, last)):
            leading = _LEADING.match(text, begin, end)
            begin = leading.end() if leading else begin
            while end > begin and text[end - 1] in " \t\r\u3000":
                end -= 1
            if end > begin:
                clauses.append(Clause(Span(begin, end), index))
            begin = following
    return tuple(clauses)
