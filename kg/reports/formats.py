"""Which format a file has, judged by its content, and the reader for it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from kg.reports.document import Document
from kg.reports.encoding import decode
from kg.reports.errors import ReadError

SUFFIXES = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".docx", ".pdf"))
"""File name endings (lower case) that are looked for in folders."""

_MARKDOWN = frozenset((".md", ".markdown"))
_EXPECTED = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "HTML", ".htm": "HTML",
    ".xhtml": "HTML", ".shtml": "HTML", ".docx": "Word", ".pdf": "PDF", ".doc": "Word",
}  # fmt: skip
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|table|meta|title|p|span|h[1-6]|article|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|td|span|html|body|table)>", re.IGNORECASE)
_SAVE_AS = "Save it as .docx, .pdf (with text) or .txt and give that"
# First bytes of formats that are met and not read
_KNOWN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or encrypted Office file (.doc, .wps, .xls)", _SAVE_AS),
    (b"{\\rtf", "is an RTF file", _SAVE_AS),
    (b"\x89PNG", "is an image", "Run OCR on it and give the text"),
    (b"\xff\xd8\xff", "is an image", "Run OCR on it and give the text"),
    (b"II*\x00", "is an image", "Run OCR on it and give the text"),
    (b"MM\x00*", "is an image", "Run OCR on it and give the text"),
    (b"GIF8", "is an image", "Run OCR on it and give the text"),
    (b"\x1f\x8b", "is a compressed archive", "Unpack it and give the files in it"),
    (b"Rar!", "is a compressed archive", "Unpack it and give the files in it"),
    (b"7z\xbc\xaf", "is a compressed archive", "Unpack it and give the files in it"),
)


def read_document(data: bytes, source: str) -> Document:
    """Read the bytes of a file in whichever format they are; the name's ending only decides between text and Markdown.

    A name that promises another format than the bytes hold is told in the warnings. Raises ReadError.
    """
    if not data.strip():
        raise ReadError(source, "is empty", "Give a file that holds a report")
    suffix = PurePath(source).suffix.lower()
    kind, read = _sniff(data, source, suffix)
    document = read()
    expected = _EXPECTED.get(suffix)
    if expected is not None and expected != kind:
        warning = f"the name says {suffix}, the content is {kind}; read as {kind}"
        return replace(document, warnings=(*document.warnings, warning))
    return document


def _sniff(data: bytes, source: str, suffix: str) -> tuple[str, Callable[[], Document]]:
    """The format's name and what reads it."""
    if b"%PDF-" in data[:1024]:
        from kg.reports.pdf import read_pdf

        return "PDF", lambda: read_pdf(data, source)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_word(data, source)
        from kg.reports.word import read_word

        return "Word", lambda: read_word(data, source)
    for magic, problem, mend in _KNOWN:
        if data.startswith(magic):
            raise ReadError(source, problem, mend)
    decoded = decode(data)
    if decoded is None:
        raise ReadError(
            source,
            "is neither text in a known encoding nor HTML, Word (.docx) or PDF",
            "Save it as text in UTF-8 or GB18030, or as .docx or .pdf",
        )
    text, encoding = decoded
    if not text.strip():
        raise ReadError(source, "is empty", "Give a file that holds a report")
    if _is_html(text, suffix):
        from kg.reports.markup import read_html

        return "HTML", lambda: read_html(text, source)
    from kg.reports.plain import read_markdown, read_plain

    if suffix in _MARKDOWN:
        return "text", lambda: read_markdown(text, encoding)
    return "text", lambda: read_plain(text, encoding)


def _is_html(text: str, suffix: str) -> bool:
    if _HTML.match(text):
        return suffix not in _MARKDOWN or "<html" in text[:2000].lower()
    return suffix in (".html", ".htm", ".xhtml", ".shtml") and _TAGS.search(text) is not None


def _check_word(data: bytes, source: str) -> None:
    """Refuse archives that are no .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:20_000])
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError(source, "is a damaged Word document or archive", "Fetch or save it again") from error
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return
    if "OFD.xml" in names:
        raise ReadError(source, "is an OFD document", "Export it as PDF (with text) or .docx and give that")
    if "mimetype" in names:
        raise ReadError(source, "is an OpenDocument or e-book file", _SAVE_AS)
    if "[Content_Types].xml" in names:
        raise ReadError(source, "is an Office file, but no Word document", _SAVE_AS)
    raise ReadError(source, "is an archive", "Unpack it and give the files in it")
