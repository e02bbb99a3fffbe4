"""Terms as N-Triples text: their IRIs, words, languages and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from kg.graph.namespaces import XSD

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def bare_iri(term: str) -> str:
    """An IRI without its angle brackets."""
    return term[1:-1] if term.startswith("<") else term


def lexical(term: str) -> str:
    """The characters of a literal or an IRI, without quotes, brackets, language and datatype, escapes resolved."""
    if not term.startswith('"'):
        return bare_iri(term)
    text = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_resolved, text) if "\\" in text else text


def _resolved(match: re.Match[str]) -> str:
    short, long, char = match.groups()
    return chr(int(short or long, 16)) if char is None else _ESCAPED.get(char, char)


def language_of(term: str) -> str:
    """The language tag of a literal; "" without one."""
    if not term.startswith('"') or term[-1] in '">':
        return ""
    return term[term.rindex('"') + 2 :].lower()


def number_of(term: str) -> Decimal | None:
    """The number that a literal says; None if it says none."""
    try:
        return Decimal(lexical(term)) if term.startswith('"') else None
    except InvalidOperation:
        return None


def less(term: str, other: str) -> bool:
    """Whether one term is a number less than that of another."""
    first, second = number_of(term), number_of(other)
    return first is not None and second is not None and first < second


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) >= 19


# what a literal of a datatype must look like
FORMS: Mapping[str, Callable[[str], object]] = {
    f"{XSD}decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)").fullmatch,
    f"{XSD}integer": re.compile(r"[+-]?\d+").fullmatch,
    f"{XSD}nonNegativeInteger": re.compile(r"\+?\d+|-0+").fullmatch,
    f"{XSD}boolean": re.compile(r"true|false|0|1").fullmatch,
    f"{XSD}gYear": re.compile(r"-?\d{4,}").fullmatch,
    f"{XSD}gYearMonth": re.compile(r"-?\d{4,}-(?:0[1-9]|1[0-2])").fullmatch,
    f"{XSD}date": _is_date,
    f"{XSD}dateTime": _is_time,
}
