"""Titles that a place strives for: 创建国家卫生城市, 国家卫生城市创建."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import mention_of
from kg.language.spans import Span

_TITLE = (
    r"[“\"]?(?:国家|全国|国际|全省|省|自治区|全区|全市|市)级?[“\"]?[^，。；、：\s的和与为“”\"]{2,22}?"
    r"(?:(?<!县)城市|城区|县城|模范城|文明城|卫生城|园林城|森林城|名城|[县市区镇乡村](?:[（(][^）)]{1,6}[）)])?|村镇|街道|社区|单位|基地|园区|校园|示范点|景区|之乡|先导区|中心)[”\"]?"
)
_CREATING = re.compile(rf"(?:为|成)?(?P<title>{_TITLE})(?=[，。；、,;\s和与]|工作|活动|目标|任务|建设|为|并|等|$)")
_TITLE_BEFORE = re.compile(rf"(?P<title>{_TITLE})$")
_STRIVING = re.compile(r"创建|争创|申创")
_DONE = re.compile(r"(?:成功|顺利|已|荣获|获评|获|正式|圆满)$")


def striving_programs(document: Document) -> list[ProgramMention]:
    """Titles that are striven for, by one name however it is said: 创建国家卫生城市, 国家卫生城市创建."""
    text = document.text
    mentions = []
    for match in _STRIVING.finditer(text):
        if document.title_at(match.start()) is not None or document.quote_at(match.start()) is not None:
            continue
        if _DONE.search(text, max(0, match.start() - 2), match.start()) or text.startswith("成功", match.end()):
            continue
        before = _TITLE_BEFORE.search(text, max(0, match.start() - 32), match.start())
        named = before or _CREATING.match(text, match.end())
        if named is None:
            continue
        span = Span(named.start("title"), match.end()) if before else Span(match.start(), named.end("title"))
        title = re.sub(r"[“”\"\s]", "", named["title"])
        mentions.append(mention_of(document, span, "project", "striven-for", 0.7, f"{title}创建"))
    return mentions
