"""What a format's reader yields: text and what the format itself knows of its structure."""

from __future__ import annotations

from dataclasses import dataclass

from kg.language.spans import Span
from kg.reports.model import Table


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph that the format calls a heading: where it is, and its level (1 = `<h1>`, “Heading 1”, `#`)."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, the tables and headings that its format marks, and the title that its properties give."""

    text: str
    media_type: str
    tables: tuple[Table, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: str = ""
    warnings: tuple[str, ...] = ()
