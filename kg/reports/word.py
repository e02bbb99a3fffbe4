"""Word documents (.docx): paragraphs and tables in document order, automatic numbers written out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.reports.document import Document, Grid, GridCell, Line, compose
from kg.reports.errors import ReadError
from kg.reports.limits import MAX_PARTS, MAX_UNPACKED_BYTES, MAX_UNPACKED_RATIO, MAX_XML_BYTES

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Deleted and moved text, text boxes (which Word stores twice), alternatives and nested fields' codes
_SKIPPED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_MC}Fallback", f"{_W}pPr", f"{_W}rPr"))
_MOST_ROWS = 100_000
_CHINESE_FORMATS = frozenset(
    ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting", "ideographDigital")
)
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a numbered list: format, pattern (“%1、”) and first number."""

    format: str
    pattern: str
    start: int


@dataclass(slots=True)
class _Numbering:
    """The numbered lists of a document and how far each has counted."""

    lists: dict[str, dict[int, _Level]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, list_id: str, depth: int) -> str:
        """The number of the next item at `depth` of a list, "" for bullets and unknown lists."""
        levels = self.lists.get(list_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        number = level.pattern
        for other in range(depth + 1):
            shown = levels.get(other)
            if shown is not None:
                number = number.replace(f"%{other + 1}", _numeral(counts.get(other, shown.start), shown.format))
        return number


def read_word(data: bytes, source: str) -> Document:
    """The paragraphs and tables of a .docx file. Raises ReadError when it is damaged, encrypted or far too large."""
    _check_archive(data, source)
    import docx  # 100 ms to import
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        document = docx.Document(io.BytesIO(data))
        numbering = _read_numbering(document)
        styles = _read_styles(document)
        blocks = list(_blocks(document.element.body, numbering, styles))
        title = document.core_properties.title or ""
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, OSError) as error:
        raise ReadError(
            source,
            f"is a damaged Word document ({type(error).__name__}: {str(error)[:120]})",
            "Open it in Word or LibreOffice and save it again as .docx",
        ) from error
    if not any(isinstance(block, Grid) or block.text for block in blocks):
        raise ReadError(
            source,
            "is a Word document without text; it perhaps holds scanned pages or text boxes",
            "Run OCR on it first, or copy the text into an ordinary document",
        )
    return compose(blocks, source, MEDIA_TYPE, title=title)


def _check_archive(data: bytes, source: str) -> None:
    """Refuse an archive that would unpack to too much; zipfile never unpacks more than the sizes checked here."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(
            source, "is a damaged Word document (its archive cannot be opened)", "Fetch or save it again"
        ) from error
    unpacked = sum(entry.file_size for entry in entries)
    if (
        unpacked > MAX_UNPACKED_BYTES
        or len(entries) > MAX_PARTS
        or any(entry.file_size > MAX_XML_BYTES for entry in entries if entry.filename.endswith((".xml", ".rels")))
        or unpacked > MAX_UNPACKED_RATIO * max(len(data), 2**16)
    ):
        raise ReadError(
            source,
            f"unpacks to {unpacked / 2**20:,.0f} MB in {len(entries):,} parts from {len(data) / 2**20:,.1f} MB, "
            "as no report does (a zip bomb?)",
            "Do not open it unless you trust where it comes from; if you do, save its text as .txt",
        )


def _blocks(parent: Any, numbering: _Numbering, styles: dict[str, _Style]) -> Iterator[Line | Grid]:
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, numbering, styles)
        elif element.tag == f"{_W}tbl":
            yield _table(element, numbering, styles)
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"):
            yield from _blocks(element, numbering, styles)


def _paragraph(element: Any, numbering: _Numbering, styles: dict[str, _Style]) -> Iterator[Line]:
    text = _text(element)
    lines = [line.strip(" \t\u3000\xa0") for line in text.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return
    level, number = _properties(element, numbering, styles)
    lines[0] = number + lines[0]
    for line in lines:
        yield Line(line, level)


def _text(element: Any) -> str:
    """The text of a paragraph; tabs become spaces, breaks line ends."""
    pieces: list[str] = []
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag == f"{_W}t":
            pieces.append(child.text or "")
        elif tag == f"{_W}tab":
            pieces.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{_W}r" and _is_hidden(child):
            continue
        elif tag not in _SKIPPED:
            stack.append(iter(child))
    return "".join(pieces).replace("\xa0", " ").replace("\t", " ")


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")


def _table(element: Any, numbering: _Numbering, styles: dict[str, _Style]) -> Grid:
    """The cells of a table; a cell that is merged downwards covers the rows below it."""
    rows: list[list[GridCell]] = []
    above: dict[int, tuple[int, int]] = {}  # column → row and index of the cell that a merge goes on from
    for row in element.iter(f"{_W}tr"):
        if _owner(row) is not element or len(rows) >= _MOST_ROWS:
            continue
        header = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        cells: list[GridCell] = []
        column = 0
        for cell in row.iter(f"{_W}tc"):
            if _owner(cell) is not element:
                continue
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = int(span.get(f"{_W}val") or 1) if span is not None else 1
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in above:
                at, index = above[column]
                origin = rows[at][index]
                rows[at][index] = GridCell(origin.text, len(rows) - at + 1, origin.columns, origin.header)
            else:
                lines = [line.text for p in cell.iter(f"{_W}p") for line in _paragraph(p, numbering, styles)]
                if merge is not None:
                    above[column] = (len(rows), len(cells))
                else:
                    above.pop(column, None)
                cells.append(GridCell(_join(lines), 1, width, header))
            column += width
        rows.append(cells)
    return Grid(tuple(tuple(row) for row in rows))


def _owner(element: Any) -> Any:
    """The table that a row or cell belongs to."""
    parent = element.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _join(lines: list[str]) -> str:
    """The lines of a cell as one: Chinese broken over lines is joined, other words are kept apart."""
    text = ""
    for line in lines:
        text += (" " if text and (text[-1].isascii() or line[0].isascii()) else "") + line
    return text


# styles and automatic numbers


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style gives: heading level, and list and depth when it numbers its paragraphs."""

    level: int | None
    list_id: str | None
    depth: int


def _read_styles(document: Any) -> dict[str, _Style]:
    """The paragraph styles by their ids, with what they inherit."""
    elements = {s.get(f"{_W}styleId"): s for s in document.styles.element.iter(f"{_W}style")}
    styles = {}
    for name in elements:
        level: int | None = None
        list_id: str | None = None
        depth = 0
        seen: set[str] = set()
        current = name
        while current in elements and current not in seen:
            seen.add(current)
            style = elements[current]
            title = (_value(style, "name") or "").lower()
            outline = _value(style, "pPr/outlineLvl")
            if level is None:
                if outline is not None and outline.isdigit() and int(outline) < 9:
                    level = int(outline) + 1
                elif title.startswith(("heading ", "标题 ")) and title[-1].isdigit():
                    level = int(title[-1])
                elif title in ("title", "标题"):
                    level = 1
            if list_id is None and (found := _value(style, "pPr/numPr/numId")) is not None:
                list_id, depth = found, int(_value(style, "pPr/numPr/ilvl") or 0)
            current = _value(style, "basedOn") or ""
        styles[name] = _Style(level, list_id, depth)
    return styles


def _read_numbering(document: Any) -> _Numbering:
    """The numbered lists of a document, by the ids that paragraphs refer to."""
    parts = [r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")]
    if not parts:
        return _Numbering({})
    root = parts[0].element
    abstract = {}
    for definition in root.iter(f"{_W}abstractNum"):
        levels = {}
        for level in definition.iter(f"{_W}lvl"):
            depth = int(level.get(f"{_W}ilvl") or 0)
            start = _value(level, "start") or "1"
            first = int(start) if start.isdigit() else 1
            levels[depth] = _Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", first)
        abstract[definition.get(f"{_W}abstractNumId")] = levels
    lists = {num.get(f"{_W}numId"): abstract.get(_value(num, "abstractNumId"), {}) for num in root.iter(f"{_W}num")}
    return _Numbering(lists)


def _value(element: Any, path: str) -> str | None:
    """The `w:val` of the element at `path` below `element`."""
    found = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    value = None if found is None else found.get(f"{_W}val")
    return None if value is None else str(value)


def _properties(element: Any, numbering: _Numbering, styles: dict[str, _Style]) -> tuple[int | None, str]:
    """Heading level and automatic number of a paragraph."""
    style = styles.get(_value(element, "pPr/pStyle") or "")
    level = style.level if style else None
    outline = _value(element, "pPr/outlineLvl")
    if outline is not None and outline.isdigit():
        level = int(outline) + 1 if int(outline) < 9 else None
    list_id = _value(element, "pPr/numPr/numId")
    depth = int(_value(element, "pPr/numPr/ilvl") or 0)
    if list_id is None and style is not None:
        list_id, depth = style.list_id, style.depth
    if list_id in (None, "0"):
        return level, ""
    return level, numbering.next(str(list_id), depth)


def _numeral(value: int, style: str) -> str:
    """`value` as Word writes it in a number format."""
    if style in _CHINESE_FORMATS:
        return _chinese(value)
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if style == "lowerLetter":
        return chr(ord("a") + (value - 1) % 26)
    if style == "upperLetter":
        return chr(ord("A") + (value - 1) % 26)
    return str(value)


def _chinese(value: int) -> str:
    """1 to 99 in Chinese numerals, other numbers in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
