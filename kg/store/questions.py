"""The questions that ship with the package: ``ontology/queries/NAME.rq``, each with its titles and parameters.

The head of a file is comments::

    # title@en: …            # title@zh: …
    # description@en: …      # description@zh: …
    # param NAME: TYPE [= DEFAULT]
    # param NAME@en: …       # param NAME@zh: …

TYPE is string, integer, decimal, date, year, iri, or thing (the name, code or IRI of something in the graph; all that
bear the name are meant). A parameter without a value is left unbound: the question then is
about everything. The body is plain SPARQL without prefix declarations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.graph.namespaces import GOV, SKOS, XSD, prefixes_for
from kg.store.query import QueryError, Term
from kg.vocabulary.files import ontology_dir

_PREFERRED, _ALTERNATIVE, _CODE = (
    NamedNode(name) for name in (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{GOV}adminCode")
)
_LINE = re.compile(r"#\s*(title|description)@(zh|en):\s*(.+)")
_PARAMETER = re.compile(r"#\s*param\s+(\w+)\s*:\s*(\w+)\s*(?:=\s*(.+))?")
_ABOUT_PARAMETER = re.compile(r"#\s*param\s+(\w+)@(zh|en):\s*(.+)")
TYPES = ("string", "integer", "decimal", "date", "year", "iri", "thing")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: its name (a variable of the query), type, default, and what it means in zh and en."""

    name: str
    type: str
    default: str | None
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A shipped question. `title` and `description` are by language (zh, en)."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    sparql: str

    def bindings(self, given: Mapping[str, str], store: Store, base: str) -> dict[str, tuple[Term, ...]]:
        """The terms for the values that are given as text, and the defaults; QueryError for one that does not fit."""
        prefixes = prefixes_for(base)
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                names = ", ".join(known) or "none"
                raise QueryError(f"{self.name}: has no parameter {name}; its parameters are: {names}")
        texts = {p.name: given.get(p.name, p.default) for p in self.parameters}
        return {name: terms_of(text, known[name].type, name, store, prefixes) for name, text in texts.items() if text}


def terms_of(text: str, kind: str, name: str, store: Store, prefixes: Mapping[str, str]) -> tuple[Term, ...]:
    """The terms that `text` means as a parameter of a type: one, or for a thing all that bear the name.

    Raises QueryError with the form that is wanted, or when nothing in the graph is called so.
    """
    if kind != "thing":
        return (term_of(text, kind, name, prefixes),)
    prefix, colon, _ = text.partition(":")
    if colon and (prefix in prefixes or prefix in ("http", "https", "<http", "<https")):
        return (term_of(text, "iri", name, prefixes),)
    found = {
        quad.subject
        for predicate, literal in (
            (_PREFERRED, Literal(text, language="zh")),
            (_ALTERNATIVE, Literal(text, language="zh")),
            (_CODE, Literal(text)),
        )
        for quad in store.quads_for_pattern(None, predicate, literal, DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    }
    if not found:
        raise QueryError(f"{name}={text}: nothing in the graph is called so; give a full name, a code or an IRI")
    return tuple(sorted(found, key=str))


def term_of(text: str, kind: str, name: str, prefixes: Mapping[str, str]) -> Term:
    """`text` as a term of a parameter type. Raises QueryError with the form that is wanted."""
    try:
        if kind == "string":
            return Literal(text)
        if kind == "integer":
            return Literal(int(text))
        if kind == "decimal":
            return Literal(f"{Decimal(text):f}", datatype=NamedNode(f"{XSD}decimal"))
        if kind == "date":
            return Literal(date.fromisoformat(text).isoformat(), datatype=NamedNode(f"{XSD}date"))
        if kind == "year" and re.fullmatch(r"\d{4}", text):
            return Literal(text, datatype=NamedNode(f"{XSD}gYear"))
        if kind == "iri":
            prefix, colon, local = text.partition(":")
            if colon and prefix in prefixes and not local.startswith("//"):
                return NamedNode(prefixes[prefix] + local)
            return NamedNode(text.strip("<>"))
    except (ValueError, InvalidOperation):
        pass
    forms = {
        "integer": "a whole number",
        "decimal": "a number",
        "date": "a date such as 2020-10-31",
        "year": "a year such as 2020",
        "iri": "an IRI or a prefixed name such as govv:bound/exact",
    }
    raise QueryError(f"{name}={text}: is not {forms.get(kind, 'of a known type')}")


def questions_dir() -> Path:
    """The folder of the shipped questions."""
    return ontology_dir() / "queries"


def questions() -> dict[str, Question]:
    """All shipped questions by name, in the order of their names."""
    return {path.stem: read_question(path) for path in sorted(questions_dir().glob("*.rq"))}


def question(name: str) -> Question:
    """One shipped question. Raises QueryError with the names there are."""
    path = questions_dir() / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        names = ", ".join(sorted(path.stem for path in questions_dir().glob("*.rq")))
        raise QueryError(f"{name}: is no shipped question; there are: {names}")
    return read_question(path)


def read_question(path: Path) -> Question:
    """The question in a file (UTF-8). Raises QueryError for a head that is malformed."""
    sparql = path.read_text("utf-8")
    texts: dict[str, dict[str, str]] = {"title": {}, "description": {}}
    kinds: dict[str, tuple[str, str | None]] = {}
    about: dict[str, dict[str, str]] = {}
    for line in sparql.splitlines():
        if found := _LINE.fullmatch(line.strip()):
            texts[found[1]][found[2]] = found[3]
        elif found := _ABOUT_PARAMETER.fullmatch(line.strip()):
            about.setdefault(found[1], {})[found[2]] = found[3]
        elif found := _PARAMETER.fullmatch(line.strip()):
            if found[2] not in TYPES:
                raise QueryError(f"{path.name}: param {found[1]}: {found[2]} is no type; one of {', '.join(TYPES)}")
            kinds[found[1]] = (found[2], found[3].strip().strip('"') if found[3] else None)
    parameters = tuple(Parameter(name, kind, default, about.get(name, {})) for name, (kind, default) in kinds.items())
    return Question(path.stem, texts["title"], texts["description"], parameters, sparql)
