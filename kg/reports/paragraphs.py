"""Where paragraphs and sentences begin and end."""

from __future__ import annotations

import re

from kg.language.spans import Span
from kg.reports.headings import find_marker

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACE = " \t\u3000\xa0\ufeff\u200b"
_STOP = re.compile(r"[。！？!?][。！？!?]*[”’\"』」）)》〉】]*")
_CLOSING = '”’"』」）)》〉】'
_GOES_ON = tuple("、，,；;：:的等是为之和与及、）)》〉")
_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:…][”’\"』」）)》〉】]*$")
_LONGEST_TITLE = 60  # characters on either side of a mark inside a title
_MOST_COLUMNS = 60  # characters in a hard-wrapped line: terminals and e-mail wrap at 35 to 45 Chinese characters
_FEWEST_COLUMNS = 18
_RAGGED = 3  # characters by which full lines differ: a wrapped line ends early before punctuation or a long number


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`: its lines without surrounding white space, hard-wrapped lines joined.

    Lines are joined only where the text is evidently wrapped: at least three lines of nearly equal length, none longer,
    break off within a sentence. A line that begins like a heading, or indented, begins a paragraph.
    """
    lines = [span for match in _LINE.finditer(text) if (span := _strip(text, *match.span()))]
    width = _wrap_width(text, lines)
    if width is None:
        return tuple(lines)
    paragraphs: list[Span] = []
    previous: Span | None = None
    for line in lines:
        if previous is not None and _is_wrapped(text, previous, line, width):
            paragraphs[-1] = Span(paragraphs[-1].begin, line.end)
        else:
            paragraphs.append(line)
        previous = line
    return tuple(paragraphs)


def split_sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph: up to 。！？ with the closing quotes and brackets after it, or its end.

    A mark inside a title in 《》, or inside quotes after which the clause goes on (“冲！”的精神), ends no sentence.
    """
    sentences = []
    begin, end = paragraph
    for match in _STOP.finditer(text, begin, end):
        stop = match.end()
        if stop < end:
            if text[stop - 1] in _CLOSING and text.startswith(_GOES_ON, stop):
                continue
            opened = text.rfind("《", max(begin, stop - _LONGEST_TITLE), stop)
            if (
                opened > text.rfind("》", max(begin, stop - _LONGEST_TITLE), stop)
                and "》" in text[stop : stop + _LONGEST_TITLE]
            ):
                continue
            if match.group() in "!?" and text[stop].isascii() and text[stop].isalnum():
                continue  # an address: http://…/index.jsp?id=1
        if sentence := _strip(text, begin, stop):
            sentences.append(sentence)
        begin = stop
    if rest := _strip(text, begin, end):
        sentences.append(rest)
    return tuple(sentences)


def _strip(text: str, begin: int, end: int) -> Span | None:
    while begin < end and (text[begin] in _SPACE or text[begin].isspace()):
        begin += 1
    while end > begin and (text[end - 1] in _SPACE or text[end - 1].isspace()):
        end -= 1
    return Span(begin, end) if begin < end else None


def _wrap_width(text: str, lines: list[Span]) -> int | None:
    """The length of full lines in a hard-wrapped text; None when it is not wrapped."""
    lengths = [end - begin for begin, end in lines]
    if len(lines) < 4 or not _FEWEST_COLUMNS <= max(lengths) <= _MOST_COLUMNS:
        return None
    width = max(lengths)
    broken = sum(
        width - length <= _RAGGED and not _ENDS_SENTENCE.search(text, begin, end)
        for length, (begin, end) in zip(lengths, lines, strict=True)
    )
    return width if broken >= 3 else None


def _is_wrapped(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the paragraph of `line` goes on in `following`, the next line that is not empty."""
    between = text[line.end : following.begin]
    if len(line.of(text)) < width - _RAGGED or between.count("\n") > 1 or between.count("\r") > 1:
        return False
    if any(c in _SPACE for c in between.lstrip(" \t")):
        return False  # indented
    return not _ENDS_SENTENCE.search(text, *line) and find_marker(text, following.begin) is None
