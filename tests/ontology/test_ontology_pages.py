"""The pages about the ontology: complete, in two languages, self-contained, and safe."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib import OWL, RDF, SKOS

from kg.views.ontology_diagram import diagram
from kg.views.ontology_pages import Term, write_ontology_pages
from kg.vocabulary.files import ontology_dir

GOV = "https://w3id.org/govkg/ontology#"


class Page(HTMLParser):
    """The ids, links and fetched things of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()
        self.language = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link":
            self.fetched.append(given["href"])
        self.fetched += [given[name] for name in ("src", "srcset", "xlink:href") if name in given]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    written = write_ontology_pages(folder)
    assert sorted(written) == sorted(path for path in folder.rglob("*") if path.is_file())
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in folder.rglob("*.html")}


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        assert set(page.fetched) <= {"style.css", "../style.css"}, path
        assert not page.tags & {"script", "iframe", "object", "embed", "img"}
        assert "default-src 'none'" in path.read_text("utf-8")


def test_every_link_within_leads_somewhere(pages: dict[Path, Page]) -> None:
    ids = {path.resolve(): set(page.ids) for path, page in pages.items()}
    for path, page in pages.items():
        for link in {link for link in page.links if not re.match(r"https?:", link)}:
            target, _, anchor = link.partition("#")
            found = ids[(path.parent / target).resolve() if target else path.resolve()]
            assert not anchor or unquote(anchor) in found, (path.name, link)
        assert len(page.ids) == len(set(page.ids)), path


def test_both_languages_have_the_same_pages(folder: Path, pages: dict[Path, Page]) -> None:
    names = {path.name for path in (folder / "zh").iterdir()}
    assert names == {path.name for path in (folder / "en").iterdir()}
    for path, page in pages.items():
        if path.parent != folder:
            assert page.language == path.parent.name


def test_every_term_and_every_concept_is_described(pages: dict[Path, Page], folder: Path) -> None:
    ontology = rdflib.Graph().parse(ontology_dir() / "govkg.ttl")
    for kind, name in (
        (OWL.Class, "classes"),
        (OWL.ObjectProperty, "properties"),
        (OWL.DatatypeProperty, "properties"),
    ):
        own = {str(term).removeprefix(GOV) for term in ontology.subjects(RDF.type, kind) if str(term).startswith(GOV)}
        assert own <= set(pages[folder / "en" / f"{name}.html"].ids)
    for path in (ontology_dir() / "vocabularies").glob("*.ttl"):
        graph = rdflib.Graph().parse(path)
        keys = {str(concept).rsplit("/", 1)[1] for concept in graph.subjects(RDF.type, SKOS.Concept)}
        assert keys <= set(pages[folder / "zh" / f"vocabulary-{path.stem}.html"].ids)
    shapes = pages[folder / "zh" / "shapes.html"]
    assert {"Report", "Observation", "Evidence"} <= set(shapes.ids)


def test_phrasings_are_shown(folder: Path) -> None:
    text = (folder / "en" / "vocabulary-genre.html").read_text("utf-8")
    assert "法治政府建设情况报告" in text
    assert "Government work report" in text


def test_the_diagram_escapes_what_it_is_given() -> None:
    both = {"zh": "<script>", "en": '"&'}
    term = Term(f"{GOV}X", "X", "class", both, both, {"zh": [], "en": []}, [])
    other = Term(f"{GOV}Y", "Y", "class", both, both, {"zh": [], "en": []}, [f"{GOV}X"])
    prop = Term(f"{GOV}p", "p", "object", both, both, {}, [], domain=[f"{GOV}X"], range=[f"{GOV}X", f"{GOV}Y"])
    svg = str(diagram([term, other], [prop], "zh"))
    assert "<script>" not in svg
    assert svg.count("&lt;script&gt;") == 4
    assert ElementTree.fromstring(svg).tag.endswith("svg")
