"""All words of the vocabularies in one Aho–Corasick automaton, so that a text is searched for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick


class Entry(NamedTuple):
    """What a word stands for: a category of the caller's (“organ”, “boundary”, …) and its value in it."""

    category: str
    value: tuple[str, ...]


class Hit(NamedTuple):
    """An occurrence of a word: code-point offsets and what it stands for."""

    begin: int
    end: int
    value: tuple[str, ...]


# A text has thousands of hits: made without the call of Python code that Hit(…) is.
_hit = partial(tuple.__new__, Hit)


class Lexicon:
    """Finds every occurrence of every word, overlapping ones too."""

    def __init__(self, words: Iterable[tuple[str, Entry]]) -> None:
        entries: dict[str, list[Entry]] = {}
        for word, entry in words:
            if word:
                entries.setdefault(word, []).append(entry)
        self._entries = [tuple(found) for found in entries.values()]
        self._automaton = AhoCorasick(list(entries))

    def scan(self, text: str) -> dict[str, list[Hit]]:
        """All hits by category, sorted by begin and then by length, the longest first."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        matches.reverse()  # they come by their ends
        matches.sort(key=itemgetter(1))
        found: defaultdict[str, list[Hit]] = defaultdict(list)
        entries = self._entries
        for index, begin, end in matches:
            for category, value in entries[index]:
                found[category].append(_hit((begin, end, value)))
        return dict(found)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits sorted as `Lexicon.scan` sorts them, the leftmost-longest ones that do not overlap."""
    kept: list[Hit] = []
    at = -1
    for hit in hits:
        if hit.begin >= at:
            kept.append(hit)
            at = hit.end
    return kept
