"""What is built and what is worked on: …博物馆建设, 东海写字楼完工, 城中村改造."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import is_generic, is_one_of_many, mention_of, name_begin, without_lead
from kg.language.spans import Span

# what is said of a thing that is being built; each alternative begins with one character, so that they are found fast
_SAID = re.compile(
    r"建设(?!办|用地|局|厅|银|规划|标准|单位|者|资金|工程|项目|领域|路|街|村)|建成运营|开工建设|开工|开建|竣工|完工|封顶|通车|投产|落成|动工|迁建|整体迁建|试运行|"
    r"投入使用|投入运营|投入运行|开诊|开园|开街|投用|启用|正式运营|累计完成投资|完成投资|完成核准|完成项目核准|完成招商|项目前期|前期|规划(?=[，。；])"
)
_USED = re.compile(r"投入|建成|开[诊园街]|投用|启用")
_MOVED = re.compile(r"整体迁建|迁建")
# between a thing and what is said of it; no more than a look at any other character
_MANNER = re.compile(
    r"(?=[一二三四主已将年全基顺成正即如按建\d于]|$)(?:于?\d{1,2}月(?:\d{1,2}日|底|初)?)?(?:(?P<phase>[一二三四]期)?(?:主体)?(?:已|将|年内|全面|基本|顺利|成功|正式|即将|如期|按期|主体|全部|建成)*)$"
)
# 城中村改造, 火化场搬迁新建: works on what is there
_WORKS = re.compile(r"(?:改造(?:提升|升级)?|扩建|改扩建|搬迁新建|迁址新建)(?!后|成|为|自|思想|工程|项目|升级)")
_WORKED_ON = re.compile(
    r"(?:区|村|房|厂|站|路|街|巷|道|网|河|渠|堤|库|厕|市场|校|医院|院|园|馆|楼|墙|建筑|场|站亭|设施|生产线|装备|城|桥|闸|灯|栈道|景观|所|屋|居|外立面|机组)"
    r"(?:提标|节能|升级|综合|扩容|维修|提升|亮化|适老化)?$"
)
_VAGUE = re.compile(
    r"^(?:新建|重点|大型|一批|各类|农村|社区|乡镇|城市|市区|城区|老旧|旧|新|大|小|多个|全部|基层|公共|骨干|主要|部分|中心|智慧|数字|标准化|高标准|现代化|[\d.]+.?)$"
)
_LONGEST_THING = 7


def built_programs(document: Document) -> list[ProgramMention]:
    """Things that are built or worked on, each with its name, by what is said of them."""
    mentions: list[ProgramMention] = []
    for match in _SAID.finditer(document.bare):
        _add_built(document, match, mentions)
    for match in _WORKS.finditer(document.bare):
        if _WORKED_ON.search(document.text, max(0, match.start() - 7), match.start()):
            begin = _begin(document, match.start(), least=3)
            if begin is not None:
                mentions.append(mention_of(document, Span(begin, match.end()), "project", "worked-on", 0.65))
    return mentions


def _add_built(document: Document, said: re.Match[str], mentions: list[ProgramMention]) -> None:
    """The thing of which something is said, and the ones before it in its list: 东海写字楼、国税局综合楼完工."""
    text = document.text
    manner = _MANNER.search(text, max(0, said.start() - 10), said.start())
    end = manner.start() if manner else said.start()
    rule = "built-and-used" if _USED.match(said.group()) else "built"
    confidence, begin = 0.65, _thing_begin(document, end)
    whole_end = manner.end("phase") if manner and manner["phase"] else end
    if end == said.start() and _MOVED.match(said.group()):
        whole_end = said.end()
    while begin is not None:
        mentions.append(mention_of(document, Span(begin, whole_end), "project", rule, confidence))
        if text[begin - 1 : begin] != "、":
            return
        whole_end, confidence = begin - 1, 0.6
        begin = _thing_begin(document, whole_end)


def _thing_begin(document: Document, end: int) -> int | None:
    """Where the name begins of a thing that is built, if one ends at `end`."""
    text, things = document.text, document.words.built_things
    length = next((n for n in range(_LONGEST_THING, 1, -1) if text[end - n : end] in things), 0)
    if not length:
        return None
    begin = _begin(document, end - length)
    if begin is None or (_VAGUE.match(text[begin : end - length]) and length < 5):
        return None
    return begin


def _begin(document: Document, at: int, least: int = 2) -> int | None:
    """Where a name begins that goes on at `at`, unless what stands before that is no name."""
    begin = name_begin(document, at)
    if begin is None or is_one_of_many(document, begin):
        return None
    begin = without_lead(document.text, begin, at)
    stem = document.text[begin:at]
    return None if len(stem) < least or is_generic(stem) or (least > 2 and _VAGUE.match(stem)) else begin
