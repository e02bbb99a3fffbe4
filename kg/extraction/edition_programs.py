"""Festivals, fairs and contests by their edition: 第六届岑溪石材展, 首届|民歌节."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import mention_of
from kg.language.spans import Span

_EDITION = re.compile(
    r"届(?P<name>[\u4e00-\u9fffA-Za-z“”·—]{2,20}?(?:节|展|展会|展览会|论坛|峰会|年会|赛))"
    r"(?=[，。；、,;\n和及与暨并等期系活开闭签吸成圆顺]|$)"
)
_WHICH = re.compile(r"第[一二三四五六七八九十百\d]{1,4}$|首$")
_LONGEST_WHICH = 5
_NO_GATHERING = re.compile(r"人大|政协|党代|委员会|代表大会|全会|全体会议")  # 第三届委员会, 第十四届人大


def edition_programs(document: Document) -> list[ProgramMention]:
    """Every such name, with its edition unless it is the first."""
    mentions = []
    for match in _EDITION.finditer(document.bare):
        which = _WHICH.search(document.bare, max(0, match.start() - _LONGEST_WHICH), match.start())
        if which is None or _NO_GATHERING.search(match["name"]):
            continue
        begin = match.start("name") if which.group() == "首" else which.start()
        mentions.append(mention_of(document, Span(begin, match.end()), "activity", "edition", 0.7))
    return mentions
