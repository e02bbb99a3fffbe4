"""Dates and periods as the genre writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.language.records import record
from kg.language.spans import Span

_DATE = re.compile(
    r"(?=[0-9])(?:(?:(?P<year>(?:19|20)\d{2}) ?年 ?)?(?:(?P<month>1[0-2]|0?[1-9]) ?月)"
    r"(?: ?(?P<day>[12]\d|3[01]|0?[1-9]) ?[日号])?|(?P<only>(?:19|20)\d{2}) ?年(?! ?\d))"
)

_SPELT_YEAR = re.compile(r"(?:一九|二[〇○Ｏ零OoО0])[〇○Ｏ零OoО0一二三四五六七八九]{2}(?=年|[—–－~至-])")
_DIGITS = str.maketrans("〇○Ｏ零OoО一二三四五六七八九", "0000000123456789")


def with_digit_years(text: str) -> str:
    """The text with its years in digits, at the same offsets: 二〇二一年 as 2021年."""
    return _SPELT_YEAR.sub(lambda match: match.group().translate(_DIGITS), text)


@record(frozen=True, slots=True)
class DateMention:
    """A date in the text; month and day are None where it does not say them, year where it is to be inferred."""

    span: Span
    year: int | None
    month: int | None
    day: int | None

    def iso(self, default_year: int | None) -> str | None:
        """The date as YYYY, YYYY-MM or YYYY-MM-DD, with `default_year` where no year is said; None without a year."""
        year = self.year or default_year
        if year is None:
            return None
        return "-".join([f"{year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])


def find_dates(text: str, begin: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Dates such as 2020年11月25日, 11月25日, 10月 and 2020年 in ``text[begin:end]``."""
    for match in _DATE.finditer(text, begin, len(text) if end is None else end):
        year = match["year"] or match["only"]
        month, day = match["month"], match["day"]
        yield DateMention(
            Span(*match.span()), int(year) if year else None, int(month) if month else None, int(day) if day else None
        )
