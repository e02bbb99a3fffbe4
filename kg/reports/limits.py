"""How much a single file may cost. The longest government reports are below 100,000 characters and 5 MB."""

from __future__ import annotations

MAX_BYTES = 64 * 2**20
"""Bytes of one file. Scanned PDFs of a few hundred pages stay below it; a text above it is a dump, not a report."""

MAX_CHARACTERS = 5_000_000
"""Characters of one report's text: fifty times the longest report, and still built in a minute."""

MAX_UNPACKED_BYTES = 256 * 2**20
"""Bytes of all parts of a .docx together when unpacked; python-docx holds them all in memory."""

MAX_UNPACKED_RATIO = 200
"""Unpacked to packed bytes of a .docx. XML of long reports reaches 30, a zip bomb starts at 1,000."""

MAX_PARTS = 5_000
"""Entries in a .docx; each costs memory before a single byte of it is read."""

MAX_XML_BYTES = 32 * 2**20
"""Bytes of one XML part of a .docx when unpacked: its tree takes up to twenty times as much memory."""

MAX_TAGS = 500_000
"""Tags of an HTML page, each of which costs memory; a page of 100,000 characters that Word has exported has 50,000."""

MAX_PAGES = 2_000
"""Pages of a PDF."""

MAX_PDF_SECONDS = 60.0
"""Time spent on the pages of one PDF; pages that draw each glyph as a shape can take seconds each."""

MAX_TABLE_CELLS = 200_000
"""Cells of all tables of one report, merged cells counted as often as they are repeated (`colspan="99999"`)."""
