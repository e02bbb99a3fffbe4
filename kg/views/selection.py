"""Which reports and which nodes of a store are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.graph.namespaces import DCTERMS, ELI, GOV, ORG, RDF, SCHEMA, SKOS
from kg.views.labels import CLASSES, RELATIONS
from kg.views.model import ViewError
from kg.views.nodes import node
from kg.views.rank import connected_order

_TYPE = NamedNode(f"{RDF}type")
_ELSEWHERE = {
    "cites": f"{ELI}cites",
    "based_on": f"{ELI}based_on",
    "subOrganizationOf": f"{ORG}subOrganizationOf",
    "containedInPlace": f"{SCHEMA}containedInPlace",
    "broader": f"{SKOS}broader",
    "publisher": f"{DCTERMS}publisher",
}
# Relations of observations are drawn from their own table, and one is ours.
_PREDICATES = {
    name: NamedNode(_ELSEWHERE.get(name, GOV + name))
    for name in RELATIONS
    if name not in ("indicator", "measuredFor", "reportedIn")
}


@dataclass(slots=True)
class Selection:
    """The things that a page shows: IRIs in order with their classes, and the relations between them."""

    classes: dict[str, str]
    links: list[tuple[str, str, str]]
    total: int


def checked_classes(classes: Sequence[str] | None) -> frozenset[str]:
    """The classes asked for, or all; `ViewError` for one that is not known."""
    if not classes:
        return frozenset(CLASSES)
    by_lower = {name.lower(): name for name in CLASSES}
    unknown = [name for name in classes if name.lower() not in by_lower]
    if unknown:
        raise ViewError(f"{unknown[0]}: is no class; there are {', '.join(CLASSES)}")
    return frozenset(by_lower[name.lower()] for name in classes)


def report_iris(store: Store) -> dict[str, tuple[str, int | None]]:
    """Title and year of each report in `store`, by IRI, in the order of years and titles."""
    found: dict[str, tuple[str, int | None]] = {}
    for quad in store.quads_for_pattern(None, _TYPE, NamedNode(f"{GOV}Report"), DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            described = node(store, quad.subject, "Report")
            year = str(described.first("reportingYear") or "")
            found[described.iri] = (_report_title(described.label, year), int(year) if year.isdigit() else None)
    return dict(sorted(found.items(), key=lambda item: (item[1][1] or 0, item[1][0], item[0])))


def _report_title(title: str, year: str) -> str:
    """A title that tells a report from those of other years."""
    return title if not year or year in title else f"{title}（{year}）"


def chosen_reports(store: Store, report: str | None, year: int | None) -> dict[str, tuple[str, int | None]]:
    """The reports asked for, by title, IRI or year: IRI → title and year; `ViewError` when there is none."""
    reports = report_iris(store)
    chosen = {
        iri: (title, reported)
        for iri, (title, reported) in reports.items()
        if (report is None or report == iri or (report not in reports and report in title))
        and (year is None or year == reported)
    }
    if chosen or (report is None and year is None):
        return chosen
    known = "；".join(f"{title} ({reported})" for title, reported in list(reports.values())[:5])
    asked = " ".join(str(part) for part in (report, year) if part is not None)
    raise ViewError(f"{asked}: no report with this title, IRI or year; the graph has {len(reports)}: {known}")


def select(
    store: Store, wanted: frozenset[str], reports: set[str] | None, focus: str | None, hops: int, limit: int
) -> Selection:
    """The nodes and links to show: those of the reports, of the classes, and around the focus."""
    classes: dict[str, str] = {}
    for cls in CLASSES:
        if cls in wanted:
            for quad in store.quads_for_pattern(None, _TYPE, NamedNode(GOV + cls), DefaultGraph()):
                if isinstance(quad.subject, NamedNode):
                    classes.setdefault(quad.subject.value, cls)
    if reports is not None:
        said = set(reports)
        for quad in store.quads_for_pattern(None, NamedNode(f"{GOV}reportedIn"), None, DefaultGraph()):
            if isinstance(quad.object, NamedNode) and quad.object.value in reports:
                said.add(quad.subject.value)  # type: ignore[union-attr]
        classes = {iri: cls for iri, cls in classes.items() if iri in said}
    names = [*_PREDICATES.items(), ("indicator", NamedNode(f"{GOV}indicator"))]
    links = [
        (quad.subject.value, name, quad.object.value)
        for name, predicate in names
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph())
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.subject.value in classes
        and quad.object.value in classes
        and quad.subject != quad.object
        # dcterms:publisher says of a policy what gov:issuedBy says
        and (name != "publisher" or classes[quad.subject.value] == "Report")
    ]
    links += _hanging(store, classes, links)
    if focus is not None:
        near = _around(focus_iri(store, focus, classes), hops, links)
        classes = {iri: cls for iri, cls in classes.items() if iri in near}
    if not classes:
        raise ViewError("the graph has nothing of what is asked for; leave out a restriction")
    total = len(classes)
    drawn = sorted(iri for iri, cls in classes.items() if CLASSES[cls].shown)
    others = sorted(iri for iri, cls in classes.items() if not CLASSES[cls].shown)
    order = connected_order(drawn, [(s, o) for s, _, o in links])
    # reports and indicators before the many observations, so that those have what they hang on
    others.sort(key=lambda iri: (classes[iri] == "Observation", classes[iri] != "Report", iri))
    kept = (order + others)[:limit]
    return Selection({iri: classes[iri] for iri in kept}, sorted(links), total)


def _hanging(store: Store, classes: dict[str, str], links: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Things that no relation joins to another hang on the reports that speak of them."""
    joined = {iri for s, _, o in links if CLASSES[classes[s]].shown and CLASSES[classes[o]].shown for iri in (s, o)}
    return [
        (quad.subject.value, "reportedIn", quad.object.value)  # type: ignore[union-attr]
        for quad in store.quads_for_pattern(None, NamedNode(f"{GOV}reportedIn"), None, DefaultGraph())
        if isinstance(quad.object, NamedNode)
        and quad.object.value in classes
        and quad.subject.value not in joined  # type: ignore[union-attr]
        and classes.get(quad.subject.value, "Observation") not in ("Observation", "Indicator")  # type: ignore[union-attr]
    ]


def focus_iri(store: Store, focus: str, classes: dict[str, str]) -> str:
    """The IRI of what `focus` names: an IRI, a label, another name, or a part of just one label. Raises ViewError."""
    if focus in classes:
        return focus
    exact: set[str] = set()
    partly: dict[str, str] = {}
    for name in ("prefLabel", "altLabel"):
        for quad in store.quads_for_pattern(None, NamedNode(SKOS + name), None, DefaultGraph()):
            iri = quad.subject.value  # type: ignore[union-attr]
            if iri in classes and isinstance(quad.object, Literal):
                if quad.object.value == focus:
                    exact.add(iri)
                elif focus in quad.object.value:
                    partly.setdefault(iri, quad.object.value)
    found = exact or set(partly)
    if len(found) == 1:
        return found.pop()
    if not found:
        raise ViewError(f"{focus}: nothing in the graph has this name; look for it with kg query DIR -q bodies-network")
    described = [node(store, NamedNode(iri), classes[iri]) for iri in sorted(found)]
    listed = "；".join(f"{one.label} <{one.iri}>" for one in described[:6])
    raise ViewError(f"{focus}: {len(found)} things have this name; give the full name or the IRI of one: {listed}")


def _around(start: str, hops: int, links: list[tuple[str, str, str]]) -> set[str]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for subject, _, target in links:
        neighbours[subject].add(target)
        neighbours[target].add(subject)
    near, edge = {start}, {start}
    for _ in range(hops):
        edge = {other for iri in edge for other in neighbours[iri]} - near
        near |= edge
    return near
