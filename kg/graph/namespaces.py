"""The namespaces of the graphs, and the base below which their own IRIs lie."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.vocabulary.concepts import ONTOLOGY_BASE, VOCABULARY_BASE

DEFAULT_BASE = "https://w3id.org/govkg/id/"

GOV = ONTOLOGY_BASE
GOVV = VOCABULARY_BASE
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ORG = "http://www.w3.org/ns/org#"
ELI = "http://data.europa.eu/eli/ontology#"
QB = "http://purl.org/linked-data/cube#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
TIME = "http://www.w3.org/2006/time#"
FOAF = "http://xmlns.com/foaf/0.1/"
OWL = "http://www.w3.org/2002/07/owl#"

PREFIXES: Mapping[str, str] = {
    "gov": GOV,
    "govv": GOVV,
    "org": ORG,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "eli": ELI,
    "qb": QB,
    "schema": SCHEMA,
    "prov": PROV,
    "nif": NIF,
    "itsrdf": ITSRDF,
    "time": TIME,
    "foaf": FOAF,
    "owl": OWL,
    "xsd": XSD,
    "rdfs": RDFS,
    "rdf": RDF,
}

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")


class BaseError(ValueError):
    """A base IRI that cannot be used; the message says why and what would do."""


def checked_base(base: str) -> str:
    """`base` itself when entity IRIs can be built on it; else BaseError."""
    if not base.isascii() or not _BASE.fullmatch(base):
        raise BaseError(
            f"{base}: is no base for IRIs; give an ASCII http(s) IRI that ends in / or #, e.g. {DEFAULT_BASE}"
        )
    return base


def prefixes_for(base: str) -> dict[str, str]:
    """The prefixes of a graph whose data lie below `base` (prefix ``id``)."""
    return {**PREFIXES, "id": base}
