"""RDF terms as N-Triples text, which is what the graph stage emits.

Writing the text at once is several times as fast as building term objects (tests/benchmarks/speed.py), and every
consumer reads it. A term has one character for each byte of its UTF-8: Python keeps such text a byte a character, and
joins and encodes it ("latin-1") at the speed of a copy, a tenth of what text with Chinese in it takes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.graph.namespaces import GOVV, XSD

# ASCII without controls, blanks and <>"{}|\^`
_IN_IRI = re.compile(r"[!#-;=?-\[\]_a-z~\x7f]*")
_TYPES = {
    name: f"^^<{XSD}{name}>"
    for name in ("date", "gYearMonth", "gYear", "decimal", "nonNegativeInteger", "dateTime", "boolean", "integer")
}


class TermError(ValueError):
    """An identifier that cannot become an IRI."""


@lru_cache(maxsize=1 << 16)
def iri(identifier: str, base: str) -> str:
    """``<…>`` for an entity id: below `base`, or of the shipped vocabularies when it starts with ``govv:``.

    Raises TermError when the id has characters that an IRI may not have.
    """
    if _IN_IRI.fullmatch(identifier) is None:
        raise TermError(f"{identifier!r} cannot be an IRI: identifiers are ASCII without blanks, quotes or <>")
    if identifier.startswith("govv:"):
        return f"<{GOVV}{identifier[5:]}>"
    return f"<{base}{identifier}>"


def escaped(text: str) -> str:
    """`text` as it stands between the quotes of an N-Triples literal, one character a byte of its UTF-8."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return plain.encode().decode("latin-1")


def string(text: str) -> str:
    """A plain xsd:string literal."""
    return f'"{escaped(text)}"'


def chinese(text: str) -> str:
    """A literal in Chinese (@zh)."""
    return f'"{escaped(text)}"@zh'


def english(text: str) -> str:
    """A literal in English (@en)."""
    return f'"{escaped(text)}"@en'


def typed(lexical: str, datatype: str) -> str:
    """A literal of the XSD datatype with this local name."""
    return f'"{escaped(lexical)}"{_TYPES[datatype]}'


def date_like(lexical: str) -> str:
    """xsd:gYear, xsd:gYearMonth or xsd:date, by the form of the text; a plain string when it is none of them."""
    if re.fullmatch(r"\d{4}", lexical):
        return typed(lexical, "gYear")
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", lexical):
        return typed(lexical, "gYearMonth")
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", lexical):
        return typed(lexical, "date")
    return string(lexical)


def confidence(value: float) -> str:
    """A confidence as xsd:decimal with at most three places."""
    return f'"{round(value, 3):g}"{_TYPES["decimal"]}'
