"""What time an observation is about."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from kg.resolution.model import Period

_QUARTERS = {1: (1, 3), 2: (4, 6), 3: (7, 9), 4: (10, 12)}


@lru_cache(maxsize=1024)
def period_of(said: str, year: int | None, target: bool) -> Period:
    """The period of an observation.

    `said` is what the sentence gives (`ObservationFact.period`), `year` the year that the report's work fell in. A
    target is for the year after that unless the text names another. Without any year the period is labelled
    ``undated`` and has no days.
    """
    default = year + 1 if year is not None and target else year
    if said.startswith("since "):
        start = said.removeprefix("since ")
        begin_year, _, month = start.partition("-")
        if default is not None and int(begin_year) <= default:
            return Period(f"{begin_year}-{month or '01'}-01", f"{default}-12-31", f"{start}/{default}")
        return _whole(default)
    if said.startswith("last "):
        span = int(said.removeprefix("last "))
        return _years(year - span + 1, year) if year is not None else _whole(None)
    years = re.fullmatch(r"(\d{4})/(\d{4})", said)
    if years:
        return _years(int(years.group(1)), int(years.group(2)))
    match = re.fullmatch(r"(?P<year>\d{4})?(?:-(?P<rest>.+))?", said)
    if match is None:
        return _whole(default)
    own = int(match["year"]) if match["year"] else default
    rest = match["rest"]
    if own is None:
        return _whole(None)
    if not rest:
        return _whole(own)
    if rest in ("H1", "H2"):
        first, last = (1, 6) if rest == "H1" else (7, 12)
    elif rest.startswith("Q"):
        first, last = _QUARTERS[int(rest[1])]
    else:
        start, _, end = rest.partition("/")
        first, last = int(start), int(end or start)
    if not 1 <= first <= last <= 12:
        return _whole(own)
    label = f"{own}-{rest}" if rest[0] in "HQ" else f"{own}-{first:02}/{own}-{last:02}"
    return Period(f"{own}-{first:02}-01", f"{own}-{last:02}-{calendar.monthrange(own, last)[1]:02}", label)


def _years(first: int, last: int) -> Period:
    return Period(f"{first}-01-01", f"{last}-12-31", f"{first}/{last}")


def _whole(year: int | None) -> Period:
    if year is None:
        return Period("", "", "undated")
    return Period(f"{year}-01-01", f"{year}-12-31", str(year))
