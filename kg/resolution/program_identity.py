"""Which names of a report mean one program, and by which it goes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from kg.resolution.identity import plain

_QUOTED_NAME = re.compile(r"[^“\"‘]{0,14}([“\"‘][^”\"’]{2,24}[”\"’])([\u4e00-\u9fff]{0,10})")

_ONE_THING = re.compile(r".+“一件事”")  # 教育入学“一件事”: one of many things


@lru_cache(maxsize=1 << 10)
def quoted_core(name: str) -> str:
    """The quoted part of a program's name, marks and all, when the name is built around it; else ""."""
    match = None if _ONE_THING.fullmatch(name) else _QUOTED_NAME.fullmatch(name)
    return match.group(1) if match else ""


@lru_cache(maxsize=1 << 10)
def _program_key(name: str) -> str:
    """What makes two names of a program one: the quoted part with the last word, else the whole name.

    “法治人社”建设 and “法治人社”体系 are the same thing as “法治人社” alone.
    """
    match = _QUOTED_NAME.fullmatch(name)
    if match is None:
        return plain(name)
    last = match.group(2)[-2:]
    return plain(match.group(1) if last in ("建设", "体系", "工作") else match.group(1) + last)


def program_names(said: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Of each name a key, of each key the longest name in this report, without its quotation marks.

    “菜篮子”建设 is the “菜篮子”工程 of the same report. The label is the same function of the same name in
    every report, so that one identity has one label.
    """
    keys = {name: _program_key(name) for name in said}
    ordered = sorted(set(keys.values()))
    for name, key in keys.items():
        if quoted_core(name) and plain(quoted_core(name)) == key:
            following = bisect_right(ordered, key)
            fuller = [other for other in ordered[following : following + 2] if other.startswith(key)]
            keys[name] = fuller[0] if len(fuller) == 1 and len(fuller[0]) == len(key) + 2 else key
    names: dict[str, str] = {}
    for name, key in keys.items():
        names[key] = max(names.get(key, ""), plain(name), key=lambda said: (len(said), said))
    return keys, names
