"""Which body is part of which, where their full names make it certain."""

from __future__ import annotations

import re
from collections.abc import Iterable

# 中共西湖区委全面依法治区委员会 belongs to 中共西湖区委员会
_OF_COMMITTEE = re.compile(r"(中共.{2,24}?委)(?!员会).{2,}")
# 西湖区桃花街道办事处 is an office of 西湖区人民政府
_SUBDISTRICT = re.compile(r"(.+[市区县旗])[^市区县旗]{1,8}街道办事处")
_SHORTEST = 4


def parents_by_name(names: Iterable[str]) -> dict[str, str]:
    """Name → the other name that says what it is part of, for those that have one.

    That is the longest name that it begins with (西湖区司法局桃花司法所 → 西湖区司法局), also after 中共.
    """
    known = sorted(set(names))
    members = frozenset(known)
    parents: dict[str, str] = {}
    for name in known:
        committee, subdistrict = _OF_COMMITTEE.fullmatch(name), _SUBDISTRICT.fullmatch(name)
        candidates = [_beginning(name, members)]
        if name.startswith("中共"):
            candidates.append(_beginning(name[2:], members))
        if committee:
            candidates.append(committee.group(1) + "员会")
        if subdistrict:
            candidates.append(subdistrict.group(1) + "人民政府")
        parent = next((found for found in candidates if found in members), "")
        if parent:
            parents[name] = parent
    return parents


def _beginning(name: str, members: frozenset[str]) -> str:
    """The longest known name that `name` begins with, and is not; "" for none."""
    for end in range(len(name) - 1, _SHORTEST - 1, -1):
        if name[:end] in members:
            return name[:end]
    return ""
