"""What reading a file yields: plain text with stable offsets and the structure found in it."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum

from kg.language.records import record
from kg.language.spans import Span


class Modality(StrEnum):
    """What a stretch of a report speaks of; the values are the keys of `govv:modality`."""

    ACHIEVED = "achieved"
    UNDER_WAY = "under-way"
    PLANNED = "planned"
    TARGET = "target"
    PROBLEM = "problem"


@record(frozen=True, slots=True)
class Metadata:
    """What is known of a report besides its text; None where it is not known.

    `area` is a place name (南昌市西湖区) or a GB/T 2260 code (360103); `year` the year that the report reports on;
    `source` a file name or URL.
    """

    title: str | None = None
    issuer: str | None = None
    area: str | None = None
    year: int | None = None
    source: str | None = None
    published: date | None = None


@record(frozen=True, slots=True)
class Heading:
    """A heading: its whole span, its number (“一、”, “(二)”, “1.”, “一是”, or "") and its words without the number."""

    span: Span
    number: str
    text: str
    text_span: Span


@record(frozen=True, slots=True)
class Section:
    """A node of the heading tree. The root (index 0) has no heading, no parent and covers the whole text.

    `level` is 0 for the root, 1 for the topmost headings found, and so on. `span` runs from the start of the heading
    to the start of the next heading of the same or a higher level; an item within a paragraph (“一是…。”) ends with its
    paragraph, signature and date belong to the root. `parent` is an index into `Report.sections`.
    `modality` is ACHIEVED, PROBLEM or PLANNED; a section that mixes them is split where the text turns
    (“下一步，…”), so that a sentence's own `modality` may differ from its section's.
    """

    heading: Heading | None
    level: int
    parent: int | None
    span: Span
    modality: Modality


@record(frozen=True, slots=True)
class Sentence:
    """A sentence, its paragraph and section (indices), and whether it tells of work done, a problem or a plan.

    `is_heading` is True for the title and for headings whose section says more than they do; a numbered sentence that
    is all that its section says is an item. Rows of tables are paragraphs without sentences.
    """

    span: Span
    paragraph: int
    section: int
    modality: Modality
    is_heading: bool = False


@record(frozen=True, slots=True)
class Cell:
    """A table cell. `span` covers its characters in the report's text; `header` is True in header rows and columns."""

    span: Span
    header: bool = False


@record(frozen=True, slots=True)
class Table:
    """A table, row by row. Merged cells are repeated, so that every row has the same number of cells."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]


@record(frozen=True, slots=True)
class Report:
    """One report as read.

    `text` is the plain text that all offsets refer to (code points); it is never changed after reading. `written` is
    the same text, character for character, with digits of full width and points that are full stops in the common
    form: patterns are matched in it.
    `sha256` is the hex digest of the file's bytes. `given` is what the user said (it wins over what is found);
    `found` is what the title block and the closing say.
    """

    text: str
    written: str
    source: str
    media_type: str
    sha256: str
    title: str
    title_span: Span | None
    given: Metadata = field(default_factory=Metadata)
    found: Metadata = field(default_factory=Metadata)
    paragraphs: tuple[Span, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
