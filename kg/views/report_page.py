"""One report as a page to check the machine by: every mention in its place, every figure with its sentence.

The structure (headings, sentences, what they tell of) is read anew from the text in the store, which is what all
offsets refer to.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.namespaces import NIF
from kg.views.data import node_data, words
from kg.views.labels import RELATIONS
from kg.views.markup import TEMPLATES, asset, content_policy, json_for_script
from kg.views.model import GraphView, Mention, ViewError
from kg.views.selection import report_iris
from kg.views.view import graph_view

if TYPE_CHECKING:
    from kg.reports.model import Report


@dataclass(frozen=True, slots=True)
class ReportPageSummary:
    """What a page holds: marked stretches of text, observations, relations with words behind them."""

    path: Path
    marks: int
    observations: int
    relations: int


def write_report_page(store: Store, report: str, path: Path | str, *, year: int | None = None) -> ReportPageSummary:
    """Write the annotated text of one report of `store` as one HTML file in UTF-8.

    `report` is an IRI, or a part of a title that only one report (of the reporting year `year`) has. The file asks no
    other host for anything and runs no script but its own. Raises ViewError when there is no such report or the store
    has no text of it.
    """
    import jinja2

    from kg.reports.document import Document
    from kg.reports.model import Metadata
    from kg.reports.reading import structure_document

    iri, title, reported = _the_report(store, report, year)
    text = _text(store, iri)
    if text is None:
        raise ViewError(f"{title}: its text is not in the graph; build it again without --no-provenance")
    view = graph_view(store, report=iri, mentions=1_000_000, limit=1_000_000)
    read = structure_document(Document(text, "text/plain"), title, "", Metadata(title=title, year=reported))
    data = _data(view, read, title)
    common, script = asset("common.js"), asset("report.js")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    environment.filters["script_json"] = json_for_script
    html = environment.get_template("report.html").render(
        title=title,
        page=data,
        common=common,
        script=script,
        style=asset("common.css") + asset("report.css"),
        policy=content_policy(common, script),
    )
    target = Path(path)
    target.write_text(html, encoding="utf-8", newline="\n")
    observed = sum(node.measured is not None for node in view.nodes)
    return ReportPageSummary(target, len(data["marks"]), observed, len(data["edges"]))


def _text(store: Store, report: str) -> str | None:
    """The plain text that the report's offsets refer to; None where the store has no evidence of it."""
    for quad in store.quads_for_pattern(None, NamedNode(f"{NIF}isString"), None, NamedNode(report)):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return None


def _the_report(store: Store, report: str, year: int | None) -> tuple[str, str, int | None]:
    every = report_iris(store)
    reports = {iri: known for iri, known in every.items() if year is None or known[1] == year}
    found = [report] if report in reports else [iri for iri, known in reports.items() if report in known[0]]
    if len(found) == 1:
        return found[0], *reports[found[0]]
    listed = "；".join(f"{every[iri][0]} <{iri}>" for iri in (found or list(every))[:6])
    asked = " ".join(str(part) for part in (report, year) if part) or "the graph"
    if found:
        raise ViewError(f"{asked}: {len(found)} reports; give the title or the IRI of one: {listed}")
    raise ViewError(f"{asked}: no report with this title, IRI or year; the graph has {len(every)}: {listed}")


def _data(view: GraphView, read: Report, title: str) -> dict[str, Any]:
    def span(mention: Mention) -> list[int]:
        first = view.sentences[mention.sentence].begin
        return [first + mention.begin, first + mention.end]

    figures = {tuple(span(mention)) for node in view.nodes if node.measured for mention in node.mentions}
    marks = sorted(
        (*span(mention), number, mention.confidence)
        for number, node in enumerate(view.nodes)
        if node.cls != "Report"
        for mention in node.mentions
        # where an indicator has no words but those of its figure, the figure's mark is enough
        if node.cls != "Indicator" or tuple(span(mention)) not in figures
    )
    relations = {name: number for number, name in enumerate(RELATIONS)}
    info = view.reports[0]
    return words(view) | {
        "title": title,
        "year": info.year,
        "genre": info.genre,
        "source": info.source,
        "node": info.node,
        "text": read.text,
        "paragraphs": _paragraphs(read),
        "sentences": [
            [*sentence.span, sentence.modality.value, int(sentence.is_heading)] for sentence in read.sentences
        ],
        "nodes": [{key: value for key, value in node_data(node).items() if key != "m"} for node in view.nodes],
        "marks": marks,
        "edges": [
            [
                edge.source,
                edge.target,
                relations[edge.relation],
                *([*span(one), one.confidence] for one in edge.mentions),
            ]
            for edge in view.edges
            if edge.relation not in ("indicator", "measuredFor", "reportedIn")
        ],
    }


def _paragraphs(read: Report) -> list[list[int]]:
    """Begin, end and heading level (0 = none; the title is 1) of each stretch of the text, without gaps."""
    levels: dict[int, int] = {}
    ends: dict[int, int] = {}
    for section in read.sections:
        if section.heading is not None:
            levels[section.heading.span.begin] = section.level + 1
            ends[section.heading.span.begin] = section.heading.span.end
    title = read.title_span
    found = []
    for paragraph in read.paragraphs:
        level = 1 if title is not None and title.covers(paragraph) else levels.get(paragraph.begin, 0)
        # a heading that the paragraph runs on from (“一是……”) makes no heading of the paragraph
        if level > 1 and paragraph.end > ends[paragraph.begin] + 2:
            level = 0
        found.append([paragraph.begin, paragraph.end, level])
    return found
