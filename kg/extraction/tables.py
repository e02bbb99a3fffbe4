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
_IMPLIED_UNITS = (("件数", "件"), ("人数", "人"), ("次数", "次"), ("户数", "户"), ("个数", "个"))
_YEAR_HEADER = re.compile(r"20\d{2}年?度?")
_SERIAL = re.compile(r"序号|编号|^序$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]|^20\d{2}$")
_YEAR = range(1900, 2101)
_LONGEST_LABEL = 60
_PREFIX = 24


def find_table_observations(document: Document) -> list[ObservationFact]:
    """Every number in a table cell that has a header, row by row."""
    observations = []
    for table in document.report.tables:
        caption = _caption_unit(document, table)
        for number, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                if not cell.header and (column == 0 or row[column - 1].span != cell.span):
                    fact = _cell(document, table, number, column, cell, caption)
                    if fact is not None:
                        observations.append(fact)
    return observations


def _caption_unit(document: Document, table: Table) -> str:
    """The unit said once for the whole table, in the line before it."""
    before = document.text[max(0, table.span.begin - _PREFIX) : table.span.begin]
    match = _UNIT.search(before)
    return (match.group(1) or match.group(2)) if match else ""


def _cell(
    document: Document, table: Table, number: int, column: int, cell: Cell, caption: str
) -> ObservationFact | None:
    match = _NUMBER.fullmatch(document.text, cell.span.begin, cell.span.end)
    if match is None:
        return None
    headers = _headers(document, table, number, column)
    years = [header for header in headers if _YEAR_HEADER.fullmatch(header)]
    headers = [header for header in headers if header not in years]
    if not headers or _SERIAL.search(headers[-1]):
        return None
    label = "".join(headers)
    value = parse_digits(match["number"])
    if value in _YEAR and not match["unit"] and "年" in label[-2:]:
        return None
    unit = match["unit"] or _header_unit(headers) or caption
    scale = _SCALES.get(unit[:1], 1) if len(unit) > 1 else 1
    text = unit[1:] if scale > 1 else unit
    known = document.words.units.get(text)
    key, text = known if known is not None else ("one", "1")
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
        confidence=0.85 if known is not None else 0.75,
    )


def _headers(document: Document, table: Table, number: int, column: int) -> list[str]:
    """The words of the headers of a cell: its row's from left to right, then its column's from top to bottom."""
    spans: dict[Span, None] = {}
    for cell in table.rows[number][:column]:
        if cell.header:
            spans[cell.span] = None
    for row in table.rows[:number]:
        # a header over all columns is the table's caption
        if row[column].header and any(cell.span != row[column].span for cell in row):
            spans[row[column].span] = None
    words = ["".join(span.of(document.text).split()) for span in spans]
    words = [word if _YEAR_HEADER.fullmatch(word) else _ENUMERATOR.sub("", word) for word in words]
    return [word for word in words if _CHINESE.search(word)]


def _header_unit(headers: list[str]) -> str:
    for header in reversed(headers):
        match = _UNIT.search(header)
        if match:
            return match.group(1) or match.group(2)
        for ending, unit in _IMPLIED_UNITS:
            if header.endswith(ending):
                return unit
    return ""
