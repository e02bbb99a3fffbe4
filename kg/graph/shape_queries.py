"""The constraints that shapes.ttl states in SPARQL, in Python under their IRIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from kg.graph.namespaces import NIF, RDF
from kg.graph.shapes import SHAPES, Index
from kg.graph.term_values import lexical, number_of

# every phrase of a report asks for the report's text
_whole_text = lru_cache(maxsize=2)(lexical)


def _wrong_words(node: str, index: Index) -> Iterator[str | None]:
    """Words that are not those of the text at that place (``shape:String-words``)."""
    for anchor in index.values(node, f"<{NIF}anchorOf>"):
        for context in index.values(node, f"<{NIF}referenceContext>"):
            for text in map(_whole_text, index.values(context, f"<{NIF}isString>")):
                for begin in map(number_of, index.values(node, f"<{NIF}beginIndex>")):
                    for end in map(number_of, index.values(node, f"<{NIF}endIndex>")):
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


QUERIES: Mapping[str, Callable[[str, Index], Iterator[str | None]]] = {
    f"{SHAPES}String-words": _wrong_words,
    f"{SHAPES}Statement-asserted": _not_asserted,
}
