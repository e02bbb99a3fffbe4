"""Names put together from known words: where a stretch may begin that is nothing but such words."""

from __future__ import annotations

_LONGEST_WORD = 8
_LONGEST_LETTERED = 5
_JOINERS = "和与"


def tilings(
    text: str, end: int, words: frozenset[str], longest: int, letters: frozenset[str] = frozenset()
) -> list[int]:
    """Where a stretch of two characters or more may begin that is a sequence of `words` and ends at `end`.

    Words may be joined by 和 and 与 (校园安全与|法规处). `letters` are words of one character; a stretch with them is
    short (住建|交).
    """
    reached, found = [(end, False)], []
    seen = set(reached)
    for at, lettered in reached:  # grows as it goes
        if not lettered and text[at - 1 : at] in _JOINERS and (at - 1, False) not in seen:
            seen.add((at - 1, False))
            reached.append((at - 1, False))
        for begin in range(at - 1, max(at - _LONGEST_WORD, end - longest, 0) - 1, -1):
            word = text[begin:at]
            state = (begin, lettered or word in letters)
            if state in seen or (word not in words and word not in letters):
                continue
            if not state[1] or end - begin <= _LONGEST_LETTERED:
                seen.add(state)
                reached.append(state)
                found.append(begin)
    return [begin for begin in found if end - begin > 1]
