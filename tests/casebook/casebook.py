"""The casebook read, a report built of a case, and what it yields compared with what a careful reader finds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kg.pipeline import facts_of
from kg.reports import Metadata, read_report
from kg.resolution.model import Entity, EntityClass, Observation, ReportFacts
from kg.vocabulary.concepts import Vocabulary, load_vocabulary
from kg.vocabulary.gazetteer import gazetteer

FOLDER = Path(__file__).parent
_GIVEN = {"area", "year", "title", "issuer", "format"}
_FACTS = {
    "bodies", "policies", "programs", "observations", "honours", "events", "problems", "commitments", "relations",
    "numbers", "persons", "absent", "decided",
}  # fmt: skip
_OBSERVATION = {
    "value": None, "unit": None, "label": None, "bound": "exact", "kind": "level", "direction": "", "baseline": "*",
    "modality": "achieved", "period": "*", "optional": False,
}  # fmt: skip
_NAMED = {
    "bodies": EntityClass.BODY,
    "programs": EntityClass.PROGRAM,
    "honours": EntityClass.HONOUR,
    "problems": EntityClass.PROBLEM,
    "commitments": EntityClass.COMMITMENT,
}
_PUNCTUATION = str.maketrans("()[],:;!?〈〉<>", "（）［］，：；！？《》《》")


@dataclass(frozen=True)
class Case:
    """One case: its class of text (the file's stem), its name, its text and context, and the facts to be found."""

    group: str
    name: str
    text: str
    given: dict[str, Any]
    facts: dict[str, Any]
    known_failure: str | None


@cache
def cases() -> tuple[Case, ...]:
    """All cases, sorted by class; ValueError names the file and the case that is not well formed."""
    return tuple(case for path in sorted(FOLDER.glob("*.toml")) for case in _read(path))


def _read(path: Path) -> Iterator[Case]:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    seen: set[str] = set()
    for entry in document["case"]:
        name = entry["name"]
        unknown = set(entry) - _GIVEN - _FACTS - {"name", "text", "known_failure"}
        facts = {key: entry[key] for key in entry if key in _FACTS}
        fields = {field for item in facts.get("observations", []) for field in item} - set(_OBSERVATION)
        if unknown or fields or not facts or name in seen:
            raise ValueError(
                f"{path.name}, case “{name}”: unknown {sorted(unknown | fields)}, no facts, or a name twice"
            )
        seen.add(name)
        given = document.get("given", {}) | {key: entry[key] for key in entry if key in _GIVEN}
        yield Case(path.stem, name, entry["text"].strip("\n"), given, facts, entry.get("known_failure"))


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabularies, loaded once."""
    return load_vocabulary()


class Outcome:
    """What the case's text (not its title) yields."""

    def __init__(self, case: Case) -> None:
        area, year = case.given.get("area"), case.given["year"]
        title = case.given.get("title") or f"{gazetteer().qualified_name(area)}{year}年法治政府建设情况报告"
        if case.given.get("format") == "html":
            source, name = f"<html><body><h1>{title}</h1>\n{case.text}\n</body></html>", "case.html"
        else:
            source, name = f"{title}\n\n{case.text}\n", "case.txt"
        given = Metadata(area=area or None, year=year, issuer=case.given.get("issuer"))
        report = read_report(source.encode(), name=name, given=given)
        self.facts: ReportFacts = facts_of(report, vocabulary())
        self.begin = report.text.index(title) + len(title)
        self.entities = {entity.id: entity for entity in self.facts.entities}

    def _here(self, entity: Entity) -> bool:
        return any(evidence.span.begin >= self.begin for evidence in entity.evidence)

    def of_class(self, cls: EntityClass) -> list[Entity]:
        """The entities of a class that the case's text speaks of."""
        return [entity for entity in self.facts.entities if entity.cls == cls and self._here(entity)]

    def observations(self) -> list[Observation]:
        """The observations of the case's text, in its order."""
        return sorted(self.facts.observations, key=lambda o: (o.evidence.span, o.id))

    def label(self, entity_id: str) -> str:
        """The label of an entity, "" when there is none of that id."""
        return self.entities[entity_id].label if entity_id in self.entities else ""

    def relations(self, predicates: Iterable[str]) -> list[tuple[str, str, str]]:
        """The relations read from the case's text, by labels; `about` of observations have the value as subject."""
        wanted = set(predicates)
        found = [
            (s.predicate, self.label(s.subject), self.label(s.object))
            for s in self.facts.statements
            if s.predicate in wanted and s.subject in self.entities
            if s.evidence is not None and s.evidence.span.begin >= self.begin
        ]
        if "about" in wanted:
            found += [
                ("about", str(o.value), self.label(target)) for o in self.facts.observations for target in o.about
            ]
        return found


def differences(case: Case) -> list[str]:
    """How what is found differs from what the case expects: a line each, empty when all is as expected."""
    outcome = Outcome(case)
    lines: list[str] = []
    facts = case.facts
    for key, cls in _NAMED.items():
        if key in facts:
            lines += _compare(key, facts[key], [entity.label for entity in outcome.of_class(cls)], _same)
    if "policies" in facts:
        found = [(entity.label, _concept(entity, "type_document")) for entity in outcome.of_class(EntityClass.POLICY)]
        lines += _compare("policies", facts["policies"], found, _all_same)
    if "numbers" in facts:
        found = [(e.label, dict(e.values).get("documentNumber", "")) for e in outcome.of_class(EntityClass.POLICY)]
        lines += _compare("numbers", facts["numbers"], found, _all_same)
    if "persons" in facts:
        held = [(outcome.label(m.person), m.title, outcome.label(m.body)) for m in outcome.facts.memberships]
        lines += _compare("persons", facts["persons"], held, _all_same)
    if "relations" in facts:
        predicates = {name for relation in facts["relations"] for name in relation[0].lstrip("?").split("|")}
        lines += _compare("relations", facts["relations"], outcome.relations(predicates), _all_same)
    if "observations" in facts:
        lines += _compare(
            "observations", facts["observations"], outcome.observations(), _observation(outcome), _said(outcome)
        )
    if "events" in facts:
        events = [(dict(e.values).get("date", ""), e.label) for e in outcome.of_class(EntityClass.EVENT)]
        lines += _compare("events", facts["events"], events, _event)
    for key, expected in facts.get("decided", {}).items():
        got = _decided(outcome, key)
        if str(expected) != got:
            lines.append(f"{key}: expected {expected!r}, got {got!r}")
    lines += _absent(outcome, facts.get("absent", {}))
    return lines


def _decided(outcome: Outcome, key: str) -> str:
    facts = outcome.facts
    if key == "area":
        place = outcome.entities.get(facts.area or "")
        return dict(place.values).get("adminCode", "") if place else ""
    return str({"year": facts.year, "genre": facts.genre, "publisher": outcome.label(facts.publisher or "")}[key])


def _absent(outcome: Outcome, absent: dict[str, Any]) -> Iterator[str]:
    for key, names in absent.items():
        if key == "relations":
            found = [" ".join(relation) for relation in outcome.relations(names)]
            names = [""] if found else []
        else:
            cls = EntityClass.POLICY if key == "policies" else _NAMED[key]
            found = [entity.label for entity in outcome.of_class(cls)]
        for name in names:
            yield from (f"{key}: spurious {label}" for label in found if not name or _same(name, label))


def _compare(
    key: str,
    expected: Sequence[Any],
    found: Sequence[Any],
    same: Callable[[Any, Any], bool],
    say: Callable[[Any], str] = str,
) -> list[str]:
    """Pair what is expected with what is found; optional items may be missing, nothing else may be missing or over."""
    left = list(found)
    lines = []
    for item in sorted(expected, key=_is_optional):
        match = next((other for other in left if same(item, other)), None)
        if match is not None:
            left.remove(match)
        elif not _is_optional(item):
            lines.append(f"{key}: missed {item}")
    return lines + [f"{key}: spurious {say(other)}" for other in left]


def _is_optional(item: Any) -> bool:
    if isinstance(item, dict):
        return bool(item.get("optional"))
    return str(item if isinstance(item, str) else item[0]).startswith("?")


def plain(name: str) -> str:
    """A name without quotation marks and blanks, with one sort of punctuation."""
    return re.sub(r"[\s“”\"‘’']", "", unicodedata.normalize("NFC", name).translate(_PUNCTUATION))


def _same(expected: str, found: str) -> bool:
    return expected == "*" or plain(found) in {plain(name) for name in expected.lstrip("?").split("|")}


def _all_same(expected: Sequence[str], found: Sequence[str]) -> bool:
    return all(_same(a, b) for a, b in zip(expected, found, strict=True))


def _concept(entity: Entity, prop: str) -> str:
    return dict(entity.concepts).get(prop, "").split("/")[-1]


def _event(expected: dict[str, str], found: tuple[str, str]) -> bool:
    return expected.get("date", "") == found[0] and plain(expected["label"]) in plain(found[1])


def _observation(outcome: Outcome) -> Callable[[dict[str, Any], Observation], bool]:
    def same(expected: dict[str, Any], found: Observation) -> bool:
        want = _OBSERVATION | expected
        fields = {
            "unit": found.unit_text,
            "bound": found.bound,
            "kind": found.measure_kind,
            "direction": found.direction or "",
            "baseline": found.baseline or "",
            "modality": found.modality,
            "period": found.period.label,
        }
        labels = plain(f"{found.label} {outcome.label(found.indicator)}")
        parts = [want["label"]] if isinstance(want["label"], str) else want["label"]
        return (
            abs(found.value - Decimal(str(want["value"]))) < Decimal("0.00005")
            and all(want[key] == "*" or got in want[key].split("|") for key, got in fields.items())
            and all(part == "*" or any(plain(p) in labels for p in part.split("|")) for part in parts)
        )

    return same


def _said(outcome: Outcome) -> Callable[[Observation], str]:
    def say(found: Observation) -> str:
        parts = [
            str(found.value), found.unit_text, found.bound, found.measure_kind, found.direction, found.baseline,
            found.modality, found.period.label, f"“{outcome.label(found.indicator)}”",
        ]  # fmt: skip
        return " ".join(part for part in parts if part)

    return say
