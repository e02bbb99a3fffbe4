"""PDF files with a text layer: lines become paragraphs again, page numbers and running headers go."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from kg.reports.document import Document, Grid, Line, compose
from kg.reports.errors import ReadError
from kg.reports.headings import find_marker
from kg.reports.limits import MAX_CHARACTERS, MAX_PAGES, MAX_PDF_SECONDS
from kg.reports.ruled import MOST_DRAWN, Box, RuledTable, continued, ruled_tables

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]

MEDIA_TYPE = "application/pdf"
_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?[0-9０-９]{1,4}\s*(?:页)?[-—–－·~\s]*|(?:第\s*[0-9]{1,4}\s*页\s*)?[/，,（(共]*\s*共?\s*[0-9]{1,4}\s*页[）)]?|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’"
_INNER_SPACE = re.compile(rf"(?<=[{_CJK}]) +(?=[{_CJK}0-9])|(?<=[0-9]) +(?=[{_CJK}])")
_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:…][”’\"』」）)》〉】]*$")
_DATE_LINE = re.compile(r"[（(]?\s*[0-9〇○一二三四五六七八九零]{4}\s*年.{1,8}[日号]\s*[）)]?")
_MENDED = str.maketrans({"\u00ad": "-", "\ufffe": "-", "\xa0": " ", "\x02": None})
_FEWEST_PER_PAGE = 8  # characters; a scanned page with a stamp of the scanner has fewer
_FEWEST_PER_ROW = 25  # characters of a row that fills its line
_REPEATED = 3  # pages that carry a line at the same edge before it is a running header


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page with its left and right edge and its height, in points; or a table in the place of its lines."""

    text: str
    left: float
    right: float
    bottom: float
    height: float
    page: int
    table: RuledTable | None = None


def read_pdf(data: bytes, source: str) -> Document:
    """The text layer of a PDF, and the tables that have rules between their cells.

    Raises ReadError when it is encrypted, damaged, too long or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadError(
                source, "is an encrypted PDF", "Save a copy without the password (qpdf --decrypt) and give that"
            ) from error
        raise ReadError(source, f"is a damaged PDF ({error})", "Fetch it again, or print it to a new PDF") from error
    try:
        return _read_pages(document, source)
    except pypdfium2.PdfiumError as error:
        raise ReadError(source, f"is a damaged PDF ({error})", "Fetch it again, or print it to a new PDF") from error
    finally:
        document.close()


def _read_pages(document: object, source: str) -> Document:
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)
    count = len(document)
    if count > MAX_PAGES:
        raise ReadError(source, f"has {count:,} pages, more than {MAX_PAGES:,}", "Split it into single reports")
    started = time.monotonic()
    pages: list[list[_Row]] = []
    bare: list[int] = []
    characters = 0
    for number in range(count):
        page = document[number]
        try:
            rows = _read_rows(page, number)
        finally:
            page.close()
        pages.append(rows)
        size = sum(map(_size, rows))
        characters += size
        if size < _FEWEST_PER_PAGE:
            bare.append(number + 1)
        if characters > MAX_CHARACTERS:
            raise ReadError(source, f"holds more than {MAX_CHARACTERS:,} characters", "Split it into single reports")
        if time.monotonic() - started > MAX_PDF_SECONDS:
            raise ReadError(
                source,
                f"takes more than {MAX_PDF_SECONDS:.0f} seconds to read (page {number + 1} of {count})",
                "Save its text as .txt and give that",
            )
    if len(bare) == count:
        raise ReadError(
            source,
            "is a PDF without a text layer (scanned pages)",
            "Run OCR on it first (ocrmypdf), then give the result",
        )
    warnings = []
    if bare:
        shown = ", ".join(map(str, bare[:10])) + (" …" if len(bare) > 10 else "")
        warnings.append(f"pages without text (scanned?): {shown}; run OCR on them to include them")
    blocks = _blocks(_with_continued(_without_edges(pages)))
    title = (document.get_metadata_dict().get("Title") or "").strip()
    return compose(blocks, source, MEDIA_TYPE, title=title, warnings=warnings)


def _size(row: _Row) -> int:
    """The characters of a line or a table."""
    if row.table is None:
        return len(row.text)
    return sum(len(cell.text) for cells in row.table.grid.rows for cell in cells)


def _read_rows(page: PdfPage, number: int) -> list[_Row]:
    """The lines of a page from top to bottom as the text layer has them."""
    textpage = page.get_textpage()
    rows = []
    try:
        text = textpage.get_text_range()
        if textpage.count_chars() != len(text):  # characters beyond the BMP: offsets differ, geometry is unknown
            return [_Row(_tidy(line), 0.0, 0.0, 0.0, 0.0, number) for line in text.splitlines() if _tidy(line)]
        begin = 0
        for line in text.splitlines(keepends=True):
            body = line.strip()
            if body:
                first = begin + line.index(body[0])
                last = begin + len(line.rstrip()) - 1
                left, bottom, _, top = textpage.get_charbox(first, loose=True)
                _, _, right, _ = textpage.get_charbox(last, loose=True)
                rows.append(_Row(_tidy(body), left, right, bottom, top - bottom, number))
            begin += len(line)
        return _with_tables(rows, _tables(page, textpage), number)
    finally:
        textpage.close()


def _tables(page: PdfPage, textpage: PdfTextPage) -> list[RuledTable]:
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH  # type: ignore[import-untyped]

    drawn = [Box(*path.get_bounds()) for path in islice(page.get_objects(filter=[FPDF_PAGEOBJ_PATH]), MOST_DRAWN + 1)]
    if len(drawn) > MOST_DRAWN:
        return []

    def words_in(box: Box) -> str:
        return "".join(map(_tidy, textpage.get_text_bounded(*box).splitlines()))

    return ruled_tables(drawn, words_in)


def _with_tables(rows: Sequence[_Row], tables: Sequence[RuledTable], number: int) -> list[_Row]:
    """The rows of a page with each table in the place of the rows that stand in it."""
    kept: list[_Row] = []
    placed: set[int] = set()
    for row in rows:
        middle = row.bottom + row.height / 2
        inside = next((i for i, t in enumerate(tables) if t.box.bottom < middle < t.box.top), None)
        if inside is None:
            kept.append(row)
        elif inside not in placed:
            box = tables[inside].box
            placed.add(inside)
            kept.append(_Row("", box.left, box.right, box.bottom, box.top - box.bottom, number, tables[inside]))
    return kept


def _tidy(line: str) -> str:
    """A line without the spaces that justification leaves between Chinese characters, and with soft hyphens mended."""
    return _INNER_SPACE.sub("", line.translate(_MENDED).strip(" \u3000\t\r\n"))


def _without_edges(pages: Sequence[Sequence[_Row]]) -> list[_Row]:
    """The rows of all pages without page numbers and lines that stand at the same edge of several pages."""
    edges: Counter[str] = Counter()
    for rows in pages:
        edges.update({_edge(row.text) for row in (*rows[:2], *rows[-2:])})
    needed = max(_REPEATED, len(pages) // 2)
    kept = []
    for rows in pages:
        for place, row in enumerate(rows):
            at_edge = place < 2 or place >= len(rows) - 2
            if at_edge and row.table is None and (_PAGE_NUMBER.fullmatch(row.text) or edges[_edge(row.text)] >= needed):
                continue
            kept.append(row)
    return kept


def _with_continued(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with each table that goes on over the end of a page as one."""
    joined: list[_Row] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above is not None and above.table is not None and row.table is not None and above.page != row.page:
            whole = continued(above.table, row.table)
            if whole is not None:
                joined[-1] = replace(row, table=whole)
                continue
        joined.append(row)
    return joined


def _edge(text: str) -> str:
    return re.sub(r"[0-9]+", "#", text)


def _blocks(rows: Sequence[_Row]) -> list[Line | Grid]:
    """Rows joined to paragraphs, and the tables among them.

    A row goes on in the next when it reaches the right margin and the next, in type of the same size, begins at the
    left margin: paragraphs of the genre are indented, titles and signatures stand off the margins.
    """
    lines = [row for row in rows if row.table is None]
    if not lines:
        return [row.table.grid for row in rows if row.table is not None]
    right = _margin([row.right for row in lines])
    left = _left([row.left for row in lines])
    em = median(row.height for row in lines) or 10.0
    blocks: list[Line | Grid] = []
    paragraph = ""
    previous: _Row | None = None
    for row in rows:
        if previous is not None and (row.table is not None or not _goes_on(previous, row, left, right, em)):
            blocks.append(Line(paragraph))
            previous = None
        if row.table is not None:
            blocks.append(row.table.grid)
        elif previous is None:
            paragraph, previous = row.text, row
        else:
            words = re.fullmatch(r"[0-9A-Za-z]{2}", paragraph[-1] + row.text[0])
            paragraph, previous = f"{paragraph} {row.text}" if words else paragraph + row.text, row
    if previous is not None:
        blocks.append(Line(paragraph))
    return blocks


def _margin(rights: Sequence[float]) -> float:
    """The right margin: where the longer half of the rows ends."""
    ordered = sorted(rights)
    return ordered[int(len(ordered) * 0.75)]


def _left(lefts: Sequence[float]) -> float:
    """The left margin: the commonest left edge, which rows within paragraphs share."""
    return Counter(round(left) for left in lefts).most_common(1)[0][0]


def _goes_on(row: _Row, following: _Row, left: float, right: float, em: float) -> bool:
    """Whether the paragraph of `row` goes on in `following`."""
    ended = _ENDS_SENTENCE.search(row.text) is not None
    numbered = find_marker(following.text, 0) is not None
    if row.right == 0.0 or following.right == 0.0:  # no geometry
        return not ended and not numbered and len(row.text) > _FEWEST_PER_ROW
    short = 1.7 if ended else 3.0  # a row ends early before a mark or a number that may not be divided
    if abs(row.height - following.height) > em / 3 or row.right < right - short * em:
        return False
    if following.left > left + 1.2 * em or _DATE_LINE.fullmatch(following.text):
        return False
    return not (numbered and (ended or following.left > left + em / 2))
