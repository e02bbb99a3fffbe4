"""The graph as a file of any kind that other programs read."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

    from kg.library import Graph

FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "graphml", "gexf", "csv")
_ENDINGS = {"turtle": "ttl", "json": "jsonld", "": "csv"}
# What XML 1.0 has no place for.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ExportError(ValueError):
    """An export that cannot be written; the message names the formats there are."""


def export(graph: Graph, path: Path, format: str | None = None, *, provenance: bool = True) -> Path:
    """Write `graph` to `path` in one of `FORMATS`, by the ending of `path` when `format` is None; the path.

    A file appears whole or not at all; ``csv`` fills a folder. Raises ExportError for a format there is not.
    """
    ending = path.suffix.lower().removeprefix(".")
    name = format or _ENDINGS.get(ending, ending)
    if name not in FORMATS:
        raise ExportError(f"{path}: cannot tell a format from this name; give one of {', '.join(FORMATS)}")
    if name == "csv":
        from kg.views.tables import write_tables

        write_tables(graph.store, path)
        return path
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        part = Path(file.name)
    try:
        _write(graph, part, name, provenance=provenance)
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write(graph: Graph, path: Path, name: str, *, provenance: bool) -> None:
    if name in ("graphml", "gexf"):
        import networkx

        plain = _plain(graph.to_networkx())
        if name == "graphml":
            networkx.write_graphml_xml(plain, path)
        else:
            _write_gexf(plain, path)
    else:
        from kg.graph.serialise import write_graph

        write_graph(graph.store, path, name, graph.base, provenance=provenance)


def _write_gexf(graph: networkx.MultiDiGraph[str], path: Path) -> None:
    """GEXF 1.2 without the day it was written, so that equal graphs give equal bytes."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(graph)
    writer.xml.find("meta").attrib.pop("lastmodifieddate", None)
    with path.open("wb") as output:
        writer.write(output)


def _plain(graph: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    """A copy whose attributes have the types of GraphML and GEXF, one type a name (mixed ones become text)."""
    import networkx

    types: dict[str, set[type]] = {}
    for _, data in graph.nodes(data=True):
        for name, value in data.items():
            types.setdefault(name, set()).add(type(value))
    mixed = {name for name, found in types.items() if len(found) > 1}
    copy: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        simple = {name: _simple(value) for name, value in sorted(data.items())}
        copy.add_node(node, **{name: str(value) if name in mixed else value for name, value in simple.items()})
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        simple = {name: _simple(value) for name, value in data.items()}
        copy.add_edge(start, end, key=str(number), **simple | {"label": data["predicate"]})
    return copy


def _simple(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return _NO_XML.sub("", value) if isinstance(value, str) else value
