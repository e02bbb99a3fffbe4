"""Shapes (SHACL Core) compiled to plain checks over one graph.

Of SHACL this knows what ``shapes.ttl`` uses, and refuses everything else rather than pass it over: targets by class and
by property; predicate, inverse and sequence paths; counts, class, datatype, node kind, pattern, lengths, ranges,
languages, lists, ``sh:lessThan``, ``sh:or`` and qualified counts of value shapes. The two SPARQL constraints of
``shapes.ttl`` are checked in Python under their IRIs. Sub-classes are not followed: graphs say the standard classes.

Why not a SHACL library: ``kg build`` validates every report that it builds, which may cost next to nothing. On one
report of 5,000 triples pySHACL 0.40 takes 0.5 s after 0.35 s of imports, and 14 s with the SPARQL constraints; pyrudof
0.3.35 takes 0.3 s and finds ``2006 >= 0`` violated for xsd:nonNegativeInteger. This takes hundredths of a second
(``tests/benchmarks/validation.py``). The tests compare its results with pySHACL's, one by one.

Terms are N-Triples text throughout: ``<iri>``, ``"literal"@zh``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.graph.namespaces import DCTERMS, NIF, RDF, RDFS, SKOS, XSD

SHACL = "http://www.w3.org/ns/shacl#"
SHAPES = "https://w3id.org/govkg/shapes#"

_TYPE = f"<{RDF}type>"
_NAMES = (f"<{SKOS}prefLabel>", f"<{RDFS}label>", f"<{DCTERMS}title>", f"<{NIF}anchorOf>")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class ShapesError(ValueError):
    """Shapes that cannot be used; the message names the file, the shape and the mend."""


@dataclass(frozen=True, slots=True)
class Result:
    """One finding. `shape`, `focus`, `path` and `component` are IRIs without brackets, `value` is a term as N-Triples.

    `shape` is the IRI of the shape, `constraint` that of a SPARQL constraint in it; `path` is "" where the shape is
    about the node itself; `component` is the local name in the SHACL namespace (``MinCountConstraintComponent``);
    `severity` is Violation, Warning or Info; `messages` are (language, text). `label` is what the focus node is called
    in the graph, `report` the IRI of the report whose graph it is, where there is one.
    """

    shape: str
    focus: str
    path: str
    value: str | None
    component: str
    severity: str
    messages: tuple[tuple[str, str], ...]
    constraint: str = ""
    label: str = ""
    report: str = ""

    def message(self, language: str) -> str:
        """The message in `language`, or in any language, or the component's name."""
        found = dict(self.messages)
        return found.get(language) or next(iter(found.values()), self.component)


class Index:
    """The triples of one graph by subject and predicate, and the nodes of each class."""

    def __init__(self, lines: Iterable[str]) -> None:
        """`lines` are triples as N-Triples text, ``S P O`` without the stop; doubles do no harm."""
        self.nodes: dict[str, dict[str, list[str]]] = {}
        self.classes: dict[str, dict[str, None]] = {}
        self._inverse: dict[str, dict[str, list[str]]] = {}
        nodes, classes = self.nodes, self.classes
        for line in dict.fromkeys(lines):
            subject, predicate, value = line.split(" ", 2)
            properties = nodes.get(subject)
            if properties is None:
                nodes[subject] = {predicate: [value]}
            elif predicate in properties:
                properties[predicate].append(value)
            else:
                properties[predicate] = [value]
            if predicate == _TYPE:
                classes.setdefault(value, {})[subject] = None

    def values(self, node: str, predicate: str) -> list[str]:
        """The objects that `node` has by `predicate`."""
        properties = self.nodes.get(node)
        return properties.get(predicate, []) if properties else []

    def inverse(self, node: str, predicate: str) -> list[str]:
        """The subjects that have `node` by `predicate`."""
        index = self._inverse.get(predicate)
        if index is None:
            index = self._inverse[predicate] = {}
            for subject, properties in self.nodes.items():
                for value in properties.get(predicate, ()):
                    index.setdefault(value, []).append(subject)
        return index.get(node, [])


Test = Callable[[str, Index], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: along a predicate (with brackets), or against it."""

    predicate: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """A property shape. `path` has the steps; `tests` are (component, test) of each value."""

    iri: str
    path: tuple[Step, ...]
    least: int
    most: int | None
    tests: tuple[tuple[str, Test], ...]
    unique_language: bool
    less_than: tuple[str, ...]
    qualified: tuple[Test, int] | None
    severity: str
    messages: tuple[tuple[str, str], ...]

    @property
    def path_iri(self) -> str:
        """The predicate of a path of one step, written with ``^`` where it goes against it; steps joined by `` / ``."""
        return " / ".join("^" * step.inverse + step.predicate[1:-1] for step in self.path)

    def values(self, node: str, index: Index) -> list[str]:
        """The nodes that the path leads to from `node`."""
        nodes = [node]
        for step in self.path:
            reach = index.inverse if step.inverse else index.values
            if len(nodes) == 1:
                nodes = reach(nodes[0], step.predicate)
            else:
                nodes = list(dict.fromkeys(value for one in nodes for value in reach(one, step.predicate)))
        return nodes

    def faults(self, node: str, index: Index) -> Iterator[tuple[str, str | None]]:
        """(component, value) of each constraint that `node` violates."""
        values = self.values(node, index)
        if len(values) < self.least:
            yield "MinCountConstraintComponent", None
        if self.most is not None and len(values) > self.most:
            yield "MaxCountConstraintComponent", None
        for value in values:
            for component, test in self.tests:
                if not test(value, index):
                    yield component, value
        if self.unique_language and len(values) > 1:
            languages = [language for value in values if (language := _language(value))]
            for _ in {language for language in languages if languages.count(language) > 1}:
                yield "UniqueLangConstraintComponent", None
        for predicate in self.less_than:
            for other in index.values(node, predicate):
                for value in values:
                    if not _less(value, other):
                        yield "LessThanConstraintComponent", value
        if self.qualified is not None:
            test, least = self.qualified
            if sum(test(value, index) for value in values) < least:
                yield "QualifiedMinCountConstraintComponent", None


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL constraint that is checked in Python: `values` are those of its rows, None for a row without one."""

    iri: str
    values: Callable[[str, Index], Iterator[str | None]]
    severity: str
    messages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape with its targets: classes, and predicates whose subjects are meant."""

    iri: str
    labels: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    tests: tuple[tuple[str, Test], ...]
    properties: tuple[Property, ...]
    queries: tuple[Query, ...]
    severity: str
    messages: tuple[tuple[str, str], ...]

    @property
    def predicates(self) -> frozenset[str]:
        """The predicates that decide on targets, lie on the paths of its properties, or name a node in results."""
        steps = (step.predicate for prop in self.properties for step in prop.path)
        return frozenset((_TYPE, *_NAMES, *self.subjects_of, *steps))

    def focus_nodes(self, index: Index) -> Iterable[str]:
        """The nodes of the graph that the shape is about."""
        found: dict[str, None] = {}
        for cls in self.classes:
            found.update(index.classes.get(cls, {}))
        for predicate in self.subjects_of:
            found.update((node, None) for node, properties in index.nodes.items() if predicate in properties)
        return found


def limits_only(shape: Shape) -> Shape | None:
    """What the shape says against too many values or languages along one predicate; None when that is nothing."""
    limits = tuple(
        replace(prop, least=0, tests=(), less_than=(), qualified=None)
        for prop in shape.properties
        if (prop.most is not None or prop.unique_language) and len(prop.path) == 1 and not prop.path[0].inverse
    )
    return replace(shape, properties=limits, tests=(), queries=()) if limits else None


def check(index: Index, shapes: Iterable[Shape], report: str = "") -> list[Result]:
    """Every finding about the graph in `index`, in the order of the shapes and of the graph's nodes.

    `report` is noted in the results.
    """
    results: list[Result] = []
    for shape in shapes:
        for node in shape.focus_nodes(index):
            for component, test in shape.tests:
                if not test(node, index):
                    results.append(_result(index, node, report, shape, "", node, component))
            for prop in shape.properties:
                for component, value in prop.faults(node, index):
                    results.append(_result(index, node, report, prop, prop.path_iri, value, component))
            for query in shape.queries:
                for value in query.values(node, index):
                    found = _result(index, node, report, query, "", value, "SPARQLConstraintComponent")
                    results.append(replace(found, shape=shape.iri, constraint=query.iri))
    return results


def _result(
    index: Index, node: str, report: str, source: Shape | Property | Query, path: str, value: str | None, component: str
) -> Result:
    names = (name for predicate in _NAMES for name in index.values(node, predicate))
    label = lexical(next(names, ""))
    messages = source.messages
    return Result(source.iri, _bare(node), path, value, component, source.severity, messages, "", label, report)


# --- terms


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def lexical(term: str) -> str:
    """The characters of a literal or an IRI, without quotes, brackets, language and datatype, escapes resolved."""
    if not term.startswith('"'):
        return _bare(term)
    text = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_resolved, text) if "\\" in text else text


def _resolved(match: re.Match[str]) -> str:
    short, long, char = match.groups()
    return chr(int(short or long, 16)) if char is None else _ESCAPED.get(char, char)


def _language(term: str) -> str:
    if not term.startswith('"') or term[-1] in '">':
        return ""
    return term[term.rindex('"') + 2 :].lower()


def _number(term: str) -> Decimal | None:
    try:
        return Decimal(lexical(term)) if term.startswith('"') else None
    except InvalidOperation:
        return None


def _less(term: str, other: str) -> bool:
    first, second = _number(term), _number(other)
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


_FORMS: Mapping[str, Callable[[str], object]] = {
    f"{XSD}decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)").fullmatch,
    f"{XSD}integer": re.compile(r"[+-]?\d+").fullmatch,
    f"{XSD}nonNegativeInteger": re.compile(r"\+?\d+|-0+").fullmatch,
    f"{XSD}boolean": re.compile(r"true|false|0|1").fullmatch,
    f"{XSD}gYear": re.compile(r"-?\d{4,}").fullmatch,
    f"{XSD}gYearMonth": re.compile(r"-?\d{4,}-(?:0[1-9]|1[0-2])").fullmatch,
    f"{XSD}date": _is_date,
    f"{XSD}dateTime": _is_time,
}


# --- constraints


def _has_datatype(iri: str) -> Test:
    if iri == f"{XSD}string":
        return lambda term, index: term[0] == '"' == term[-1]
    if iri == f"{RDF}langString":
        return lambda term, index: term[0] == '"' and term[-1] not in '">'
    form = _FORMS[iri]
    tail = f'"^^<{iri}>'
    return lambda term, index: term.endswith(tail) and bool(form(lexical(term)))


def _has_kind(iri: str) -> Test:
    starts = {"IRI": ("<",), "Literal": ('"',), "BlankNodeOrIRI": ("<", "_"), "IRIOrLiteral": ("<", '"')}[
        iri.removeprefix(SHACL)
    ]
    return lambda term, index: term.startswith(starts)


def _has_class(iri: str) -> Test:
    cls = f"<{iri}>"
    return lambda term, index: cls in index.nodes.get(term, {}).get(_TYPE, ())


def _matches(pattern: str) -> Test:
    search = re.compile(pattern).search
    return lambda term, index: not term.startswith("_:") and search(lexical(term)) is not None


def _long_enough(least: int) -> Test:
    return lambda term, index: not term.startswith("_:") and len(lexical(term)) >= least


def _at_least(limit: Decimal) -> Test:
    def test(term: str, index: Index) -> bool:
        number = _number(term)
        return number is not None and number >= limit

    return test


def _at_most(limit: Decimal) -> Test:
    def test(term: str, index: Index) -> bool:
        number = _number(term)
        return number is not None and number <= limit

    return test


def _one_of(terms: frozenset[str]) -> Test:
    return lambda term, index: term in terms


def _in_language(languages: tuple[str, ...]) -> Test:
    def test(term: str, index: Index) -> bool:
        language = _language(term)
        return any(language == one or language.startswith(f"{one}-") for one in languages)

    return test


def _any(tests: tuple[Test, ...]) -> Test:
    return lambda term, index: any(test(term, index) for test in tests)


def _all(tests: tuple[tuple[str, Test], ...]) -> Test:
    return lambda term, index: all(test(term, index) for _, test in tests)


def _faultless(prop: Property) -> Test:
    return lambda term, index: next(prop.faults(term, index), None) is None


# every phrase of a report asks for the report's text
_whole_text = lru_cache(maxsize=2)(lexical)


def _wrong_words(node: str, index: Index) -> Iterator[str | None]:
    """Words that are not those of the text at that place (``shape:String-words``)."""
    for anchor in index.values(node, f"<{NIF}anchorOf>"):
        for context in index.values(node, f"<{NIF}referenceContext>"):
            for text in map(_whole_text, index.values(context, f"<{NIF}isString>")):
                for begin in map(_number, index.values(node, f"<{NIF}beginIndex>")):
                    for end in map(_number, index.values(node, f"<{NIF}endIndex>")):
                        if begin is None or end is None or begin < 0:
                            continue  # said by other constraints
                        if text[int(begin) : int(end)] != lexical(anchor) or end > len(text):
                            yield anchor


def _not_asserted(node: str, index: Index) -> Iterator[str | None]:
    """A row for a reified triple that the graph does not have (``shape:Statement-asserted``)."""
    for subject in index.values(node, f"<{RDF}subject>"):
        for predicate in index.values(node, f"<{RDF}predicate>"):
            for value in index.values(node, f"<{RDF}object>"):
                if value not in index.values(subject, predicate):
                    yield None


_QUERIES: Mapping[str, Callable[[str, Index], Iterator[str | None]]] = {
    f"{SHAPES}String-words": _wrong_words,
    f"{SHAPES}Statement-asserted": _not_asserted,
}


# --- reading

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
        return ShapesError(f"{_bare(self._name)} {what}")

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
            iri=_bare(self._name),
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
            iri=_bare(self._name),
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
        values = _QUERIES.get(_bare(self._name))
        if values is None:
            raise self._error(
                "is a SPARQL constraint of your own, which kg does not run; "
                "take it out, or check the exported graph with another SHACL processor"
            )
        return Query(_bare(self._name), values, self._severity(), self._messages())

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
            return _faultless(self._property())
        self._known(_ABOUT_VALUES)
        return _all(self._tests())

    def _tests(self) -> tuple[tuple[str, Test], ...]:
        """(component, test) of each constraint on values."""
        makers: Mapping[str, Callable[[_Term], Test]] = {
            "nodeKind": lambda term: _has_kind(self._text(term)),
            "datatype": self._datatype,
            "in": lambda term: _one_of(frozenset(map(str, self._list(term)))),
            "class": lambda term: _has_class(self._text(term)),
            "languageIn": lambda term: _in_language(tuple(self._text(item).lower() for item in self._list(term))),
            "minLength": lambda term: _long_enough(int(self._text(term))),
            "minInclusive": lambda term: _at_least(Decimal(self._text(term))),
            "maxInclusive": lambda term: _at_most(Decimal(self._text(term))),
            "pattern": lambda term: _matches(self._text(term)),
            "or": lambda term: _any(tuple(_Reader(self._nodes, str(option))._test() for option in self._list(term))),
        }
        return tuple(
            (f"{name[0].upper()}{name[1:]}ConstraintComponent", make(term))
            for name, make in makers.items()
            for term in self._get(name)
        )

    def _datatype(self, term: _Term) -> Test:
        iri = self._text(term)
        if iri not in _FORMS and iri not in (f"{XSD}string", f"{RDF}langString"):
            raise self._error(f"asks for the datatype {iri}, which kg does not know")
        return _has_datatype(iri)
