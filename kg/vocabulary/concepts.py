"""SKOS concept schemes as plain values.

A concept's IRI is ``https://w3id.org/govkg/vocab/SCHEME/KEY``. Words that the extractor matches stand in
``skos:prefLabel``, ``skos:altLabel`` and ``skos:hiddenLabel`` (zh) and in the lexical properties of the ontology
(``gov:nameEnding``, ``gov:titleEnding``, …).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.vocabulary.files import ontology_dir

VOCABULARY_BASE = "https://w3id.org/govkg/vocab/"
ONTOLOGY_BASE = "https://w3id.org/govkg/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_NAMING = frozenset({f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel"})
# How many concepts a warning names.
_NAMED = 5

# Path of a concept or name of a scheme, then predicate, then (language, value).
_Properties: TypeAlias = dict[str, dict[str, list[tuple[str, str]]]]


class VocabularyError(ValueError):
    """A vocabulary file cannot be used; the message names the file, the place and the mend."""


@dataclass(frozen=True)
class Concept:
    """One concept: its key in its scheme, its labels, and its other properties by local name.

    `properties` holds literals as their lexical form, concepts of ours as ``SCHEME/KEY``, other IRIs in full.
    """

    scheme: str
    key: str
    label: str
    label_en: str
    alternatives: tuple[str, ...]
    hidden: tuple[str, ...]
    broader: tuple[str, ...]
    properties: Mapping[str, tuple[str, ...]]

    @property
    def path(self) -> str:
        """``SCHEME/KEY``."""
        return f"{self.scheme}/{self.key}"

    @property
    def names(self) -> tuple[str, ...]:
        """All zh names: the preferred one first, then the alternative and the hidden ones."""
        return (self.label, *self.alternatives, *self.hidden)

    def get(self, name: str) -> tuple[str, ...]:
        """The values of an ontology property such as ``nameEnding``."""
        return self.properties.get(name, ())

    def first(self, name: str) -> str | None:
        """The first value of an ontology property, or None."""
        return next(iter(self.properties.get(name, ())), None)


class Vocabulary:
    """All loaded schemes, the files they come from, and for the user what in her files is of no use."""

    def __init__(self, concepts: Iterable[Concept], files: tuple[Path, ...], warnings: tuple[str, ...] = ()) -> None:
        schemes: dict[str, dict[str, Concept]] = {}
        for concept in concepts:
            schemes.setdefault(concept.scheme, {})[concept.key] = concept
        self.schemes: Mapping[str, Mapping[str, Concept]] = schemes
        self.files = files
        self.warnings = warnings

    def scheme(self, name: str) -> Mapping[str, Concept]:
        """The concepts of one scheme by key; empty when there is no such scheme."""
        return self.schemes.get(name, {})

    def words(self, scheme: str, lexical: str) -> dict[str, str]:
        """Each value of the lexical property `lexical` in `scheme`, with the key of the concept that has it."""
        return {word: key for key, concept in self.scheme(scheme).items() for word in concept.get(lexical)}

    @cached_property
    def by_name(self) -> Mapping[str, Mapping[str, Concept]]:
        """Per scheme, every zh name with its concept; where two concepts share a name the first in key order wins."""
        found: dict[str, dict[str, Concept]] = {}
        for scheme, concepts in self.schemes.items():
            names = found.setdefault(scheme, {})
            for key in sorted(concepts):
                for name in concepts[key].names:
                    names.setdefault(name, concepts[key])
        return found


def load_vocabulary(extra: tuple[Path, ...] = ()) -> Vocabulary:
    """The shipped vocabularies and the user's own `extra` Turtle files; a concept in `extra` adds to one of ours.

    Raises VocabularyError for a file that is missing or is not Turtle.
    """
    return _load(tuple(Path(path) for path in extra))


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...]) -> Vocabulary:
    shipped = tuple(sorted((ontology_dir() / "vocabularies").glob("*.ttl")))
    properties: _Properties = {}
    warnings = []
    for path in shipped:
        _read(path, properties)
    schemes = {name.partition("/")[0] for name in properties}
    for path in extra:
        concepts = _read(path, properties)
        unused = [iri for iri in concepts if iri.removeprefix(VOCABULARY_BASE).partition("/")[0] not in schemes]
        if unused:
            warnings.append(_said_of(unused, path, sorted(schemes)))
    made = (_concept(path, props) for path, props in properties.items() if "/" in path)
    return Vocabulary(made, (*shipped, *extra), tuple(warnings))


def _read(path: Path, properties: _Properties) -> list[str]:
    """Add what a file says of concepts of ours to `properties`; the IRIs of all that it calls a concept or names."""
    concepts: dict[str, None] = {}
    try:
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode):
                continue
            if quad.predicate.value in _NAMING or (isinstance(value, NamedNode) and value.value == f"{_SKOS}Concept"):
                concepts[subject.value] = None
            if not subject.value.startswith(VOCABULARY_BASE):
                continue
            if isinstance(value, Literal):
                entry = (value.language or "", value.value)
            elif isinstance(value, NamedNode):
                entry = ("", value.value.removeprefix(VOCABULARY_BASE))
            else:
                continue
            properties.setdefault(subject.value.removeprefix(VOCABULARY_BASE), {}).setdefault(
                quad.predicate.value, []
            ).append(entry)
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except SyntaxError as error:
        raise VocabularyError(f"{path}: is not valid Turtle: {error}; mend the file at that place") from error
    return list(concepts)


def _said_of(unused: Sequence[str], path: Path, schemes: Sequence[str]) -> str:
    """What the user is told of concepts that no scheme of ours has room for."""
    named = ", ".join(f"<{iri}>" for iri in unused[:_NAMED]) + (
        f" and {len(unused) - _NAMED} more" if len(unused) > _NAMED else ""
    )
    return (
        f"{path}: not looked for in reports: {named}; "
        f"a concept's IRI is {VOCABULARY_BASE}SCHEME/KEY, where SCHEME is one of {', '.join(schemes)}"
    )


def _concept(path: str, props: Mapping[str, list[tuple[str, str]]]) -> Concept:
    scheme, key = path.split("/", 1)

    def skos(name: str, language: str) -> tuple[str, ...]:
        return tuple(value for lang, value in props.get(_SKOS + name, ()) if lang == language)

    return Concept(
        scheme=scheme,
        key=key,
        label=next(iter(skos("prefLabel", "zh")), key),
        label_en=next(iter(skos("prefLabel", "en")), key),
        alternatives=skos("altLabel", "zh"),
        hidden=skos("hiddenLabel", "zh"),
        broader=tuple(value.split("/", 1)[-1] for _, value in props.get(_SKOS + "broader", ())),
        properties={
            predicate.removeprefix(ONTOLOGY_BASE): tuple(value for _, value in values)
            for predicate, values in props.items()
            if predicate.startswith(ONTOLOGY_BASE)
        },
    )
