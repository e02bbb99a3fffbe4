"""The quantity grammar: exact cases, and properties over generated numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.words import words_of
from kg.language.numerals import parse_chinese
from kg.language.quantities import Quantity
from kg.vocabulary.concepts import load_vocabulary

GRAMMAR = words_of(load_vocabulary()).quantities


def read(text: str) -> list[Quantity]:
    return list(GRAMMAR.find(text))


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("受理2.1万条", "21000", "条", "exact"),
        ("发放22万余份", "220000", "份", "more-than"),
        ("核减8043万元", "80430000", "元", "exact"),
        ("97%以上", "97", "%", "at-least"),
        ("两万余人次", "20000", "人次", "more-than"),
        ("不超过10分钟", "10", "分钟", "at-most"),
        ("约78.9万个", "789000", "个", "about"),
        ("1,852所", "1852", "所", "exact"),
        ("超过1.5万亿元", "1500000000000", "元", "more-than"),
        ("二十余场", "20", "场", "more-than"),
        ("提高5个百分点", "5", "个百分点", "exact"),
        ("近八成", "80", "%", "about"),
        ("百分之九十五以上", "0.95", "%", "at-least"),
        ("数十人", "10", "人", "more-than"),
        ("不低于95％", "95", "%", "at-least"),
        ("逾300家", "300", "家", "more-than"),
        ("控制在5%以内", "5", "%", "at-most"),
    ],
)
def test_one_quantity(text: str, value: str, unit: str, bound: str) -> None:
    found = read(text)
    assert len(found) == 1
    quantity = found[0]
    expected = Decimal(value) * 100 if text.startswith("百分之") else Decimal(value)
    assert quantity.value == expected
    assert (quantity.unit_text, quantity.bound) == (unit, bound)


def test_a_fraction_has_no_unit() -> None:
    (quantity,) = read("占三分之一")
    assert (quantity.value, quantity.unit) == (Decimal("0.3333"), "one")


def test_a_range_keeps_both_ends() -> None:
    (quantity,) = read("每季度5至10个")
    assert (quantity.value, quantity.high, quantity.bound) == (5, 10, "at-least")


@pytest.mark.parametrize("text", ["2020年", "1+8", "C919", "12345热线", "2021—2025年", "第X条", "每万人", "104国道"])
def test_numbers_that_are_no_quantities(text: str) -> None:
    assert read(text) == []


def test_an_ordinal_is_marked() -> None:
    (quantity,) = read("位居全省第3位")
    assert quantity.ordinal


@given(st.integers(1, 10**9), st.sampled_from(["件", "人次", "家", "元", "项"]), st.sampled_from(["", "万", "亿"]))
def test_any_number_is_read_back(number: int, unit: str, scale: str) -> None:
    (quantity,) = read(f"共{number}{scale}{unit}。")
    assert quantity.value == number * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert quantity.unit_text == unit


@given(st.decimals(0, 100, places=2), st.text("，。、的了共达为率", max_size=6))
def test_percentages_are_found_wherever_they_stand(value: Decimal, before: str) -> None:
    text = f"{before}{value}%，"
    (quantity,) = read(text)
    assert quantity.value == value
    assert quantity.span.of(text).endswith("%")


@given(st.text("0123456789.万亿余件%年月第至—,，。《》三百", max_size=40))
def test_spans_lie_inside_and_never_overlap(text: str) -> None:
    at = 0
    for quantity in read(text):
        assert (
            at <= quantity.span.begin <= quantity.number < quantity.span.end <= len(text) or quantity.bound != "exact"
        )
        at = quantity.number


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert parse_chinese(to_chinese(number)) == number


def to_chinese(number: int) -> str:
    digits, small = "零一二三四五六七八九", ["", "十", "百", "千"]

    def section(part: int) -> str:
        said, zero = "", False
        for power in (3, 2, 1, 0):
            digit = part // 10**power % 10
            if digit:
                said += ("零" if zero and said else "") + digits[digit] + small[power]
                zero = False
            else:
                zero = True
        return said

    if number == 0:
        return "零"
    high, low = divmod(number, 10_000)
    gap = "零" if high and low and low < 1000 else ""
    return (section(high) + "万" if high else "") + gap + section(low)
