"""SPARQL over a store: prefixes known beforehand, parameters bound as RDF terms, errors that show their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.graph.namespaces import XSD, prefixes_for

if TYPE_CHECKING:
    import pandas

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Value: TypeAlias = str | int | float | Decimal | bool | date | datetime | None

_TOKENS = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      |(?P<variable>[?$]\w+)|(?P<open>\{)|(?P<close>\})|(?P<word>\w+)""",
    re.VERBOSE | re.DOTALL,
)
_VERBS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"})
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)


class QueryError(ValueError):
    """A query that cannot be run; the message shows the line and the place."""


def bind(sparql: str, bindings: Mapping[str, tuple[Term, ...]]) -> str:
    """`sparql` with each variable of `bindings` (name without ``?``) fixed to one of its RDF terms.

    The terms enter as a VALUES block at the head of the outermost WHERE group, written by the RDF serialiser: a value
    is never read as syntax. A variable that only occurs inside a sub-select is not reached. Raises QueryError for a
    name that the query has no variable for, and for a blank node.
    """
    if not bindings:
        return sparql
    head, variables = _outline(sparql)
    values = []
    for name, terms in bindings.items():
        if name not in variables:
            raise QueryError(
                f"the query has no variable ?{name}; it has {', '.join(f'?{v}' for v in sorted(variables))}"
            )
        if not all(isinstance(term, NamedNode | Literal) for term in terms):
            raise QueryError(f"?{name} cannot be bound to a blank node or a triple: give an IRI or a literal")
        values.append(f"VALUES ?{name} {{ {' '.join(map(str, terms))} }} ")
    return f"{sparql[:head]} {''.join(values)}{sparql[head:]}"


def _outline(sparql: str) -> tuple[int, set[str]]:
    """Where the outermost WHERE group begins (just behind its brace), and the names of all variables."""
    variables: set[str] = set()
    depth, template, head = 0, False, -1
    for token in _TOKENS.finditer(sparql):
        kind = token.lastgroup
        if kind == "variable":
            variables.add(token.group()[1:])
        elif kind == "word" and depth == 0:
            word = token.group().upper()
            if word == "CONSTRUCT":
                template = True
            elif word == "WHERE":
                template = False
        elif kind == "open":
            if depth == 0 and not template and head < 0:
                head = token.end()
            depth += 1
        elif kind == "close":
            depth -= 1
            template = template and depth > 0
    if head < 0:
        raise QueryError("the query has no WHERE group to bind its parameters in")
    return head, variables


def _terms(bindings: Mapping[str, Any]) -> dict[str, tuple[Term, ...]]:
    """The terms of each binding: of one value, or of each value of a tuple or list."""
    return {
        name: tuple(map(to_term, value)) if isinstance(value, tuple | list) else (to_term(value),)
        for name, value in bindings.items()
    }


def to_term(value: Any) -> Term:
    """A Python value as an RDF term; rdflib and pyoxigraph terms keep what they are, other strings become literals."""
    if isinstance(value, NamedNode | Literal | BlankNode):
        return value
    kind = type(value).__name__
    if kind == "URIRef":
        return NamedNode(str(value))
    if kind == "Literal":
        if value.language:
            return Literal(str(value), language=value.language)
        return Literal(str(value), datatype=NamedNode(str(value.datatype))) if value.datatype else Literal(str(value))
    if isinstance(value, bool | int | float | str):
        return Literal(value)
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=NamedNode(f"{XSD}decimal"))
    if isinstance(value, datetime):
        return Literal(value.isoformat(), datatype=NamedNode(f"{XSD}dateTime"))
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=NamedNode(f"{XSD}date"))
    raise QueryError(f"{value!r} cannot be a parameter: give a string, a number, a date or an IRI")


def to_python(term: Term | None) -> Value:
    """A term as a Python value: numbers, dates and truth values as such, years as int, the rest as str."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in ("integer", "nonNegativeInteger", "gYear"):
            return int(term.value)
        if kind == "decimal":
            return Decimal(term.value)
        if kind in ("double", "float"):
            return float(term.value)
        if kind == "boolean":
            return term.value in ("true", "1")
        if kind == "date":
            return date.fromisoformat(term.value)
        if kind == "dateTime":
            return datetime.fromisoformat(term.value)
    except (ValueError, ArithmeticError):
        return term.value
    return term.value


class Answer:
    """What a query yields: rows (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE).

    Iterating gives dicts from variable to Python value; `terms` gives the RDF terms; ``bool(answer)`` is ASK's answer,
    or whether there is anything. `kind` is "select", "ask" or "graph".
    """

    def __init__(self, results: QuerySolutions | QueryBoolean | QueryTriples, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.columns: tuple[str, ...] = ()
        self.terms: list[tuple[Term | None, ...]] = []
        self._truth: bool | None = None
        if isinstance(results, QueryBoolean):
            self.kind = "ask"
            self._truth = bool(results)
        elif isinstance(results, QuerySolutions):
            self.kind = "select"
            variables = list(results.variables)
            self.columns = tuple(variable.value for variable in variables)
            self.terms = [tuple(solution[variable] for variable in variables) for solution in results]
        else:
            self.kind = "graph"
            self.columns = ("subject", "predicate", "object")
            unique = {(triple.subject, triple.predicate, triple.object) for triple in results}
            self.terms = sorted(unique, key=lambda terms: tuple(map(str, terms)))

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.terms:
            yield dict(zip(self.columns, map(to_python, row), strict=True))

    def __len__(self) -> int:
        return len(self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms) if self._truth is None else self._truth

    def __repr__(self) -> str:
        return f"<Answer {self.kind}: {self._truth if self.kind == 'ask' else f'{len(self)} rows'}>"

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas DataFrame (needs pandas)."""
        import pandas

        return pandas.DataFrame(list(self), columns=list(self.columns))

    def turtle(self) -> bytes:
        """The triples of a CONSTRUCT or DESCRIBE as Turtle."""
        from io import BytesIO

        from kg.graph.serialise import Paragraphs

        output = BytesIO()
        paragraphs = Paragraphs(output, self.prefixes)
        triples = (Triple(*row) for row in self.terms)  # type: ignore[arg-type]
        serialize(triples, paragraphs, RdfFormat.TURTLE, prefixes=dict(self.prefixes))
        paragraphs.end()
        return output.getvalue()


def run_query(store: Store, sparql: str, base: str, bindings: Mapping[str, Any] | None = None) -> Answer:
    """Run `sparql` with the usual prefixes (and ``id:`` for `base`) declared; see `bind` for `bindings`.

    The default graph has the facts of all reports; ``GRAPH ?report { … }`` reaches one report's facts and evidence.
    Raises QueryError for a query that is not SPARQL, an update, or parameters that do not fit.
    """
    prefixes = prefixes_for(base)
    terms = _terms(bindings or {})
    try:
        results = store.query(bind(sparql, terms), prefixes=prefixes)
        return Answer(results, prefixes)
    except SyntaxError as error:
        # the place is looked up in the query as written: without the parameters
        raise QueryError(_shown(sparql, _syntax_message(store, sparql, prefixes) or str(error), prefixes)) from error


def write_results(
    store: Store,
    sparql: str,
    base: str,
    bindings: Mapping[str, Any],
    form: str,
    output: BinaryIO,
) -> None:
    """As `run_query`, streaming the answer to `output` in a standard format: csv, tsv or json (SELECT, ASK)."""
    formats = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
    prefixes = prefixes_for(base)
    terms = _terms(bindings)
    try:
        results = store.query(bind(sparql, terms), prefixes=prefixes)
    except SyntaxError as error:
        raise QueryError(_shown(sparql, _syntax_message(store, sparql, prefixes) or str(error), prefixes)) from error
    if isinstance(results, QueryTriples):
        raise QueryError(f"a CONSTRUCT or DESCRIBE query gives triples, not {form}; use --format turtle")
    results.serialize(output, formats[form])


def _syntax_message(store: Store, sparql: str, prefixes: dict[str, str]) -> str | None:
    try:
        store.query(sparql, prefixes=prefixes)
    except SyntaxError as error:
        return str(error)
    return None


def _shown(sparql: str, message: str, prefixes: Mapping[str, str]) -> str:
    """The message with the line of the query it speaks of and a caret under the place."""
    # what is not syntax goes blank, so that the rest can be searched and keeps its places
    bare = _TOKENS.sub(lambda t: " " * len(t.group()) if t.lastgroup == "skip" else t.group(), sparql)
    verb = re.search(r"\w+", bare)
    if verb is not None and verb.group().upper() not in _VERBS:
        return _caret(sparql, *_place(sparql, verb.start()), "expected SELECT, ASK, CONSTRUCT or DESCRIBE")
    declared = {*prefixes, *re.findall(r"(?i)\bPREFIX\s+([\w-]*):", bare)}
    for name in re.finditer(r"(?<![\w:-])([A-Za-z][\w-]*):", bare):
        if name[1] not in declared:
            return _caret(sparql, *_place(sparql, name.start()), f"the prefix {name[1]}: is not declared")
    found = _PLACE.match(message)
    if found is None:
        return f"the query is not valid SPARQL: {message}"
    # the character classes of the grammar help nobody
    expected = [part for part in re.split(r",\s+(?![^\[]*\])", found[3]) if part and not part.startswith("[")]
    if expected:
        reason = expected[0] if " " in expected[0] else f"expected {' or '.join(expected[:8])}"
    else:
        reason = "this is not expected here"
    return _caret(sparql, int(found[1]), int(found[2]), reason)


def _place(sparql: str, at: int) -> tuple[int, int]:
    """Line and column (from 1) of an offset."""
    return sparql.count("\n", 0, at) + 1, at - sparql.rfind("\n", 0, at)


def _caret(sparql: str, row: int, column: int, reason: str) -> str:
    lines = sparql.split("\n")
    line = lines[row - 1] if row <= len(lines) else ""
    before = line[: column - 1]
    blank = "".join("\t" if c == "\t" else "  " if unicodedata.east_asian_width(c) in "WF" else " " for c in before)
    return f"the query is not valid SPARQL, line {row}, column {column}: {reason}\n  {line}\n  {blank}^"
