"""Festivals, fairs and contests by their edition: 第六届岑溪石材展, 首届|民歌节."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import mention_of
from kg.language.spans import Span

_EDITION = re.compile(
    r"(?:首届)?(?P<whole>(?:第[一二三四五六七八九十百\d]{1,4}届|(?<=首届))(?P<name>[\u4e00-\u9fffA-Za-z“”·—]{2,20}?(?:节|展|展会|展览会|论坛|峰会|年会|赛)))"
    r"(?=[，。；、,;\n和及与暨并等期系活开闭签吸成圆顺]|$)"
)
_NO_GATHERING = re.compile(r"人大|政协|党代|委员会|代表大会|全会|全体会议")  # 第三届委员会, 第十四届人大


def edition_programs(document: Document) -> list[ProgramMention]:
    """Every such name, with its edition unless it is the first."""
    return [
        mention_of(document, Span(*match.span("whole")), "activity", "edition", 0.7)
        for match in _EDITION.finditer(document.bare)
        if not _NO_GATHERING.search(match["name"])
    ]
