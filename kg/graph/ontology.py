"""How the names of `kg.resolution.model` are called in RDF: ONTOLOGY terms and the standard terms above them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg.graph.namespaces import DCTERMS, ELI, FOAF, GOV, ORG, PROV, QB, SCHEMA, SKOS
from kg.resolution.model import EntityClass

# Each class of ours with the standard classes that are said beside it.
CLASSES: Mapping[EntityClass, tuple[str, ...]] = {
    EntityClass.BODY: (f"{GOV}Body", f"{ORG}Organization"),
    EntityClass.POLICY: (f"{GOV}Policy", f"{ELI}LegalResource"),
    EntityClass.PROGRAM: (f"{GOV}Program", f"{SCHEMA}Project"),
    EntityClass.INDICATOR: (f"{GOV}Indicator", f"{SKOS}Concept"),
    EntityClass.HONOUR: (f"{GOV}Honour",),
    EntityClass.EVENT: (f"{GOV}Event", f"{SCHEMA}Event"),
    EntityClass.PROBLEM: (f"{GOV}Problem",),
    EntityClass.COMMITMENT: (f"{GOV}Commitment", f"{PROV}Plan"),
    EntityClass.PLACE: (f"{GOV}Place", f"{SCHEMA}AdministrativeArea"),
    EntityClass.PERSON: (f"{GOV}Person", f"{FOAF}Person"),
}
REPORT_CLASSES = (f"{GOV}Report", f"{SCHEMA}Report", f"{PROV}Entity")
OBSERVATION_CLASSES = (f"{GOV}Observation", f"{QB}Observation", f"{SCHEMA}Observation")

# Properties whose IRI is not simply gov:NAME.
_ELSEWHERE: Mapping[str, str] = {
    "classification": f"{ORG}classification",
    "subOrganizationOf": f"{ORG}subOrganizationOf",
    "type_document": f"{ELI}type_document",
    "date_document": f"{ELI}date_document",
    "cites": f"{ELI}cites",
    "basedOn": f"{ELI}based_on",
    "containedInPlace": f"{SCHEMA}containedInPlace",
    "broader": f"{SKOS}broader",
    "title": f"{DCTERMS}title",
}
# The standard properties that ours are sub-properties of and that are said beside them.
_ABOVE: Mapping[str, tuple[str, ...]] = {
    "issuedBy": (f"{DCTERMS}publisher",),
    "adoptedBy": (f"{ELI}passed_by",),
    "documentNumber": (f"{ELI}id_local",),
}
# The literal properties that hold a day, a month or a year.
DATES = frozenset({"date", "year", "dueBy", "date_document", "startDate", "endDate"})


@lru_cache(maxsize=256)
def properties(name: str) -> tuple[str, ...]:
    """The IRIs that a property of the resolved facts is written with: its own first, then the standard ones above."""
    return (_ELSEWHERE.get(name, GOV + name), *_ABOVE.get(name, ()))
