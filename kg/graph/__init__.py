"""From resolved facts to RDF: terms of the ontology, evidence, and files."""
