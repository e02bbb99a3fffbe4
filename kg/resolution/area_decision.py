"""The place that a report speaks for, as it was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.vocabulary.gazetteer import Division, Gazetteer

NATION = "全国"


@dataclass(frozen=True, slots=True)
class AreaDecision:
    """The place that a report speaks for.

    `code` is the GB/T 2260 code of the county, prefecture or province (None: the nation, a place without a code, or
    undecided); `name` the place's qualified name (南昌市西湖区, with the town if a town reports; 全国 for the nation;
    None if undecided); `town` the town or subdistrict that reports; `level` one of nation, province, prefecture,
    county, town, or None; `confidence` 0…1; `reasons` say what decided, `warnings` what the user should know or do.
    """

    code: str | None
    name: str | None
    town: str | None
    level: str | None
    confidence: float
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def decided(
    places: Gazetteer,
    code: str,
    town: str | None,
    confidence: float,
    reasons: tuple[str, ...],
    warnings: tuple[str, ...],
    year: int | None,
) -> AreaDecision:
    """The decision for a division, or for a town in it."""
    division = places.by_code(code, year)
    level = "town" if town else division.level if division else None
    return AreaDecision(
        code,
        places.qualified_name(code, year) + (town or ""),
        town,
        level,
        round(confidence, 2),
        reasons,
        warnings,
    )


def only_one(divisions: Iterable[Division], year: int | None) -> str | None:
    """The one division meant by a name said alone: the only one, or the only one of the highest level."""
    found = list(divisions)
    found = [d for d in found if (d.existed(year) if year is not None else d.until is None)] or found
    codes = {d.code for d in found if d.level == found[0].level}
    return codes.pop() if len(codes) == 1 else None


def which_of(places: Gazetteer, name: str, codes: Iterable[str]) -> str:
    """The warning that a name may be that of several divisions."""
    listed = ", ".join(f"{places.full_name(code)} ({code})" for code in sorted(set(codes)))
    return f"{name} may be {listed}: say which with --area"
