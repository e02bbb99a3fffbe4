"""The graph as tables: one a class, with observations as one wide table."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.namespaces import GOV, NIF, PROV, TIME
from kg.graph.serialise import SHIPPED_GRAPHS
from kg.store.query import Value
from kg.views.nodes import CLASSES, Node, label_of, nodes

_DERIVED = NamedNode(f"{PROV}wasDerivedFrom")
_ANCHOR = NamedNode(f"{NIF}anchorOf")
_BEGIN = NamedNode(f"{NIF}beginIndex")
_CONFIDENCE = NamedNode(f"{GOV}confidence")
_INSTANT = NamedNode(f"{TIME}inXSDDate")

# The columns of each class beside iri and label, as (column, property, what to show of it).
_COLUMNS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Report": (
        ("genre", "genre", "concept"),
        ("year", "reportingYear", "literal"),
        ("publisher", "publisher", "link"),
        ("area", "area", "link"),
        ("issued", "issued", "literal"),
        ("source", "source", "literal"),
        ("sha256", "sha256", "literal"),
    ),
    "Place": (("code", "adminCode", "literal"), ("contained in", "containedInPlace", "link")),
    "Body": (
        ("kind", "classification", "concept"),
        ("area", "area", "link"),
        ("part of", "subOrganizationOf", "link"),
        ("led by", "ledBy", "link"),
        ("supervised by", "supervisedBy", "link"),
    ),
    "Person": (("office", "holdsOffice", "link"),),
    "Policy": (
        ("kind", "type_document", "concept"),
        ("number", "documentNumber", "literal"),
        ("date", "date_document", "literal"),
        ("issued by", "issuedBy", "link"),
        ("adopted by", "adoptedBy", "link"),
        ("cites", "cites", "link"),
        ("based on", "based_on", "link"),
    ),
    "Program": (
        ("kind", "programKind", "concept"),
        ("status", "status", "concept"),
        ("modality", "modality", "concept"),
        ("implemented by", "implementedBy", "link"),
    ),
    "Honour": (
        ("level", "level", "concept"),
        ("year", "year", "literal"),
        ("awarded to", "awardedTo", "link"),
        ("awarded by", "awardedBy", "link"),
    ),
    "Event": (
        ("date", "date", "literal"),
        ("modality", "modality", "concept"),
        ("participants", "participant", "link"),
        ("place", "place", "link"),
    ),
    "Indicator": (("broader", "broader", "link"), ("unit", "defaultUnit", "concept")),
    "Problem": (("topic", "topic", "concept"), ("about", "about", "link")),
    "Commitment": (("topic", "topic", "concept"), ("about", "about", "link"), ("due by", "dueBy", "literal")),
}
_OBSERVATION = (
    "iri",
    "label",
    "indicator",
    "value",
    "unit",
    "bound",
    "kind",
    "direction",
    "baseline",
    "period",
    "begin",
    "end",
    "area",
    "area code",
    "modality",
    "about",
    "report",
    "quote",
    "confidence",
    "indicator iri",
    "report iri",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and its rows one by one."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def tables(store: Store) -> Iterator[Table]:
    """All tables of a store; rows are made as they are read. Several values of a cell are joined by ；."""
    labels: dict[str, str] = {}

    def label(iri: str) -> str:
        if iri not in labels:
            labels[iri] = label_of(store, iri)
        return labels[iri]

    for cls in CLASSES:
        if cls == "Observation":
            yield Table("observations", _OBSERVATION, (_observation(store, node, label) for node in nodes(store, cls)))
        else:
            columns = _COLUMNS[cls]
            head = ("iri", "label", "other names", *(name for name, _, _ in columns), "reports", "mentions")
            rows = (_row(store, node, columns, label) for node in nodes(store, cls))
            yield Table(_file_name(cls), head, rows)


def _file_name(cls: str) -> str:
    return "bodies" if cls == "Body" else "policies" if cls == "Policy" else f"{cls.lower()}s"


def _row(
    store: Store, node: Node, columns: tuple[tuple[str, str, str], ...], label: Callable[[str], str]
) -> tuple[Value, ...]:
    cells: list[Value] = []
    for _, name, shown in columns:
        if shown == "literal":
            values = node.literals.get(name, [])
            cells.append(values[0] if len(values) == 1 else _joined([str(value) for value in values]))
        else:
            iris = node.concepts.get(name, []) if shown == "concept" else node.links.get(name, [])
            cells.append(_joined([label(iri) for iri in iris]))
    names = _joined([str(name) for name in node.literals.get("altLabel", [])])
    reports = _joined([label(iri) for iri in node.links.get("reportedIn", [])])
    quotes = _joined(list(dict.fromkeys(_quotes(store, node.iri))))
    return (node.iri, node.label, names, *cells, reports, quotes)


def _observation(store: Store, node: Node, label: Callable[[str], str]) -> tuple[Value, ...]:
    def link(name: str) -> str | None:
        return next(iter(node.links.get(name, ())), None)

    def linked(name: str) -> str | None:
        return _joined([label(iri) for iri in node.links.get(name, [])])

    period, area, indicator, report = (link(name) for name in ("period", "area", "indicator", "reportedIn"))
    return (
        node.iri,
        node.label,
        linked("indicator"),
        node.first("value"),
        node.first("unitText"),
        node.concept("bound"),
        node.concept("measureKind"),
        node.concept("direction"),
        node.concept("baseline"),
        linked("period"),
        _instant(store, period, "hasBeginning"),
        _instant(store, period, "hasEnd"),
        linked("area"),
        _code(store, area),
        node.concept("modality"),
        linked("about"),
        linked("reportedIn"),
        _joined(_quotes(store, node.iri)),
        _sureness(store, node.iri),
        indicator,
        report,
    )


def _joined(values: list[str]) -> str | None:
    return "；".join(values) if values else None


def _literal(store: Store, subject: str, predicate: NamedNode) -> Literal | None:
    for quad in store.quads_for_pattern(NamedNode(subject), predicate, None, DefaultGraph()):
        if isinstance(quad.object, Literal):
            return quad.object
    return None


def _instant(store: Store, period: str | None, name: str) -> str | None:
    if period is None:
        return None
    for quad in store.quads_for_pattern(NamedNode(period), NamedNode(TIME + name), None, DefaultGraph()):
        if isinstance(quad.object, NamedNode) and (day := _literal(store, quad.object.value, _INSTANT)):
            return day.value
    return None


def _code(store: Store, area: str | None) -> str | None:
    found = None if area is None else _literal(store, area, NamedNode(f"{GOV}adminCode"))
    return None if found is None else found.value


def _shown(store: Store, subject: str, predicate: NamedNode) -> Iterator[Quad]:
    """What the reports' own graphs say of `subject`, in a fixed order."""
    found = store.quads_for_pattern(NamedNode(subject), predicate, None, None)
    yield from sorted((quad for quad in found if quad.graph_name not in SHIPPED_GRAPHS), key=str)


def _quotes(store: Store, subject: str) -> list[str]:
    """The words that say it, report by report in the order of the text."""
    places = []
    for quad in _shown(store, subject, _DERIVED):
        if isinstance(quad.object, NamedNode):
            begins = [q.object.value for q in _shown(store, quad.object.value, _BEGIN) if isinstance(q.object, Literal)]
            places += [
                (str(quad.graph_name), int(begins[0]) if begins else 0, words.object.value)
                for words in _shown(store, quad.object.value, _ANCHOR)
                if isinstance(words.object, Literal)
            ]
    return [words for _, _, words in sorted(places)]


def _sureness(store: Store, subject: str) -> Decimal | None:
    values = [Decimal(q.object.value) for q in _shown(store, subject, _CONFIDENCE) if isinstance(q.object, Literal)]
    return max(values, default=None)


def write_tables(store: Store, folder: Path) -> list[Path]:
    """Write each table as CSV (UTF-8, with the byte-order mark that spreadsheets need) into `folder`; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables(store):
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as output:
            writer = csv.writer(output)
            writer.writerow(table.columns)
            for row in table.rows:
                writer.writerow([_cell(value) for value in row])
        written.append(path)
    return written


def _cell(value: Value) -> str:
    """A value as text; text of a report that a spreadsheet would run as a formula is defused by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
