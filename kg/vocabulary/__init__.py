"""The SKOS vocabularies of `ontology/` as Python values: the words that extraction and resolution know."""
