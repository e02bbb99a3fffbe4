"""Titles and quotations, closed well or badly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.language.brackets import find_quoted, find_titles, mask


def titles(text: str) -> list[tuple[str, int | None]]:
    return [(title.inner.of(text), title.parent) for title in find_titles(text)]


def test_titles_side_by_side() -> None:
    assert titles("印发《甲办法》《乙方案》") == [("甲办法", None), ("乙方案", None)]


def test_a_title_inside_a_title() -> None:
    assert titles("《关于贯彻《某条例》的意见》") == [("关于贯彻《某条例》的意见", None), ("某条例", 0)]
    assert titles("《关于印发〈某方案〉的通知》") == [("关于印发〈某方案〉的通知", None), ("某方案", 0)]
    assert titles("《关于印发<某方案>的通知》") == [("关于印发<某方案>的通知", None), ("某方案", 0)]


def test_a_title_that_is_never_closed_ends_at_punctuation() -> None:
    assert titles("出台《某镇议事规则，明确程序。") == [("某镇议事规则", None)]


def test_a_title_over_a_line_break() -> None:
    assert titles("印发《某县重大行政决策\n实施办法》。") == [("某县重大行政决策\n实施办法", None)]


def test_quotes_of_every_sort() -> None:
    text = '推行“甲模式”、"乙机制"和‘丙’。'
    assert [span.of(text) for span in find_quoted(text)] == ["“甲模式”", '"乙机制"', "‘丙’"]


def test_less_than_is_no_title() -> None:
    assert titles("误差<0.5") == []


@given(st.text("《》〈〉<>“”，。\n甲乙", max_size=60))
def test_titles_never_leave_the_text(text: str) -> None:
    for title in find_titles(text):
        assert 0 <= title.span.begin < title.span.end <= len(text)
        assert title.span.covers(title.inner)


@given(st.text("《》“”甲乙丙", max_size=40))
def test_masking_keeps_offsets(text: str) -> None:
    masked = mask(text, tuple(title.span for title in find_titles(text)) + find_quoted(text))
    assert len(masked) == len(text)
    assert all(a in ("□", b) for a, b in zip(masked, text, strict=True))
