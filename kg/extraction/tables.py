"""Tables: a number in a cell measures what its row and column headers say."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ObservationFact
from kg.language.numerals import parse_digits, plain_value
from kg.language.spans import Span
from kg.reports.model import Cell, Modality, Table

_NUMBER = re.compile(
    r"\s*(?P<sign>[-−－])?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s]{0,6})\s*"
)
# a header's unit: 金额（万元）, 单位：件
_UNIT = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,6})[）)]|单位[:：]\s*([^\s，,；;）)]{1,6})")
_SCALES = {"万": 10_000, "亿": 100_000_000}
_ENUMERATOR = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[)）]?、?|[（(]?\d+[)）.、]?|第[一二三四五六七八九十]+[条项])+(?=[^\d条项])"
)
_YEAR_HEADER = re.compile(r"20\d{2}年?度?")
# columns whose header says nothing of what is counted, and a column of units
_FIGURES = re.compile(r"统计数据?|数[量值额据]|统计值|合计数")
_UNITS = re.compile(r"(?:计量|统计)?单位")
_REMARK = re.compile(r"[（(][^（）()]{7,}[）)]|^其中[:：]?")
_SERIAL = re.compile(r"序号|编号|^序$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]|^20\d{2}$")
_YEAR = range(1900, 2101)
_LONGEST_LABEL = 60
_PREFIX = 24


def find_table_observations(document: Document) -> list[ObservationFact]:
    """Every number in a table cell that has a header, row by row."""
    observations = []
    for table in document.report.tables:
        caption, heads = _caption_unit(document, table), _heads(table)
        for number, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                if not cell.header and (column == 0 or row[column - 1].span != cell.span):
                    fact = _cell(document, table, heads, number, column, cell, caption)
                    if fact is not None:
                        observations.append(fact)
    return observations


def _caption_unit(document: Document, table: Table) -> str:
    """The unit said once for the whole table, in the line before it."""
    before = document.text[max(0, table.span.begin - _PREFIX) : table.span.begin]
    match = _UNIT.search(before)
    return (match.group(1) or match.group(2)) if match else ""


def _cell(
    document: Document,
    table: Table,
    heads: list[tuple[int, ...]],
    number: int,
    column: int,
    cell: Cell,
    caption: str,
) -> ObservationFact | None:
    match = _NUMBER.fullmatch(document.text, cell.span.begin, cell.span.end)
    if match is None:
        return None
    said, headers = _headers(document, table, heads, number, column)
    years = [header for header in headers if _YEAR_HEADER.fullmatch(header)]
    headers = [header for header in headers if header not in years]
    if not headers or _SERIAL.search(headers[-1]):
        return None
    label = "".join(headers)
    value = parse_digits(match["number"])
    if value in _YEAR and not match["unit"] and "年" in label[-2:]:
        return None
    unit = match["unit"] or said or _said_unit(headers) or caption
    scale, text = _scaled(unit)
    known = document.words.units.get(text)
    key, text = known if known is not None else ("one", "1") if unit else _implied_unit(document, headers)
    ratio = document.words.unit_family.get(key) in ("ratio", "score") and key != "one"
    return ObservationFact(
        span=Span(cell.span.begin, cell.span.end),
        at=match.start("number"),
        value=plain_value(value * scale * (-1 if match["sign"] else 1)),
        unit=key,
        unit_text=text,
        bound="exact",
        measure_kind="ratio" if ratio else "level",
        direction="",
        baseline="",
        modality=Modality.ACHIEVED.value,
        label=_UNIT.sub("", label)[-_LONGEST_LABEL:],
        period=years[-1][:4] if years else "",
        sentence=document.sentence_at(cell.span.begin),
        rule="observation/table",
        confidence=0.75 if key == "one" else 0.85,
    )


def _headers(
    document: Document, table: Table, heads: list[tuple[int, ...]], number: int, column: int
) -> tuple[str, list[str]]:
    """The unit that the row gives in a column of its own, and the words of the headers of a cell.

    Its row's from left to right, then its column's from top to bottom.
    """
    text = document.text
    units = document.words.units
    unit, spans = "", dict[Span, None]()
    for place, cell in enumerate(table.rows[number][:column]):
        if not cell.header:
            continue
        word = _words(text, cell.span)
        counted_in = place and _scaled(word)[1] in units and _above(table, heads, number, place)
        if counted_in and any(_UNITS.fullmatch(_words(text, span)) for span in counted_in):
            unit = word
        else:
            spans[cell.span] = None
    beside = len(spans)
    spans |= dict.fromkeys(reversed(_above(table, heads, number, column)))
    words = [_words(text, span) for span in spans]
    words = [word for i, word in enumerate(words) if not (beside and i >= beside and _FIGURES.fullmatch(word))]
    words = [word if _YEAR_HEADER.fullmatch(word) else _ENUMERATOR.sub("", word) for word in words]
    words = [word for i, word in enumerate(words) if i == 0 or word != words[i - 1]]  # the total of totals
    return unit, [_REMARK.sub("", word) for word in words if _CHINESE.search(word)]


def _words(text: str, span: Span) -> str:
    return "".join(span.of(text).split())


def _scaled(unit: str) -> tuple[int, str]:
    """万元 as 10,000 and 元."""
    scale = _SCALES.get(unit[:1], 1) if len(unit) > 1 else 1
    return scale, unit[1:] if scale > 1 else unit


def _heads(table: Table) -> list[tuple[int, ...]]:
    """For each row the rows of headers nearest above it, from the nearest up; a row of one cell heads no column."""
    heads: list[tuple[int, ...]] = []
    current: tuple[int, ...] = ()
    goes_on = False
    for number, row in enumerate(table.rows):
        heads.append(current)
        if len({cell.span for cell in row}) == 1:
            continue
        is_head = all(cell.header for cell in row)
        if is_head:
            current = (number, *current) if goes_on else (number,)
        goes_on = is_head
    return heads


def _above(table: Table, heads: list[tuple[int, ...]], number: int, column: int) -> list[Span]:
    """The headers of a column from a cell upwards, without what heads all columns."""
    values = [place for place, cell in enumerate(table.rows[number]) if not cell.header]
    several = len({table.rows[number][place].span for place in values}) > 1
    rows = (table.rows[head] for head in heads[number])
    return [row[column].span for row in rows if not several or len({row[place].span for place in values}) > 1]


def _said_unit(headers: list[str]) -> str:
    """The unit that a header says: 金额（万元）."""
    units = (match.group(1) or match.group(2) for header in reversed(headers) if (match := _UNIT.search(header)))
    return next(units, "")


def _implied_unit(document: Document, headers: list[str]) -> tuple[str, str]:
    """The unit that goes without saying under such headers, its key and its text: 本年制发件数."""
    implied = document.words.header_units
    for header in reversed(headers):
        for ending, unit in implied.items():
            if header.endswith(ending):
                return unit
    return ("one", "1")
