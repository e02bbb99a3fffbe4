"""A file or its bytes become a Report."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from pathlib import Path

from kg.language.writing import commonly_written
from kg.reports.document import Document
from kg.reports.errors import ReadError
from kg.reports.formats import read_document
from kg.reports.limits import MAX_BYTES, MAX_CHARACTERS
from kg.reports.metadata import prefer, read_front
from kg.reports.model import Metadata, Report
from kg.reports.paragraphs import split_paragraphs
from kg.reports.structure import build


def read_report(content: str | Path | bytes, *, name: str | None = None, given: Metadata | None = None) -> Report:
    """Read one report.

    `content` is the path of a file, or the bytes of one; `name` what to call it in messages and as its source when
    `given.source` is not set (the file's name by default). `given` is what the user knows of the report; it wins over
    what is found in it. The text of a plain text or Markdown file is exactly what the file holds (a byte-order mark
    removed); the text of HTML, Word and PDF files is put together from what they show. All offsets are code points
    into that text. Raises ReadError when the file cannot be read as a report.
    """
    if isinstance(content, bytes):
        data, source = content, name or "<bytes>"
    else:
        path = Path(content)
        source = name or path.name
        data = _read_bytes(path, source)
    _check_size(len(data), source)
    document = read_document(data, source)
    if len(document.text) > MAX_CHARACTERS:
        raise ReadError(
            source,
            f"holds {len(document.text):,} characters, more than {MAX_CHARACTERS:,}",
            "Split it into single reports",
        )
    return structure_document(document, source, hashlib.sha256(data).hexdigest(), given or Metadata())


def structure_document(document: Document, source: str, sha256: str, given: Metadata) -> Report:
    """The Report of a document that a format's reader has yielded."""
    text = document.text
    written = commonly_written(text)
    paragraphs = split_paragraphs(written)
    front = read_front(written, paragraphs, fallback_title=document.title, given=given)
    year = given.year if given.year is not None else front.found.year
    begins = [paragraph.begin for paragraph in paragraphs]
    marks = {}
    for mark in document.marks:
        at = bisect_left(begins, mark.span.begin)
        if at < len(paragraphs) and paragraphs[at].begin < mark.span.end:
            marks[at] = mark.level
    sections, sentences = build(
        written,
        paragraphs,
        # a speech of 2024 looks back on 2023: its section on 2024 is a plan
        year=year - 1 if front.is_speech and year is not None else year,
        title=front.title_lines,
        front=front.body,
        back=front.closing,
        tables=[table.span for table in document.tables],
        marks=marks,
        speech=front.is_speech,
    )
    return Report(
        text=text,
        written=written,
        source=given.source or source,
        media_type=document.media_type,
        sha256=sha256,
        title=front.title,
        title_span=front.title_span,
        given=given,
        found=prefer(front.found, Metadata(published=document.published)),
        paragraphs=paragraphs,
        sections=sections,
        sentences=sentences,
        tables=document.tables,
        warnings=document.warnings,
    )


def _read_bytes(path: Path, source: str) -> bytes:
    try:
        _check_size(path.stat().st_size, source)
        return path.read_bytes()
    except OSError as error:
        problem = f"cannot be opened ({error.strerror or error})"
        raise ReadError(source, problem, "Check the path and your permission to read it") from error


def _check_size(size: int, source: str) -> None:
    if size > MAX_BYTES:
        raise ReadError(
            source,
            f"is {size / 2**20:,.0f} MB, more than the {MAX_BYTES // 2**20} MB that one report may have",
            "Split it into single reports, or check that it is the file that you meant",
        )
