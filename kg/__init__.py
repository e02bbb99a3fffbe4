"""Chinese government reports become an RDF knowledge graph whose every fact points to the words that say it."""
