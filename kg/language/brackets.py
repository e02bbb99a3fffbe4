"""Titles in 《》, words in quotes, remarks in brackets: where they begin and end, however badly they are closed."""

from __future__ import annotations

import re

from kg.language.records import record
from kg.language.spans import Span

_OPENING, _CLOSING = ("《", "〈", "<", "<<"), ("》", "〉", ">", ">>")
_TITLE_MARK = re.compile(
    r"《|》|〈|〉|<<(?=[\u4e00-\u9fff])|>>|<(?=[\u4e00-\u9fff])|>(?=[^\x00-\x7f]|[》)）,.;。，、]|$)|\n"
)
_BRACKETS = re.compile(r"[（(][^（）()\n]{0,80}[）)]")
_QUOTES = re.compile(r"“[^“”\n]{0,60}”|‘[^‘’\n]{0,60}’|「[^「」\n]{0,60}」")
_STRAIGHT = re.compile(r'"')
_FILL = "□"


@record(frozen=True, slots=True)
class Title:
    """A title: its span with the marks, the span inside them, and the index of the title around it (or None)."""

    span: Span
    inner: Span
    parent: int | None


def find_titles(text: str) -> tuple[Title, ...]:
    """All titles in 《》 (or 〈〉 and <> inside them), nested ones too, in order of their opening marks.

    A title that is opened again inside itself is nested when the marks balance; a title that is never closed ends at
    the first punctuation mark that cannot stand in a title, or at the end of the line, and is at most 60 characters.
    """
    found: list[tuple[int, int, int | None]] = []  # begin, end, parent
    stack: list[int] = []

    def close_open(at: int) -> None:
        while stack:
            index = stack.pop()
            begin = found[index][0]
            stop = re.compile(r"[。；;！!？?，,\n]").search(text, begin, at)
            end = min(stop.start() if stop else at, begin + 60)
            found[index] = (begin, -end, found[index][2])

    for match in _TITLE_MARK.finditer(text):
        mark = match.group()
        if mark == "\n":
            if stack and _continues(text, found[stack[0]][0], match.end()):
                continue
            close_open(match.start())
        elif mark in _OPENING:
            if mark == "<" and not stack:
                continue
            parent = stack[-1] if stack else None
            found.append((match.start(), 0, parent))
            stack.append(len(found) - 1)
        elif stack:
            begin = found[stack[-1]][0]
            if (mark == ">" and text[begin] != "<") or (mark == ">>" and not text.startswith("<<", begin)):
                continue
            index = stack.pop()
            found[index] = (found[index][0], match.end(), found[index][2])
    close_open(len(text))
    return _without_doubles(text, found)


def _without_doubles(text: str, found: list[tuple[int, int, int | None]]) -> tuple[Title, ...]:
    """The titles, without an opening mark that is written twice and closed once (《《某办法》)."""
    begins = {begin for begin, _, _ in found}
    doubled = {i for i, (begin, end, _) in enumerate(found) if end < 0 and begin + 1 in begins}
    titles: list[Title] = []
    position: dict[int, int] = {}
    for index, (begin, end, parent) in enumerate(found):
        if index in doubled:
            continue
        # an unclosed title ends before the next one: what follows is not inside it
        while parent is not None and (parent in doubled or abs(found[parent][1]) <= begin):
            parent = found[parent][2]
        width = 2 if text.startswith("<<", begin) else 1
        inner = Span(begin + width, -end if end < 0 else end - width)
        position[index] = len(titles)
        titles.append(Title(Span(begin, abs(end)), inner, position[parent] if parent is not None else None))
    return tuple(titles)


def _continues(text: str, begin: int, after_newline: int) -> bool:
    """Whether a title that begins at `begin` goes on after a line break: it closes soon, before another opens."""
    if after_newline - begin > 80:
        return False
    following = re.compile(r"[《》。；\n]").search(text, after_newline, after_newline + 50)
    return following is not None and following.group() == "》"


def find_quoted(text: str) -> tuple[Span, ...]:
    """Stretches in quotation marks, marks included: “ ”, ‘ ’, 「 」, and straight quotes paired within a line."""
    spans = [Span(*match.span()) for match in _QUOTES.finditer(text)]
    if '"' in text:
        line_begin = 0
        for line in text.split("\n"):
            marks = [line_begin + m.start() for m in _STRAIGHT.finditer(line)]
            spans += [Span(a, b + 1) for a, b in zip(marks[::2], marks[1::2], strict=False) if b - a <= 61]
            line_begin += len(line) + 1
    return tuple(sorted(spans))


def find_remarks(text: str) -> tuple[Span, ...]:
    """Stretches in round brackets, brackets included."""
    return tuple(Span(*match.span()) for match in _BRACKETS.finditer(text))


def mask(text: str, spans: tuple[Span, ...]) -> str:
    """`text` with the characters inside `spans` replaced by a filler; offsets stay."""
    if not spans:
        return text
    parts, at = [], 0
    for begin, end in sorted(spans):
        if begin < at:
            begin = at
        if begin < end:
            parts += [text[at:begin], _FILL * (end - begin)]
            at = end
    parts.append(text[at:])
    return "".join(parts)
