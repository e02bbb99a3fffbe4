"""Chinese government reports become an RDF knowledge graph whose every fact points to the words that say it.

::

    import kg

    g = kg.build("report.txt")             # in memory; folders and several files too
    g.query("SELECT ?name { ?b a gov:Body ; skos:prefLabel ?name }").to_pandas()
    g.ask("metrics", area="360103")        # a question that ships with the package
    g.rdf, g.to_networkx(), g.to_html("graph.html"), g.save("out")
    kg.open("out"), kg.read("report.txt")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.library import BuildError, Graph, build, from_facts, read
    from kg.library import open_graph as open

__all__ = ["BuildError", "Graph", "build", "from_facts", "open", "read"]

# name here: name in kg.library, which is imported when first asked for so that `import kg` stays light
_LATER = {name: name for name in __all__} | {"open": "open_graph"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from kg import library

    value = globals()[name] = getattr(library, _LATER[name])
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
