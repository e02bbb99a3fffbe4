"""Chinese and Arabic numerals as numbers."""

from __future__ import annotations

from decimal import Decimal

CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "壹": 1, "貳": 2, "叁": 3}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}


def parse_chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral (三百二十, 两万, 二〇二〇); None when `numeral` is not one.

    >>> parse_chinese("三百零五"), parse_chinese("两万"), parse_chinese("二〇二〇"), parse_chinese("十")
    (305, 20000, 2020, 10)
    """
    if not numeral:
        return None
    if all(c in CHINESE_DIGITS for c in numeral):
        return int("".join(str(CHINESE_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    digit_pending = False
    for c in numeral:
        if c in CHINESE_DIGITS:
            if digit_pending and digit:
                return None  # two digits side by side (二三十): an estimate, not a numeral
            digit, digit_pending = CHINESE_DIGITS[c], True
        elif c in _SMALL:
            section += (digit if digit_pending else 1) * _SMALL[c]
            digit, digit_pending = 0, False
        elif c in _LARGE:
            section += digit
            total = (total + section) * _LARGE[c] if c == "亿" else total + (section or 1) * _LARGE[c]
            section, digit, digit_pending = 0, 0, False
        else:
            return None
    return total + section + digit


def parse_digits(digits: str) -> Decimal:
    """The value of Arabic digits, full-width or not, with or without separators of thousands."""
    return Decimal(digits.replace(",", "").replace("，", "").replace("．", "."))  # it reads full-width digits itself


def plain_value(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent: 21000.0 → 21000, 28.30 → 28.3."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
