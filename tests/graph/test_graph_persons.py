"""Persons in RDF: what generic tools that know ORG and FOAF find."""

from __future__ import annotations

from facts import JUSTICE, example, with_person

import kg
from kg.graph.validation import validate

WHO = """SELECT ?name ?body ?role WHERE {
  ?membership a org:Membership ; org:member ?person ; org:organization ?body ; org:role ?office .
  ?person a foaf:Person ; skos:prefLabel ?name .
  ?office skos:prefLabel ?role FILTER(LANG(?role) = "en")
}"""


def test_a_membership_says_who_holds_which_office_where() -> None:
    graph = kg.from_facts(with_person(example()))
    (row,) = graph.query(WHO)
    assert (row["name"], row["role"]) == ("何秀英", "Head of a bureau")
    assert str(row["body"]).endswith(JUSTICE)
    assert validate(graph.store).results == ()


def test_the_words_that_say_so_are_in_the_graph() -> None:
    graph = kg.from_facts(with_person(example()))
    (row,) = graph.ask("persons")
    assert (row["person"], row["office"], row["quote"]) == ("何秀英", "局长", "区司法局")
