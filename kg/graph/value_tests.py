"""Tests of the values of a property, one for each constraint of SHACL that the shapes use."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.graph.namespaces import RDF, XSD
from kg.graph.shapes import SHACL, TYPE, Index, Property, Test
from kg.graph.term_values import FORMS, language_of, lexical, number_of


def has_datatype(iri: str) -> Test:
    """``sh:datatype``: a literal of that datatype, and of its form."""
    if iri == f"{XSD}string":
        return lambda term, index: term[0] == '"' == term[-1]
    if iri == f"{RDF}langString":
        return lambda term, index: term[0] == '"' and term[-1] not in '">'
    form = FORMS[iri]
    tail = f'"^^<{iri}>'
    return lambda term, index: term.endswith(tail) and bool(form(lexical(term)))


def has_kind(iri: str) -> Test:
    """``sh:nodeKind``."""
    starts = {"IRI": ("<",), "Literal": ('"',), "BlankNodeOrIRI": ("<", "_"), "IRIOrLiteral": ("<", '"')}[
        iri.removeprefix(SHACL)
    ]
    return lambda term, index: term.startswith(starts)


def has_class(iri: str) -> Test:
    """``sh:class``: the class itself, not a sub-class."""
    cls = f"<{iri}>"
    return lambda term, index: cls in index.nodes.get(term, {}).get(TYPE, ())


def matches(pattern: str) -> Test:
    """``sh:pattern``: the words of the term match somewhere."""
    search = re.compile(pattern).search
    return lambda term, index: not term.startswith("_:") and search(lexical(term)) is not None


def long_enough(least: int) -> Test:
    """``sh:minLength``, in characters."""
    return lambda term, index: not term.startswith("_:") and len(lexical(term)) >= least


def at_least(limit: Decimal) -> Test:
    """``sh:minInclusive``."""

    def test(term: str, index: Index) -> bool:
        number = number_of(term)
        return number is not None and number >= limit

    return test


def at_most(limit: Decimal) -> Test:
    """``sh:maxInclusive``."""

    def test(term: str, index: Index) -> bool:
        number = number_of(term)
        return number is not None and number <= limit

    return test


def one_of(terms: frozenset[str]) -> Test:
    """``sh:in``."""
    return lambda term, index: term in terms


def in_language(languages: tuple[str, ...]) -> Test:
    """``sh:languageIn``: the language or a variety of it."""

    def test(term: str, index: Index) -> bool:
        language = language_of(term)
        return any(language == one or language.startswith(f"{one}-") for one in languages)

    return test


def any_of(tests: tuple[Test, ...]) -> Test:
    """``sh:or``: one of the tests holds."""
    return lambda term, index: any(test(term, index) for test in tests)


def all_of(tests: tuple[tuple[str, Test], ...]) -> Test:
    """Every one of some tests, each with the name of its constraint."""
    return lambda term, index: all(test(term, index) for _, test in tests)


def faultless(prop: Property) -> Test:
    """A qualified value shape: the node has no fault by the property."""
    return lambda term, index: next(prop.faults(term, index), None) is None
