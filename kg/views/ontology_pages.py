"""The ontology, its vocabularies and its shapes as HTML pages in Chinese and English, made from their files alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.graph.namespaces import DCTERMS, GOV, GOVV, OWL, PREFIXES, QB, RDF, RDFS, SKOS
from kg.graph.shape_reader import load_shapes
from kg.graph.shapes import SHAPES, Shape
from kg.views.markup import TEMPLATES
from kg.views.ontology_diagram import diagram
from kg.vocabulary.files import ontology_dir

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Texts = Mapping[str, str]
LANGUAGES = (("zh", "中文"), ("en", "English"))
_MORE_PREFIXES = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "unit": "http://qudt.org/vocab/unit/",
    "shape": SHAPES,
}
_WORDS: Mapping[str, tuple[str, str]] = {
    "skip": ("跳到正文", "Skip to the content"),
    "pages": ("页面", "Pages"),
    "overview": ("概览", "Overview"),
    "classes": ("类", "Classes"),
    "properties": ("属性", "Properties"),
    "vocabularies": ("词表", "Vocabularies"),
    "shapes": ("形状约束", "Shapes"),
    "namespaces": ("命名空间", "Namespaces"),
    "changes": ("变更记录", "Changes"),
    "version": ("版本", "version"),
    "licence": ("许可", "licence"),
    "diagram": (
        "类与类之间的关系。空心箭头表示上位类。",
        "The classes and how they are related. A hollow arrow leads to the broader class.",
    ),
    "above": ("上位", "Narrower than"),
    "below": ("下位", "Broader than"),
    "apart": ("互斥", "Disjoint with"),
    "see": ("参见", "See also"),
    "property": ("属性", "Property"),
    "meaning": ("含义", "Meaning"),
    "range": ("取值", "Values"),
    "domain": ("用于", "Said of"),
    "inverse": ("逆属性", "Inverse"),
    "inbound": ("指向此类的属性", "A property that leads here"),
    "from": ("来自", "from"),
    "kind": ("种类", "Kind"),
    "object": ("关系（值为 IRI）", "relation (its values are IRIs)"),
    "data": ("数据属性（值为字面量）", "data property (its values are literals)"),
    "functional": ("，至多一个值", ", one value at most"),
    "example": ("例如", "For example"),
    "concept": ("概念", "Concept"),
    "concepts": ("概念数：", "Concepts:"),
    "wordings": ("别称与说法", "Other wordings"),
    "shape_of": ("该类须满足的约束", "What nodes of this class must satisfy"),
    "applies": ("适用于", "Applies to"),
    "warning": ("警告", "warning"),
    "shapes_lead": (
        "图须满足的约束（SHACL），kg validate 据此检查。",
        "What a graph must satisfy (SHACL); kg validate checks it.",
    ),
}


@dataclass
class Term:
    """A class or property of the ontology. Lists hold IRIs; texts are by language.

    `derived` is True for a property that is only there as the inverse of another.
    """

    iri: str
    name: str
    kind: str
    label: Texts
    definition: Texts
    notes: Mapping[str, Sequence[str]]
    above: list[str]
    below: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    domain: list[str] = field(default_factory=list)
    range: list[str] = field(default_factory=list)
    inverse: list[str] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    functional: bool = False
    derived: bool = False
    properties: list[Term] = field(default_factory=list)
    inbound: list[Term] = field(default_factory=list)
    shape: str = ""


@dataclass(frozen=True)
class ConceptRow:
    """A concept as a row of its scheme's page; `depth` is how far below a top concept it is."""

    key: str
    label: Texts
    definition: Texts
    names: Sequence[str]
    properties: Sequence[tuple[str, Sequence[str]]]
    depth: int


@dataclass(frozen=True)
class SchemePage:
    """A vocabulary with its concepts, narrower ones after their broader one."""

    iri: str
    key: str
    title: Texts
    description: Texts
    concepts: Sequence[ConceptRow]


@dataclass(frozen=True)
class Header:
    """What the ontology says of itself."""

    iri: str
    title: Texts
    description: Texts
    version: str
    licence: str
    changes: Mapping[str, Sequence[str]]


class _Source:
    """The triples of a Turtle file by subject and predicate."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.nodes: dict[str, dict[str, list[NamedNode | BlankNode | Literal]]] = {}
        for path in paths:
            for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
                if isinstance(quad.object, NamedNode | BlankNode | Literal):
                    # blank nodes of two files may have one name
                    subject = _key(quad.subject)
                    self.nodes.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def get(self, node: str, predicate: str) -> list[NamedNode | BlankNode | Literal]:
        return self.nodes.get(node, {}).get(predicate, [])

    def texts(self, node: str, predicate: str) -> dict[str, str]:
        found = {code: "" for code, _ in LANGUAGES}
        found.update((t.language, t.value) for t in self.get(node, predicate) if isinstance(t, Literal) and t.language)
        return found

    def all_texts(self, node: str, predicate: str) -> dict[str, list[str]]:
        literals = [term for term in self.get(node, predicate) if isinstance(term, Literal)]
        return {code: [term.value for term in literals if term.language == code] for code, _ in LANGUAGES}

    def first(self, node: str, predicate: str) -> str:
        return next((term.value for term in self.get(node, predicate) if not isinstance(term, BlankNode)), "")

    def iris(self, node: str, predicate: str) -> list[str]:
        """The IRIs among the objects; of a union or a restricted datatype, its members."""
        found: list[str] = []
        for term in self.get(node, predicate):
            if isinstance(term, NamedNode):
                found.append(term.value)
            elif isinstance(term, BlankNode):
                for union in self.get(str(term), f"{OWL}unionOf"):
                    found += self.members(_key(union))
                found += [t.value for t in self.get(str(term), f"{OWL}onDatatype") if isinstance(t, NamedNode)]
        return found

    def members(self, node: str) -> list[str]:
        found = []
        while node != f"{RDF}nil":
            found += [term.value for term in self.get(node, f"{RDF}first") if isinstance(term, NamedNode)]
            rest = self.get(node, f"{RDF}rest")
            node = _key(rest[0]) if rest else f"{RDF}nil"
        return found

    def of_type(self, *kinds: str) -> list[str]:
        return [
            node
            for node, properties in self.nodes.items()
            if any(isinstance(t, NamedNode) and t.value in kinds for t in properties.get(f"{RDF}type", ()))
        ]


def _key(term: Any) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def write_ontology_pages(folder: Path) -> list[Path]:
    """Write the pages below `folder` (made if need be): ``index.html``, ``style.css``, and ``zh/`` and ``en/``.

    The pages ask no other host for anything and run no scripts. The files written. Raises OSError when `folder` cannot
    be written to, ShapesError for shapes that cannot be read.
    """
    ontology = _Source([ontology_dir() / "govkg.ttl"])
    header, classes, properties = _header(ontology), *_terms(ontology)
    schemes = [_scheme(path) for path in sorted((ontology_dir() / "vocabularies").glob("*.ttl"))]
    shapes = load_shapes(ontology_dir() / "shapes.ttl")
    for shape in shapes:
        for term in classes:
            if f"<{term.iri}>" in shape.classes:
                term.shape = shape.iri.removeprefix(SHAPES)
    environment = _environment()
    known = {term.name: "classes" for term in classes} | {term.name: "properties" for term in properties}
    written = [_write(folder / "style.css", (TEMPLATES / "ontology" / "style.css").read_text("utf-8"))]
    start = environment.get_template("ontology/start.html").render(ontology=header, languages=LANGUAGES)
    written.append(_write(folder / "index.html", start))
    for number, (code, _) in enumerate(LANGUAGES):
        words = {name: both[number] for name, both in _WORDS.items()}
        pages = [
            ("index", words["overview"]),
            ("classes", words["classes"]),
            ("properties", words["properties"]),
            ("shapes", words["shapes"]),
        ]
        common = {
            "lang": code,
            "other": LANGUAGES[1 - number][0],
            "languages": LANGUAGES,
            "words": words,
            "pages": pages,
            "ontology": header,
            "classes": classes,
            "properties": properties,
            "schemes": schemes,
            "link": _linker(known, {scheme.key for scheme in schemes}, _labels(code, classes, properties, schemes)),
        }

        def page(name: str, template: str, heading: str, common: Mapping[str, Any] = common, **more: Any) -> None:
            html = environment.get_template(f"ontology/{template}.html").render(
                **common, **more, page=name, heading=heading
            )
            written.append(_write(folder / common["lang"] / f"{name}.html", html))

        drawing = diagram(classes, [term for term in properties if not term.derived], code)
        prefixes = sorted({**PREFIXES, **_MORE_PREFIXES}.items())
        page("index", "index", header.title[code], diagram=drawing, prefixes=prefixes)
        page("classes", "classes", words["classes"])
        page("properties", "properties", words["properties"])
        page("shapes", "shapes", words["shapes"], shapes=[_shape_rows(shape) for shape in shapes])
        for scheme in schemes:
            page(f"vocabulary-{scheme.key}", "vocabulary", scheme.title[code], scheme=scheme)
    return written


def _labels(
    code: str, classes: Iterable[Term], properties: Iterable[Term], schemes: Iterable[SchemePage]
) -> dict[str, str]:
    labels = {term.iri: term.label[code] for terms in (classes, properties) for term in terms}
    for scheme in schemes:
        labels |= {f"{scheme.iri}/{concept.key}": concept.label[code] for concept in scheme.concepts}
    return labels


def _environment() -> Environment:
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _linker(known: Mapping[str, str], schemes: set[str], labels: Mapping[str, str]) -> Callable[..., Markup]:
    """A function from an IRI or a text to markup: a link to where it is described, or the text.

    A link says the short IRI, or with ``named=True`` what `labels` calls it.
    """
    from markupsafe import Markup

    def link(value: str, *, named: bool = False) -> Markup:
        if not re.match(r"https?://", value):
            return Markup("{}").format(value)
        name = value.removeprefix(GOV)
        scheme, _, key = value.removeprefix(GOVV).partition("/")
        if value.startswith(GOV) and name in known:
            target = f"{known[name]}.html#{name}"
        elif value.startswith(GOVV) and scheme in schemes:
            target = f"vocabulary-{scheme}.html#{key}"
        else:
            return Markup('<a href="{}" rel="noreferrer"><code>{}</code></a>').format(value, _short(value))
        if named and value in labels:
            return Markup('<a href="{}">{}</a>').format(target, labels[value])
        return Markup('<a href="{}"><code>{}</code></a>').format(target, _short(value))

    return link


def _short(iri: str) -> str:
    for prefix, namespace in {**PREFIXES, **_MORE_PREFIXES}.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _header(source: _Source) -> Header:
    iri = source.of_type(f"{OWL}Ontology")[0]
    return Header(
        iri,
        source.texts(iri, f"{DCTERMS}title"),
        source.texts(iri, f"{DCTERMS}description"),
        source.first(iri, f"{OWL}versionInfo"),
        source.first(iri, f"{DCTERMS}license"),
        source.all_texts(iri, f"{SKOS}changeNote"),
    )


def _terms(source: _Source) -> tuple[list[Term], list[Term]]:
    classes = [_term(source, iri, "class") for iri in source.of_type(f"{OWL}Class") if iri.startswith(GOV)]
    properties = [
        _term(source, iri, kind)
        for kind, types in (("object", f"{OWL}ObjectProperty"), ("data", f"{OWL}DatatypeProperty"))
        for iri in source.of_type(types)
        if iri.startswith(GOV)
    ]
    by_iri = {term.iri: term for term in (*classes, *properties)}
    for term in by_iri.values():
        for parent in term.above:
            if parent in by_iri:
                by_iri[parent].below.append(term.iri)
        for other in list(term.inverse):
            if other in by_iri and term.iri not in by_iri[other].inverse:
                by_iri[other].inverse.append(term.iri)
                by_iri[other].derived = True
        for other in term.apart:
            if other in by_iri and term.iri not in by_iri[other].apart:
                by_iri[other].apart.append(term.iri)
    for term in classes:
        above = {term.iri, *(iri for iri in term.above if iri in by_iri)}
        term.properties = [prop for prop in properties if above & set(prop.domain)]
        term.inbound = [prop for prop in properties if term.iri in prop.range and term.iri not in prop.domain]
    return classes, sorted(properties, key=lambda term: term.name)


def _term(source: _Source, iri: str, kind: str) -> Term:
    above = f"{RDFS}subClassOf" if kind == "class" else f"{RDFS}subPropertyOf"
    types = source.iris(iri, f"{RDF}type")
    return Term(
        iri=iri,
        name=iri.removeprefix(GOV),
        kind=kind,
        label=source.texts(iri, f"{RDFS}label"),
        definition=source.texts(iri, f"{SKOS}definition"),
        notes=source.all_texts(iri, f"{SKOS}scopeNote"),
        above=source.iris(iri, above) + [one for one in types if one.startswith(QB)],
        apart=source.iris(iri, f"{OWL}disjointWith"),
        domain=source.iris(iri, f"{RDFS}domain"),
        range=source.iris(iri, f"{RDFS}range"),
        inverse=source.iris(iri, f"{OWL}inverseOf"),
        see=source.iris(iri, f"{RDFS}seeAlso"),
        examples=[term.value for term in source.get(iri, f"{SKOS}example") if isinstance(term, Literal)],
        functional=f"{OWL}FunctionalProperty" in types,
    )


_IN_COLUMNS = {
    f"{RDF}type",
    *(
        SKOS + name
        for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "inScheme", "topConceptOf", "broader")
    ),
    f"{GOV}phrasing",
}


def _scheme(path: Path) -> SchemePage:
    source = _Source([path])
    iri = source.of_type(f"{SKOS}ConceptScheme")[0]
    narrower: dict[str, list[str]] = {}
    concepts = source.of_type(f"{SKOS}Concept")
    for concept in concepts:
        for parent in source.iris(concept, f"{SKOS}broader") or [""]:
            narrower.setdefault(parent, []).append(concept)
    rows: list[ConceptRow] = []
    done: set[str] = set()

    def descend(concept: str, depth: int) -> None:
        if concept not in done:
            done.add(concept)
            rows.append(_concept(source, concept, iri, depth))
            for below in narrower.get(concept, ()):
                descend(below, depth + 1)

    for concept in narrower.get("", []):
        descend(concept, 0)
    key = iri.removeprefix(GOVV)
    titles, descriptions = source.texts(iri, f"{DCTERMS}title"), source.texts(iri, f"{DCTERMS}description")
    return SchemePage(iri, key, titles, descriptions, rows)


def _concept(source: _Source, iri: str, scheme: str, depth: int) -> ConceptRow:
    wordings = (
        [t.value for t in source.get(iri, name) if isinstance(t, Literal) and t.language in (None, "zh")]
        for name in (f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{GOV}phrasing")
    )
    others = {
        name: [term.value for term in values if not isinstance(term, BlankNode)]
        for name, values in sorted(source.nodes[iri].items())
        if name not in _IN_COLUMNS
    }
    return ConceptRow(
        key=iri.removeprefix(f"{scheme}/"),
        label=source.texts(iri, f"{SKOS}prefLabel"),
        definition=source.texts(iri, f"{SKOS}definition"),
        names=list(dict.fromkeys(name for names in wordings for name in names)),
        properties=list(others.items()),
        depth=min(depth, 3),
    )


def _shape_rows(shape: Shape) -> dict[str, Any]:
    sources = [(shape.iri, shape.severity, shape.messages)]
    sources += [(prop.iri, prop.severity, prop.messages) for prop in shape.properties]
    sources += [(query.iri, query.severity, query.messages) for query in shape.queries]
    return {
        "name": shape.iri.removeprefix(SHAPES),
        "label": dict(shape.labels),
        "targets": [term[1:-1] for term in (*shape.classes, *shape.subjects_of)],
        "rules": [
            {"name": iri.removeprefix(SHAPES), "message": dict(messages), "warning": severity == "Warning"}
            for iri, severity, messages in sources
            if messages
        ],
    }
