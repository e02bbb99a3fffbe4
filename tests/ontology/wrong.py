"""Deliberately wrong graphs: for each shape what to take from the sample and what to add, so that it alone objects.

Lines that start with ``-`` are triples taken away (``*`` stands for any object), all others are triples added.
"""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

SAMPLE = Path(__file__).with_name("sample.ttl")
_PREFIXES = {
    "": "https://w3id.org/govkg/id/",
    "gov": "https://w3id.org/govkg/ontology#",
    "v": "https://w3id.org/govkg/vocab/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# shape, change
WRONG: list[tuple[str, str]] = [
    ("Report", "- :report/1 a prov:Entity"),
    ("Report", "- :report/1 a schema:Report"),
    ("Report-title", "- :report/1 dcterms:title *"),
    ("Report-title", '- :report/1 dcterms:title *\n:report/1 dcterms:title "Report"@en'),
    ("Report-genre", "- :report/1 gov:genre *"),
    ("Report-genre", ":report/1 gov:genre v:genre/other"),
    ("Report-genre", "- :report/1 gov:genre *\n:report/1 gov:genre v:level/province"),
    ("Report-genre", '- :report/1 gov:genre *\n:report/1 gov:genre "rule-of-law"'),
    ("Report-reportingYear", ':report/1 gov:reportingYear "2022"^^xsd:gYear'),
    ("Report-reportingYear", '- :report/1 gov:reportingYear *\n:report/1 gov:reportingYear "2021"'),
    ("Report-reportingYear", '- :report/1 gov:reportingYear *\n:report/1 gov:reportingYear "21"^^xsd:gYear'),
    ("Report-reportingYearKnown", "- :report/1 gov:reportingYear *"),
    ("Report-sha256", "- :report/1 gov:sha256 *"),
    ("Report-sha256", '- :report/1 gov:sha256 *\n:report/1 gov:sha256 "E3B0"'),
    ("Report-source", "- :report/1 dcterms:source *"),
    ("Report-area", ":report/1 gov:area :place/360100"),
    ("Report-area", "- :report/1 gov:area *\n:report/1 gov:area :body/justice"),
    ("Report-publisher", ":report/1 dcterms:publisher :place/360100"),
    ("Report-issued", '- :report/1 dcterms:issued *\n:report/1 dcterms:issued "2022-02-30"^^xsd:date'),
    ("Report-issued", ':report/1 dcterms:issued "2022-03-01"^^xsd:date'),
    (
        "Report-text",
        ':report/1 gov:text :text2\n:text2 a nif:Context\n:text2 nif:isString ""\n:text2 prov:wasDerivedFrom :report/1',
    ),
    ("Body", "- :body/justice a org:Organization"),
    ("Body-prefLabel", "- :body/justice skos:prefLabel *"),
    ("Body-prefLabel", ':body/justice skos:prefLabel "司法局"@zh'),
    ("Body-prefLabel", '- :body/justice skos:prefLabel *\n:body/justice skos:prefLabel "司法局"'),
    ("Body-prefLabel", '- :body/justice skos:prefLabel *\n:body/justice skos:prefLabel ""@zh'),
    ("Body-altLabel", ':body/justice skos:altLabel "Bureau of Justice"@en'),
    ("Body-classification", "- :body/justice org:classification *"),
    ("Body-classification", ":body/justice org:classification v:body-kind/office"),
    ("Body-area", ":body/government gov:area :place/360100"),
    ("Body-area", ":body/justice gov:area :body/government"),
    ("Body-subOrganizationOf", ":body/justice org:subOrganizationOf :place/360102"),
    ("Body-supervisedBy", ":body/justice gov:supervisedBy :place/360102"),
    ("Body-ledBy", ":body/justice gov:ledBy :place/360102"),
    ("Body-reportedIn", "- :body/justice gov:reportedIn *"),
    ("Policy", "- :policy/law a eli:LegalResource"),
    ("Policy-prefLabel", "- :policy/law skos:prefLabel *"),
    ("Policy-type_document", "- :policy/law eli:type_document *"),
    ("Policy-type_document", ":policy/law eli:type_document v:policy-kind/plan"),
    ("Policy-issuedBy", ":policy/law gov:issuedBy :place/360102"),
    ("Policy-adoptedBy", ":policy/law gov:adoptedBy :place/360102"),
    ("Policy-cites", ":policy/law eli:cites :program/aid"),
    ("Policy-based_on", ":policy/law eli:based_on :program/aid"),
    ("Policy-documentNumber", ':policy/law gov:documentNumber "45"@zh'),
    ("Policy-date_document", ':policy/law eli:date_document "2020年"'),
    ("Policy-date_document", ':policy/law eli:date_document "2020-13"^^xsd:gYearMonth'),
    ("Policy-reportedIn", "- :policy/law gov:reportedIn *"),
    ("Program", "- :program/aid a schema:Project"),
    ("Program-prefLabel", "- :program/aid skos:prefLabel *"),
    ("Program-programKind", "- :program/aid gov:programKind *"),
    ("Program-modality", "- :program/aid gov:modality *"),
    ("Program-modality", "- :program/aid gov:modality *\n:program/aid gov:modality v:modality/done"),
    ("Program-status", ":program/aid gov:status v:modality/planned"),
    ("Program-implementedBy", ":program/aid gov:implementedBy :place/360102"),
    ("Program-reportedIn", "- :program/aid gov:reportedIn *"),
    ("Indicator", "- v:indicator/legal-aid a skos:Concept"),
    ("Indicator-defaultUnit", 'v:indicator/legal-aid gov:defaultUnit "件"'),
    ("Observation", "- :observation/1 a qb:Observation"),
    ("Observation", "- :observation/1 a schema:Observation"),
    ("Observation-label", "- :observation/1 rdfs:label *"),
    ("Observation-indicator", "- :observation/1 gov:indicator *"),
    ("Observation-indicator", "- v:indicator/legal-aid a gov:Indicator"),
    ("Observation-value", "- :observation/1 gov:value *"),
    ("Observation-value", ":observation/1 gov:value 13.5"),
    ("Observation-value", "- :observation/1 gov:value *\n:observation/1 gov:value 12"),
    ("Observation-value", '- :observation/1 gov:value *\n:observation/1 gov:value "1万"^^xsd:decimal'),
    ("Observation-unit", "- :observation/1 gov:unit *"),
    ("Observation-unit", "- :observation/1 gov:unit *\n:observation/1 gov:unit v:unit/unheard-of"),
    ("Observation-unitText", "- :observation/1 gov:unitText *"),
    ("Observation-bound", "- :observation/1 gov:bound *"),
    ("Observation-bound", ":observation/1 gov:bound v:bound/about"),
    ("Observation-bound", "- :observation/1 gov:bound *\n:observation/1 gov:bound v:bound/roughly"),
    ("Observation-measureKind", "- :observation/1 gov:measureKind *"),
    ("Observation-modality", "- :observation/1 gov:modality *"),
    ("Observation-modality", ":observation/1 gov:modality v:modality/planned"),
    ("Observation-modality", ":observation/1 gov:modality v:modality/target"),
    ("Observation-direction", ":observation/1 gov:direction v:direction/down"),
    ("Observation-baseline", ":observation/1 gov:baseline v:baseline/average"),
    ("Observation-period", "- :observation/1 gov:period *"),
    ("Observation-period", '- :observation/1 gov:period *\n:observation/1 gov:period "2021"^^xsd:gYear'),
    ("Observation-area", ":observation/1 gov:area :place/360100"),
    ("Observation-areaKnown", "- :observation/1 gov:area *"),
    ("Observation-about", ':observation/1 gov:about "法律援助"'),
    ("Observation-dataSet", "- :observation/1 qb:dataSet *"),
    ("Observation-dataSet", "- :report/1/observations a qb:DataSet"),
    ("Observation-reportedIn", "- :observation/1 gov:reportedIn *"),
    ("Honour", "blank :honour/1"),
    ("Honour-prefLabel", "- :honour/1 skos:prefLabel *"),
    ("Honour-awardedTo", "- :honour/1 gov:awardedTo *"),
    ("Honour-awardedBy", ":honour/1 gov:awardedBy :place/360102"),
    ("Honour-level", ":honour/1 gov:level v:bound/about"),
    ("Honour-year", ':honour/1 gov:year "2020"'),
    ("Honour-reportedIn", "- :honour/1 gov:reportedIn *"),
    ("Event", "- :event/1 a schema:Event"),
    ("Event-prefLabel", "- :event/1 skos:prefLabel *"),
    ("Event-modality", ":event/1 gov:modality v:modality/planned"),
    ("Event-modality", "- :event/1 gov:modality *"),
    ("Event-date", ':event/1 gov:date "2021-12"^^xsd:gYearMonth'),
    ("Event-date", '- :event/1 gov:date *\n:event/1 gov:date "12月4日"'),
    ("Event-participant", ':event/1 gov:participant "区司法局"'),
    ("Event-place", ":event/1 gov:place :body/justice"),
    ("Event-reportedIn", "- :event/1 gov:reportedIn *"),
    ("Problem", "- :commitment/1 gov:about *\nblank :problem/1"),
    ("Problem-prefLabel", "- :problem/1 skos:prefLabel *"),
    ("Problem-modality", "- :problem/1 gov:modality *\n:problem/1 gov:modality v:modality/achieved"),
    ("Problem-modality", ":problem/1 gov:modality v:modality/planned"),
    ("Problem-about", ':problem/1 gov:about "人手"'),
    ("Problem-reportedIn", "- :problem/1 gov:reportedIn *"),
    ("Commitment", "- :commitment/1 a prov:Plan"),
    ("Commitment-prefLabel", "- :commitment/1 skos:prefLabel *"),
    ("Commitment-modality", "- :commitment/1 gov:modality *\n:commitment/1 gov:modality v:modality/achieved"),
    ("Commitment-modality", ":commitment/1 gov:modality v:modality/achieved"),
    ("Commitment-about", ':commitment/1 gov:about "人手"'),
    ("Commitment-dueBy", ':commitment/1 gov:dueBy "明年"'),
    ("Commitment-reportedIn", "- :commitment/1 gov:reportedIn *"),
    ("Place", "- :place/360100 a schema:AdministrativeArea"),
    ("Place-prefLabel", "- :place/360100 skos:prefLabel *"),
    ("Place-altLabel", ':place/360100 skos:altLabel "Nanchang"@en'),
    ("Place-adminCode", ':place/360100 gov:adminCode "360103"'),
    ("Place-adminCode", '- :place/360100 gov:adminCode *\n:place/360100 gov:adminCode "3601"'),
    ("Place-containedInPlace", ":place/360100 schema:containedInPlace :body/justice"),
    ("Place-containedInPlace", ":place/360102 schema:containedInPlace :place/360102"),
    ("Person", "- :person/1 a foaf:Person"),
    ("Person-prefLabel", "- :person/1 skos:prefLabel *"),
    ("Person-holdsOffice", ":person/1 gov:holdsOffice :place/360102"),
    ("Person-reportedIn", "- :person/1 gov:reportedIn *"),
    ("Membership", "blank :membership/1"),
    ("Membership-label", "- :membership/1 rdfs:label *"),
    ("Membership-member", "- :membership/1 org:member *"),
    ("Membership-member", ":membership/1 org:member :body/government"),
    ("Membership-organization", "- :membership/1 org:organization *"),
    ("Membership-organization", ":membership/1 org:organization :body/government"),
    ("Membership-role", "- :membership/1 org:role *"),
    ("Membership-reportedIn", "- :membership/1 gov:reportedIn *"),
    ("Concept", '_:c a skos:Concept\n_:c skos:prefLabel "概念"@zh\n_:c skos:inScheme v:unit'),
    ("Concept-prefLabel", 'v:unit/case skos:prefLabel "案件"@zh'),
    ("Concept-known", '- v:unit/case skos:prefLabel "件"@zh'),
    ("Concept-inScheme", "- v:unit/case skos:inScheme *"),
    ("Concept-inScheme", "- v:unit a skos:ConceptScheme"),
    ("Interval", "blank :period/2021"),
    ("Interval-hasBeginning", "- :period/2021 time:hasBeginning *"),
    ("Interval-hasEnd", ":period/2021 time:hasEnd :instant/2021-01-01"),
    ("Interval-label", "- :period/2021 rdfs:label *"),
    ("Instant", "blank :instant/2021-01-01"),
    ("Instant-inXSDDate", ':instant/2021-01-01 time:inXSDDate "2021-01-02"^^xsd:date'),
    ("Instant-inXSDDate", "- :instant/2021-01-01 time:inXSDDate *"),
    ("Context", "blank :report/1/text"),
    ("Context-isString", "- :report/1/text nif:isString *"),
    ("Context-wasDerivedFrom", "- :report/1/text prov:wasDerivedFrom *"),
    ("String", "blank :report/1/text#char=0,3"),
    ("String-referenceContext", ":report/1/text#char=0,3 nif:referenceContext :report/1"),
    ("String-beginIndex", "- :report/1/text#char=0,3 nif:beginIndex *"),
    (
        "String-beginIndex",
        "- :report/1/text#char=0,3 nif:beginIndex *\n:report/1/text#char=0,3 nif:beginIndex 0.0",
    ),
    ("String-endIndex", "- :report/1/text#char=0,3 nif:endIndex *"),
    ("String-anchorOf", "- :report/1/text#char=0,3 nif:anchorOf *"),
    (
        "String-words",
        '- :report/1/text#char=0,3 nif:anchorOf *\n:report/1/text#char=0,3 nif:anchorOf "市政府"',
    ),
    (
        "String-words",
        "- :report/1/text#char=33,38 nif:endIndex *\n:report/1/text#char=33,38 nif:endIndex 99",
    ),
    ("Phrase-referenceContext", "- :report/1/text#char=0,3 nif:referenceContext *"),
    (
        "Phrase-used",
        "- :policy/law prov:wasDerivedFrom *\n- :policy/plan prov:wasDerivedFrom *\n"
        "- :report/1/statement/1 prov:wasDerivedFrom *\n:policy/law prov:wasDerivedFrom :report/1/text#char=0,3\n"
        ":policy/plan prov:wasDerivedFrom :report/1/text#char=0,3\n"
        ":report/1/statement/1 prov:wasDerivedFrom :report/1/text#char=0,3",
    ),
    ("Statement", "blank :report/1/statement/1"),
    ("Statement-subject", "- :report/1/statement/1 rdf:subject *"),
    ("Statement-predicate", "- :report/1/statement/1 rdf:predicate *"),
    ("Statement-object", "- :report/1/statement/1 rdf:object *"),
    ("Statement-wasDerivedFrom", "- :report/1/statement/1 prov:wasDerivedFrom *"),
    ("Statement-rule", "- :report/1/statement/1 gov:rule *"),
    ("Statement-confidence", "- :report/1/statement/1 gov:confidence *"),
    ("Statement-asserted", "- :policy/plan gov:issuedBy *"),
    ("Confidence-confidence", ":observation/1 gov:confidence 0.5"),
    ("Confidence-confidence", "- :observation/1 gov:confidence *\n:observation/1 gov:confidence 1.5"),
    ("Confidence-confidence", "- :observation/1 gov:confidence *\n:observation/1 gov:confidence -0.1"),
    ("Evidence", "- :honour/1 prov:wasDerivedFrom *"),
    ("Evidence", ":honour/1 prov:wasDerivedFrom :report/1"),
    ("Activity", "blank :run/1"),
    ("Activity-startedAtTime", "- :run/1 prov:startedAtTime *"),
    ("Activity-wasAssociatedWith", "- :software/1 a prov:SoftwareAgent"),
    ("Activity-used", "- :run/1 prov:used *"),
]


_LITERAL = re.compile(r'"([^"]*)"(?:@(\w+)|\^\^(\S+))?')


def wrong_graph(change: str) -> Store:
    """The sample with `change` made to it, in the default graph of a store."""
    triples: dict[Triple, None] = dict.fromkeys(
        quad.triple for quad in parse(SAMPLE.read_bytes(), format=RdfFormat.TURTLE)
    )
    for line in change.split("\n"):
        kind, *words = line.split(" ", 3) if line.startswith("- ") else ("+", *line.split(" ", 2))
        if kind == "-":
            subject, predicate = _term(words[0]), _term(words[1])
            value = None if words[2] == "*" else _term(words[2])
            gone = [
                t for t in triples if t.subject == subject and t.predicate == predicate and value in (None, t.object)
            ]
            assert gone, f"nothing taken away by {line}"
            for triple in gone:
                del triples[triple]
        elif words[0] == "blank":
            name, blank = _term(words[1]), BlankNode("nameless")
            triples = dict.fromkeys(
                Triple(blank if t.subject == name else t.subject, t.predicate, blank if t.object == name else t.object)
                for t in triples
            )
        else:
            triples[Triple(*map(_term, words))] = None
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return store


def _term(text: str) -> NamedNode | BlankNode | Literal:
    if text == "a":
        return NamedNode(f"{_PREFIXES['rdf']}type")
    literal = _LITERAL.fullmatch(text)
    if literal:
        value, language, datatype = literal.groups()
        return Literal(value, language=language, datatype=_term(datatype) if datatype else None)
    if re.fullmatch(r"-?[\d.]+", text):
        return Literal(text, datatype=_term("xsd:decimal" if "." in text else "xsd:integer"))
    prefix, local = text.split(":", 1)
    return BlankNode(local) if prefix == "_" else NamedNode(_PREFIXES[prefix] + local)
