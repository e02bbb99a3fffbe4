"""Word documents made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest


@pytest.fixture
def word() -> Callable[[Callable[[docx.document.Document], None]], bytes]:
    """Word documents: give a function that fills an empty one, get its bytes."""

    def write(fill: Callable[[docx.document.Document], None]) -> bytes:
        document = docx.Document()
        fill(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return write
