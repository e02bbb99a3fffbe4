"""The heading tree and the sentences of a text, each with what it tells of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.language.spans import Span
from kg.reports.headings import Marker, Rank, find_marker
from kg.reports.modality import INTRODUCES, heading_modality, plans_inside, states_problem, turn
from kg.reports.model import Heading, Modality, Section, Sentence
from kg.reports.mood import moods
from kg.reports.paragraphs import split_sentences

_LONGEST_LINE = 60  # characters of a heading that has its line to itself
_LONGEST_RUN_IN = 50  # characters of a heading whose section goes on in the same paragraph
_LONGEST_PLAIN = 25  # characters of a heading without a number
_ENDS = "。！？!?；;：:，,、…"
_TRAILING = " \u3000\t*_#。；;：:，,、！!"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》|[（(][^）)]*[）)]|(?:19|20)[0-9]{2}(?=[年—-])")
_DIGITS = re.compile(r"[0-9]")
_LIST_INSIDE = re.compile(r"[；;：:，,][ ]?(?:[二2②]|（二）|\(2\))(?:是|、|\.|要)")
# Paragraphs that belong to no sub-section: a speech's new breath, the look back at achievements before the problems
_CLOSES = re.compile(
    r"各位代表[，,！!：:]|(?:在)?(?:看到|肯定|总结|取得)[^，。]{0,6}成绩的?同时|我们也(?:要|应|必须)?清醒|成绩来之"
    r"|(?:这些|上述|以上)成绩的取得"
)
_PLAIN_HEADING = re.compile(r"[\u4e00-\u9fff、和与及“”（）《》0-9年（）()]{2,25}")
_APPENDIX = re.compile(
    r"附[件录表注](?:[0-9一二三四五六七八九十]|[：:]|$)|.{0,16}(?:名词|有关内容|相关名词|缩略语)(?:解释|注释|说明)"
)


@dataclass(slots=True)
class _Open:
    """A section under construction."""

    index: int
    rank: float
    first: Modality  # what its heading says
    current: Modality  # what its own text says now
    hands_down: bool  # whether sub-sections begin with `current`
    ends_with: int | None  # the paragraph at whose end it closes


@dataclass(slots=True)
class _Draft:
    heading: Heading | None
    level: int
    parent: int | None
    begin: int
    end: int
    modality: Modality
    sentence: int | None  # the sentence that holds the heading


def build(
    text: str,
    paragraphs: Sequence[Span],
    *,
    year: int | None,
    title: Collection[int] = (),
    front: int = 0,
    back: int | None = None,
    tables: Sequence[Span] = (),
    marks: Mapping[int, int] | None = None,
    speech: bool = False,
) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """The sections and sentences of `text`.

    `title` are the indices of the paragraphs that hold the title; paragraphs before `front` and from `back` on (title
    block, signature and date) are no headings. `tables` are spans of tables: their rows have no sentences. `marks`
    maps the index of a paragraph that the file's format calls a heading to its level (1 = topmost). `speech` tells a
    work report, of which the beginning may be missing.
    """
    last = len(paragraphs) if back is None else back
    builder = _Builder(text, paragraphs, year, title, front, last, tables, marks or {})
    return builder.run(speech=speech)


class _Builder:
    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        year: int | None,
        title: Collection[int],
        front: int,
        back: int,
        tables: Sequence[Span],
        marks: Mapping[int, int],
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.year = year
        self.title = title
        self.front = front
        self.back = back
        self.table_begins = [table.begin for table in tables]
        self.tables = tables
        self.marks = marks
        self.drafts = [_Draft(None, 0, None, 0, len(text), Modality.ACHIEVED, None)]
        self.open = [_Open(0, -1, Modality.ACHIEVED, Modality.ACHIEVED, False, None)]
        self.sentences: list[tuple[Span, int, int, Modality, bool]] = []
        self.numbered = any(
            marker is not None and marker.rank <= Rank.CHINESE_BRACKETS
            for paragraph in paragraphs
            if (marker := find_marker(text, paragraph.begin)) is not None
        )
        self.turned_in = -1  # the paragraph within which the text turned for that paragraph only
        self.before_turn = Modality.ACHIEVED
        self.told: int | None = None  # the first sentence of which heading or text says what it tells of
        self.inline: dict[int, int] = {}  # last value of each rank that was found inside the present paragraph

    def run(self, *, speech: bool) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
        for index, paragraph in enumerate(self.paragraphs):
            if self._in_table(paragraph):
                continue
            self._paragraph(index, paragraph)
        for opened in self.open[1:]:
            self.drafts[opened.index].end = len(self.text)
        if speech and self.told != 0:
            self._tell()
        return self._finish()

    def _in_table(self, paragraph: Span) -> bool:
        at = bisect_right(self.table_begins, paragraph.begin) - 1
        return at >= 0 and paragraph.begin < self.tables[at].end

    def _paragraph(self, index: int, paragraph: Span) -> None:
        spans = split_sentences(self.text, paragraph)
        body = self.front <= index < self.back
        self.inline.clear()
        if index == self.back:
            self._close(Rank.CHAPTER, paragraph.begin)
        if body and _CLOSES.match(self.text, *paragraph):
            self._close(Rank.CHINESE + 1, paragraph.begin)
        for place, span in enumerate(spans):
            is_heading = index in self.title
            if body:
                is_heading = self._heading(index, spans, place)
            modality = self._turn(index, span, place, is_heading)
            self.sentences.append((span, index, self.open[-1].index, modality, is_heading))
        if self.turned_in == index:
            self.turned_in = -1
            self.open[-1].current = self.before_turn
        while self.open[-1].ends_with == index:
            self._close_top(paragraph.end)

    # headings

    def _heading(self, index: int, spans: Sequence[Span], place: int) -> bool:
        """Open a section when a heading begins with this sentence; whether the sentence is a heading."""
        span = spans[place]
        marker = find_marker(self.text, span.begin)
        level = self.marks.get(index) if place == 0 else None
        alone = len(spans) == 1
        if marker is None:
            if place == 0 and alone and (level or self._is_plain_heading(index, span)):
                self._open(index, span, None, Rank.PLAIN if not level else self._mark_rank(level), alone=True)
                return True
            return False
        if place > 0:
            if marker.rank is Rank.DASH or marker.value not in (1, self.inline.get(marker.rank, 0) + 1):
                return False
        elif marker.rank is Rank.DASH and len(spans) == 1:
            return False
        self.inline[marker.rank] = marker.value
        if marker.rank is Rank.ITEM and _LIST_INSIDE.search(self.text, *span):
            return False
        is_heading = self._is_heading(span, marker, alone)
        self._open(index, span, marker, marker.rank, alone=alone, short=is_heading, inline=place > 0)
        return is_heading

    def _is_heading(self, span: Span, marker: Marker, alone: bool) -> bool:
        """Whether the words after a number name what follows, rather than say it all."""
        words = self.text[marker.end : span.end]
        if len(words) > (_LONGEST_LINE if alone else _LONGEST_RUN_IN) or not words.strip(_TRAILING):
            return False
        if alone and words[-1] in "；;，,、":
            return False
        if alone and words[-1] not in _ENDS:
            return True
        return not _DIGITS.search(_QUOTED.sub("", words)) and not _LIST_INSIDE.search(words)

    def _is_plain_heading(self, index: int, span: Span) -> bool:
        words = span.of(self.text)
        if index == 0 or index + 1 >= self.back or len(words) > _LONGEST_PLAIN or words[-1] in _ENDS:
            return False
        if _APPENDIX.match(words):
            return True
        if not _PLAIN_HEADING.fullmatch(words):
            return False
        before, after = self.paragraphs[index - 1], self.paragraphs[index + 1]
        ended = self.text[before.end - 1] in "。！？!?；;”」" or index == self.front
        return ended and len(after.of(self.text)) > len(words)

    def _mark_rank(self, level: int) -> float:
        return (Rank.CHINESE + 10 * (level - 2)) if level > 1 else Rank.CHAPTER

    def _open(
        self,
        index: int,
        span: Span,
        marker: Marker | None,
        rank: float,
        *,
        alone: bool,
        short: bool = True,
        inline: bool = False,
    ) -> None:
        """Open a section under the heading (or item) that begins with this sentence, closing those it ends."""
        words_begin = marker.end if marker else span.begin
        while words_begin < span.end and self.text[words_begin] in " \u3000#*_":
            words_begin += 1
        words_end = span.end
        while words_end > words_begin and self.text[words_end - 1] in _TRAILING:
            words_end -= 1
        if not short and not alone:
            words_end = words_begin
        words = self.text[words_begin:words_end]
        if rank == Rank.PLAIN and (not self.numbered or _APPENDIX.match(words) or self._modality(words)):
            rank = Rank.CHINESE
        self._close(rank, span.begin)
        parent = self.open[-1]
        own = self._modality(words) if words and (short or alone) else None
        if own is not None:
            self._is_told()
        if own is Modality.ACHIEVED and parent.index and parent.first is not Modality.ACHIEVED:
            own = None
        inherited = parent.current if parent.hands_down or parent.first is not Modality.ACHIEVED else Modality.ACHIEVED
        modality = own or inherited
        heading_end = span.end if short else words_end
        text_span = Span(words_begin, words_end)
        heading = Heading(Span(span.begin, heading_end), marker.number if marker else "", words, text_span)
        draft = _Draft(heading, len(self.open), parent.index, span.begin, len(self.text), modality, len(self.sentences))
        self.drafts.append(draft)
        ends_with = index if inline or (rank == Rank.ITEM and not alone) else None
        self.open.append(
            _Open(len(self.drafts) - 1, rank, modality, modality, modality is not Modality.ACHIEVED, ends_with)
        )

    def _modality(self, words: str) -> Modality | None:
        return heading_modality(words, self.year)

    def _close(self, rank: float, at: int) -> None:
        while self.open[-1].rank >= rank:
            self._close_top(at)

    def _close_top(self, at: int) -> None:
        self.drafts[self.open.pop().index].end = at

    # modality

    def _turn(self, index: int, span: Span, place: int, is_heading: bool) -> Modality:
        """What the sentence tells of; the open section remembers where the text turned."""
        section = self.open[-1]
        if is_heading:
            return section.current
        sentence = span.of(self.text)
        begins = self.drafts[section.index].sentence == len(self.sentences)
        if begins and section.index:
            marker = find_marker(self.text, span.begin)
            sentence = self.text[marker.end : span.end] if marker else sentence
        turned = turn(sentence, section.current, self.year)
        if turned is None:
            inside = section.current is not Modality.PLANNED and plans_inside(sentence)
            if inside:
                self._is_told()
            if inside and section.current is Modality.ACHIEVED:
                return section.current
            if inside:
                self._set(section, Modality.PLANNED, index, place)
                return Modality.PROBLEM
            return section.current
        self._is_told()
        if section.first is Modality.PLANNED and turned is not Modality.PLANNED:
            # a plan may name what it mends, or look back for a sentence: it goes on being a plan
            return turned if turned is Modality.ACHIEVED or states_problem(sentence) else section.current
        if section.first is Modality.PROBLEM and turned is Modality.ACHIEVED:
            return section.current
        self._set(section, turned, index, place)
        if INTRODUCES.search(sentence):
            section.hands_down = turned is not Modality.ACHIEVED
        return turned

    def _set(self, section: _Open, modality: Modality, index: int, place: int) -> None:
        lasting = place == 0 or section.first is not Modality.ACHIEVED or modality is Modality.ACHIEVED
        if section.index == 0:
            lasting = place == 0 and modality is not Modality.ACHIEVED
        if not lasting and self.turned_in != index:
            self.turned_in, self.before_turn = index, section.current
        if lasting:
            self.turned_in = -1
        section.current = modality

    def _is_told(self) -> None:
        if self.told is None:
            self.told = len(self.sentences)

    def _tell(self) -> None:
        """What the sentences before the first of which it is said tell of, by their own words."""
        body: dict[int, list[int]] = {}
        for number, (_, paragraph, _, _, _) in enumerate(self.sentences[: self.told]):
            if self.front <= paragraph < self.back and paragraph not in self.title:
                body.setdefault(paragraph, []).append(number)
        texts = [self.paragraphs[paragraph].of(self.text) for paragraph in body]
        for numbers, modality in zip(body.values(), moods(texts, whole=self.told is None), strict=True):
            for number in numbers:
                span, paragraph, section, _, is_heading = self.sentences[number]
                self.sentences[number] = (span, paragraph, section, modality, is_heading)
                if section:
                    self.drafts[section].modality = modality

    # results

    def _finish(self) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
        """Sections and sentences; a heading that is all that its section says is no heading but an item."""
        with_body = {section for _, _, section, _, is_heading in self.sentences if not is_heading}
        with_body |= {draft.parent for draft in self.drafts[1:] if draft.parent is not None}
        bare = {
            index: draft
            for index, draft in enumerate(self.drafts)
            if draft.heading and index not in with_body and not self._holds_table(draft)
        }
        items = set()
        for index, draft in bare.items():
            siblings = (bare.get(index - 1), bare.get(index + 1))
            in_list = draft.parent and any(other and other.parent == draft.parent for other in siblings)
            if in_list or (draft.heading and self.text[draft.heading.span.end - 1] in _ENDS):
                items.add(draft.sentence)
        sections = tuple(Section(d.heading, d.level, d.parent, Span(d.begin, d.end), d.modality) for d in self.drafts)
        sentences = tuple(
            Sentence(span, paragraph, section, modality, is_heading and i not in items)
            for i, (span, paragraph, section, modality, is_heading) in enumerate(self.sentences)
        )
        return sections, sentences

    def _holds_table(self, draft: _Draft) -> bool:
        return any(draft.begin <= table.begin < draft.end for table in self.tables)
