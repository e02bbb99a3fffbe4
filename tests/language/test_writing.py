"""Digits of full width and points that are full stops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.writing import commonly_written


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("完成任务.下一步继续努力.", "完成任务。下一步继续努力。"),
        ("合格率98.5%.全年立案37起.", "合格率98.5%。全年立案37起。"),
        ("印发《办法》.我局清理文件.\n二.规范执法.", "印发《办法》。我局清理文件。\n二.规范执法。"),
        ("(一).加强学习", "(一).加强学习"),
        ("２０２４年检查１２次，ＡＰＰ上线", "2024年检查12次，APP上线"),
        ("PM2.5浓度下降,见www.gov.cn网站", "PM2.5浓度下降,见www.gov.cn网站"),
    ],
)
def test_points_between_sentences_only(said: str, meant: str) -> None:
    assert commonly_written(said) == meant


@given(st.text(alphabet="一年完成12２Ａ.。,%)（）\n 局a", max_size=60))
def test_offsets_hold(text: str) -> None:
    stopped = commonly_written(text)
    assert len(stopped) == len(text)
    assert all(a == b or (a, b) in {(".", "。"), ("２", "2"), ("Ａ", "A")} for a, b in zip(text, stopped, strict=True))
    assert commonly_written(stopped) == stopped
