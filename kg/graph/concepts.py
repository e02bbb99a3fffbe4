"""The vocabulary concepts that a graph uses, described in the graph itself so that it is readable alone."""

from __future__ import annotations

from functools import lru_cache

from kg.graph.namespaces import GOV, GOVV, RDF, SKOS
from kg.graph.terms import chinese, escaped, iri
from kg.vocabulary.concepts import Vocabulary

_TYPE = f"<{RDF}type>"
_CONCEPT = f"<{SKOS}Concept>"
_PREFERRED = f"<{SKOS}prefLabel>"


@lru_cache(maxsize=1 << 14)
def concept_lines(
    vocabulary: Vocabulary, path: str, label: str | None = None, *, measured: bool = True
) -> tuple[str, ...]:
    """The triples (``S P O`` as N-Triples text) that describe the concept ``SCHEME/KEY`` and all that is above it.

    `label` is the zh label to use for a concept that the vocabulary does not have; without one, its key is its label.
    An indicator that is only above one that was measured is a concept, no ``gov:Indicator``.
    """
    scheme, _, key = path.partition("/")
    subject = iri(f"govv:{path}", "")
    scheme_iri = f"<{GOVV}{scheme}>"
    lines = [
        f"{subject} {_TYPE} {_CONCEPT}",
        f"{subject} <{SKOS}inScheme> {scheme_iri}",
        f"{scheme_iri} {_TYPE} <{SKOS}ConceptScheme>",
    ]
    concept = vocabulary.scheme(scheme).get(key)
    if concept is None:
        words = chinese(label) if label else f'"{escaped(key)}"@en'
        lines.append(f"{subject} {_PREFERRED} {words}")
    else:
        lines.append(f"{subject} {_PREFERRED} {chinese(concept.label)}")
        lines.append(f'{subject} {_PREFERRED} "{escaped(concept.label_en)}"@en')
        for broader in concept.broader:
            lines.append(f"{subject} <{SKOS}broader> {iri(f'govv:{scheme}/{broader}', '')}")
            lines.extend(concept_lines(vocabulary, f"{scheme}/{broader}", measured=False))
        unit = concept.first("defaultUnit")
        if unit is not None:
            lines.append(f"{subject} <{GOV}defaultUnit> {iri(f'govv:{unit}', '')}")
            lines.extend(concept_lines(vocabulary, unit))
    if scheme == "indicator" and measured:
        lines.append(f"{subject} {_TYPE} <{GOV}Indicator>")
    return tuple(lines)
