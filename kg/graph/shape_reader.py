"""Shapes read from a Turtle file; what they use of SHACL beyond what is known is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.graph.namespaces import RDF, RDFS, XSD
from kg.graph.shape_queries import QUERIES
from kg.graph.shapes import SHACL, Property, Query, Shape, ShapesError, Step, Test
from kg.graph.term_values import FORMS, bare_iri
from kg.graph.value_tests import (
    all_of,
    any_of,
    at_least,
    at_most,
    faultless,
    has_class,
    has_datatype,
    has_kind,
    in_language,
    long_enough,
    matches,
    one_of,
)

_ABOUT_TARGETS = {"targetClass", "targetSubjectsOf", "property", "sparql"}
_ABOUT_PATHS = {"path", "minCount", "maxCount", "uniqueLang", "lessThan", "qualifiedValueShape", "qualifiedMinCount"}
_ABOUT_VALUES = {
    "class",
    "datatype",
    "nodeKind",
    "pattern",
    "minLength",
    "minInclusive",
    "maxInclusive",
    "languageIn",
    "in",
    "or",
}
_ASIDE = {"message", "severity", "name", "description", "order", "group"}
_Term = NamedNode | BlankNode | Literal
_Nodes = Mapping[str, Mapping[str, list[_Term]]]


@lru_cache(maxsize=4)
def load_shapes(path: Path) -> tuple[Shape, ...]:
    """The node shapes with targets of a Turtle file.

    Raises ShapesError for a file that cannot be read, is not Turtle, or uses more of SHACL than is known here.
    """
    nodes: dict[str, dict[str, list[_Term]]] = {}
    try:
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            if isinstance(quad.object, NamedNode | BlankNode | Literal):
                nodes.setdefault(str(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
    except OSError as error:
        raise ShapesError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except SyntaxError as error:
        raise ShapesError(f"{path}: is not valid Turtle: {error}; mend the file at that place") from error
    try:
        return tuple(
            _Reader(nodes, name).shape()
            for name, properties in nodes.items()
            if f"{SHACL}targetClass" in properties or f"{SHACL}targetSubjectsOf" in properties
        )
    except ShapesError as error:
        raise ShapesError(f"{path}: {error}") from None


class _Reader:
    """Reads one shape of the shapes graph; `name` is its IRI in brackets or its blank node."""

    def __init__(self, nodes: _Nodes, name: str) -> None:
        self._nodes = nodes
        self._name = name
        self._properties = nodes.get(name, {})

    def _get(self, name: str) -> list[_Term]:
        return self._properties.get(SHACL + name, [])

    def _first(self, name: str) -> _Term | None:
        return next(iter(self._get(name)), None)

    def _number(self, name: str) -> int | None:
        found = self._first(name)
        return None if found is None else int(self._text(found))

    def _text(self, term: _Term) -> str:
        if isinstance(term, BlankNode):
            raise self._error("has a blank node where an IRI or a literal belongs")
        return term.value

    def _error(self, what: str) -> ShapesError:
        return ShapesError(f"{bare_iri(self._name)} {what}")

    def _known(self, *names: set[str]) -> None:
        known = _ASIDE.union(*names)
        for predicate in self._properties:
            if predicate.startswith(SHACL) and predicate.removeprefix(SHACL) not in known:
                raise self._error(
                    f"uses sh:{predicate.removeprefix(SHACL)}, which kg does not know here; "
                    "take it out, or check the exported graph with another SHACL processor"
                )

    def _messages(self) -> tuple[tuple[str, str], ...]:
        found = [term for term in self._get("message") if isinstance(term, Literal)]
        return tuple(sorted((term.language or "", term.value) for term in found))

    def _severity(self) -> str:
        found = self._first("severity")
        return "Violation" if found is None else self._text(found).removeprefix(SHACL)

    def _list(self, term: _Term) -> list[_Term]:
        items: list[_Term] = []
        at = str(term)
        while at != f"<{RDF}nil>":
            cell = self._nodes.get(at, {})
            first, rest = cell.get(f"{RDF}first"), cell.get(f"{RDF}rest")
            if not first or not rest:
                raise self._error("has a list that does not end")
            items.append(first[0])
            at = str(rest[0])
        return items

    def shape(self) -> Shape:
        """A node shape with its targets."""
        self._known(_ABOUT_TARGETS, _ABOUT_VALUES)
        labels = self._properties.get(f"{RDFS}label", [])
        return Shape(
            iri=bare_iri(self._name),
            labels=tuple(sorted((t.language or "", t.value) for t in labels if isinstance(t, Literal))),
            classes=tuple(str(term) for term in self._get("targetClass")),
            subjects_of=tuple(str(term) for term in self._get("targetSubjectsOf")),
            tests=self._tests(),
            properties=tuple(_Reader(self._nodes, str(term))._property() for term in self._get("property")),
            queries=tuple(_Reader(self._nodes, str(term))._query() for term in self._get("sparql")),
            severity=self._severity(),
            messages=self._messages(),
        )

    def _property(self) -> Property:
        self._known(_ABOUT_PATHS, _ABOUT_VALUES)
        qualified = self._first("qualifiedValueShape")
        return Property(
            iri=bare_iri(self._name),
            path=self._path(),
            least=self._number("minCount") or 0,
            most=self._number("maxCount"),
            tests=self._tests(),
            unique_language=any(self._text(term) == "true" for term in self._get("uniqueLang")),
            less_than=tuple(str(term) for term in self._get("lessThan")),
            qualified=None
            if qualified is None
            else (_Reader(self._nodes, str(qualified))._test(), self._number("qualifiedMinCount") or 0),
            severity=self._severity(),
            messages=self._messages(),
        )

    def _query(self) -> Query:
        values = QUERIES.get(bare_iri(self._name))
        if values is None:
            raise self._error(
                "is a SPARQL constraint of your own, which kg does not run; "
                "take it out, or check the exported graph with another SHACL processor"
            )
        return Query(bare_iri(self._name), values, self._severity(), self._messages())

    def _path(self) -> tuple[Step, ...]:
        path = self._first("path")
        if path is None:
            raise self._error("has no sh:path")
        if isinstance(path, BlankNode) and f"{RDF}first" in self._nodes.get(str(path), {}):
            return tuple(self._step(term) for term in self._list(path))
        return (self._step(path),)

    def _step(self, term: _Term) -> Step:
        if isinstance(term, NamedNode):
            return Step(str(term))
        inverse = self._nodes.get(str(term), {}).get(f"{SHACL}inversePath", [])
        if len(inverse) != 1 or not isinstance(inverse[0], NamedNode):
            raise self._error("has a path other than a predicate, sh:inversePath of one, or a sequence of these")
        return Step(str(inverse[0]), True)

    def _test(self) -> Test:
        """The shape as a test of one node."""
        if f"{SHACL}path" in self._properties:
            return faultless(self._property())
        self._known(_ABOUT_VALUES)
        return all_of(self._tests())

    def _tests(self) -> tuple[tuple[str, Test], ...]:
        """(component, test) of each constraint on values."""
        makers: Mapping[str, Callable[[_Term], Test]] = {
            "nodeKind": lambda term: has_kind(self._text(term)),
            "datatype": self._datatype,
            "in": lambda term: one_of(frozenset(map(str, self._list(term)))),
            "class": lambda term: has_class(self._text(term)),
            "languageIn": lambda term: in_language(tuple(self._text(item).lower() for item in self._list(term))),
            "minLength": lambda term: long_enough(int(self._text(term))),
            "minInclusive": lambda term: at_least(Decimal(self._text(term))),
            "maxInclusive": lambda term: at_most(Decimal(self._text(term))),
            "pattern": lambda term: matches(self._text(term)),
            "or": lambda term: any_of(tuple(_Reader(self._nodes, str(option))._test() for option in self._list(term))),
        }
        return tuple(
            (f"{name[0].upper()}{name[1:]}ConstraintComponent", make(term))
            for name, make in makers.items()
            for term in self._get(name)
        )

    def _datatype(self, term: _Term) -> Test:
        iri = self._text(term)
        if iri not in FORMS and iri not in (f"{XSD}string", f"{RDF}langString"):
            raise self._error(f"asks for the datatype {iri}, which kg does not know")
        return has_datatype(iri)
