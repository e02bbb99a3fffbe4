"""The phrases of a store: where they stand, in which sentence, and how sure they are."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.namespaces import GOV, NIF, PROV
from kg.views.model import Mention, Sentence

_CONTEXT_EACH_SIDE = 60


class Evidence:
    """The phrases of a store's reports: where each lies, in which sentence, how sure it is."""

    def __init__(self, store: Store, reports: Iterable[str]) -> None:
        self._numbers = {iri: number for number, iri in enumerate(reports)}
        self._place: dict[str, list[int]] = {}
        self._sentence: dict[str, str] = {}
        self._sure: dict[str, float] = {}
        self._report: dict[str, int] = {}
        self._text: dict[int, str] = {}
        self.derived: dict[str, list[str]] = defaultdict(list)
        self.sentences: list[Sentence] = []
        self._known: dict[tuple[int, int, int], int] = {}
        self._breaks: dict[int, list[int]] = {}
        self._load(store)

    def _quads(self, store: Store, iri: str) -> Iterator[tuple[str, NamedNode | Literal, int]]:
        for quad in store.quads_for_pattern(None, NamedNode(iri), None, None):
            graph = quad.graph_name
            number = self._numbers.get(graph.value) if isinstance(graph, NamedNode) else None
            if (
                number is not None
                and isinstance(quad.subject, NamedNode)
                and isinstance(quad.object, NamedNode | Literal)
            ):
                yield quad.subject.value, quad.object, number

    def _load(self, store: Store) -> None:
        for phrase, value, number in self._quads(store, f"{NIF}beginIndex"):
            self._place[phrase] = [int(value.value), 0]
            self._report[phrase] = number
        for phrase, value, _ in self._quads(store, f"{NIF}endIndex"):
            if phrase in self._place:
                self._place[phrase][1] = int(value.value)
        for phrase, value, _ in self._quads(store, f"{NIF}sentence"):
            self._sentence[phrase] = value.value
        for subject, value, _ in self._quads(store, f"{GOV}confidence"):
            self._sure[subject] = float(value.value)
        for subject, value, _ in self._quads(store, f"{PROV}wasDerivedFrom"):
            if value.value in self._place:
                self.derived[subject].append(value.value)
        for _, value, number in self._quads(store, f"{NIF}isString"):
            self._text[number] = value.value

    def __bool__(self) -> bool:
        return bool(self._place)

    def text(self, report: int) -> str:
        """The text of a report (index), "" when the store has none."""
        return self._text.get(report, "")

    def sure(self, subject: str) -> float | None:
        """The confidence of an observation, a statement or a phrase."""
        return self._sure.get(subject)

    def report(self, phrase: str) -> int:
        """The index of the report that a phrase lies in."""
        return self._report[phrase]

    def place(self, phrase: str) -> tuple[int, int]:
        """Begin and end of a phrase in its report's text."""
        begin, end = self._place[phrase]
        return begin, end

    def mention(self, phrase: str, confidence: float | None = None) -> Mention:
        """A phrase as a mention; its sentence is entered into `sentences` the first time."""
        begin, end = self._place[phrase]
        report = self._report[phrase]
        around = self._place.get(self._sentence.get(phrase, ""))
        if around is None:
            first, last, cut = self._line(report, begin, end)
        else:
            first, last, cut = around[0], around[1], False
        index = self._known.get((report, first, last))
        if index is None:
            index = self._known[(report, first, last)] = len(self.sentences)
            self.sentences.append(Sentence(report, self.text(report)[first:last], first, cut))
        sure = confidence if confidence is not None else self._sure.get(phrase)
        return Mention(index, begin - first, end - first, sure)

    def _line(self, report: int, begin: int, end: int) -> tuple[int, int, bool]:
        """The stretch to show for a phrase that is a sentence itself or lies across several."""
        text = self.text(report)
        if report not in self._breaks:
            self._breaks[report] = [place for place, character in enumerate(text) if character == "\n"]
        breaks = self._breaks[report]
        number = bisect_right(breaks, begin)
        first = breaks[number - 1] + 1 if number else 0
        number = bisect_right(breaks, max(begin, end - 1))
        last = breaks[number] if number < len(breaks) else len(text)
        near, far = max(first, begin - _CONTEXT_EACH_SIDE), min(last, end + _CONTEXT_EACH_SIDE)
        return near, far, (near, far) != (first, last)
