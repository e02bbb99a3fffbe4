"""Which format a file has, judged by its content, and the reader for it."""

from __future__ import annotations

from kg.reports.document import Document
from kg.reports.encoding import decode
from kg.reports.errors import ReadError


def read_document(data: bytes, source: str) -> Document:
    if not data.strip():
        raise ReadError(source, "is empty", "Give a file that holds a report")
    decoded = decode(data)
    if decoded is None:
        raise ReadError(source, "is no text", "x")
    return Document(decoded[0], "text/plain")
