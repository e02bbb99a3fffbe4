"""Problems that the report admits and things that it says will be done, a clause each."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ClauseFact
from kg.language.spans import Span
from kg.reports.model import Modality

_PROBLEM = re.compile(
    r"不足|不够|不高|不强|不多|不深|不全|不大|不优|不实|不严|不准|不当|有待|薄弱|短板|差距|欠缺|缺乏|缺少|不到位|不平衡|不充分|不完善|不健全|不及时|不规范|不适应|不均衡|不明显|不理想|不一致|"
    r"不统一|不畅|不紧密|不匹配|不相适应|不协调|不对等|不对称|不扎实|不彻底|不严格|不能|"
    r"尚未|还未|未能|未完全|单一|偏弱|偏低|偏少|较弱|较低|较少|较大|较慢|较为薄弱|滞后|落后|困难|问题|难题|矛盾|压力|瓶颈|堵点|制约|隐患|需要?进一步|需加强|需提升|需提高|亟待|亟需|还需|仍需|"
    r"尚需|存在|弱化|缺位|流于形式|脱节|不愿|不敢|不会|参差不齐|老化|流失|紧缺|匮乏|形势严峻|任务艰巨|任重道远|下降|下滑|^(?:部分|个别|少数|一些|有的|有些)|仍以|仍停留|时有发生|不均|频发|多发|易发"
)
_INTRODUCTION = re.compile(
    r"^(?:对照|对标|总的?(?:来)?看|总体看|回顾|同时|当前|虽然|尽管|在肯定成绩的同时|在看到成绩的同时|我们?(?:也|还|要)?清醒(?:地)?(?:认识|看)到|但|与[^，]*相比|现将|此外|但是|"
    r"分析原因|究其原因|主要表现在?|主要是|具体表现|表现为|一年来|20\d{2}年[，,]?)"
)
_PREFIX = re.compile(
    r"^(?:(?:[一二三四五六七八九十]+(?:是|、)|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|第[一二三四五六七八九十]+[，,、]|首先|其次|再次|最后|主要是|主要有|主要表现在?|具体表现为?|"
    r"表现为|例如|比如|如|即|但|其中|同时|另外|此外|还存在以下问题|主要体现在)[：:，,\s]*)+"
)
_PLAN_PREFIX = re.compile(
    r"^(?:(?:下一步|下步|今后|接下来|新的一年(?:里)?|下一阶段|明年|来年|今年|20\d{2}年(?:度)?|[一二三四五六七八九十]+(?:是|、)|第[一二三四五六七八九十]+|"
    r"[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|同时|此外)[，,：:\s]*|"
    r"(?:我们?|我[省市区县镇乡局委厅办部院校]|全[省市区县镇乡局]|本[局委厅]|街道|镇|区|县|局|[\u4e00-\u9fff]{2,12}(?:局|委|厅|区|县|市|街道|镇|政府))?(?:将|要|"
    r"拟)(?!求)(?:继续|进一步)?(?=[\u4e00-\u9fff]{2}))"
)
_PLAN_INTRODUCTION = re.compile(
    r"^(?:特此报告|专此报告|以上报告|.{0,12}(?:以下(?:几个?)?(?:方面|工作|任务)|如下)|各位代表|同志们|围绕上述|针对(?:存在)?(?:的)?(?:上述|这些|以上)?(?:问题|不足)|为此|为实现|重点(?:做好|"
    r"抓好)以下|主要(?:预期)?目标(?:是|为|有)?$|总体(?:要求|思路)(?:是|为)?$|(?:对标|对照|按照)[^，]*要求$)"
)
# the sentence that only announces the problems that follow
_ADMISSION = re.compile(
    r".{0,20}(?:仍|还|也|依然|仍然|尚)?(?:有|存在).{0,8}(?:不足|困难|问题|短板|差距|薄弱环节)(?:和(?:不足|差距|困难))?"
)
# a clause of a planning section that describes instead of promising
_DESCRIPTION = re.compile(
    r"^(?:让我们|征程|号角|是|我国|这|那|也(?!要)|已|有的|有利|现在|提出上述|综合(?:考虑|分析)|兼顾|体现|考虑到?|形势|机遇|挑战|困难|世界|当前|虽然|尽管|只要|只有|一定|回顾|展望|各位|决不|必将|必定|"
    r"就一定|面对|面临|站在|立足|时代|历史|使命|奋斗|实践|事实|既要?|又要?|不仅|而且|因为|由于|正如|发展主要|主要预期|经济社会发展(?:的)?主要)"
)
_ANNOUNCEMENT = re.compile(r".{0,12}(?:问题|不足|困难)(?:主要)?(?:有|是|如下|表现在?|体现在?)")
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()]{2,24}(?:局|委|委员会|厅|政府|办公室|街道|办事处|部)$|^20\d{2}年\d{1,2}月\d{1,2}日$"
)
_SPLIT = re.compile(r"[；;。！？!?\n]|[，](?!\d)|(?<!\d),|,(?!\d)|[：:]")
_SHORTEST = 4
_LONGEST_HEADING_WORD = 6  # 工作打算
_LONGEST = 90


def find_clauses(document: Document) -> list[ClauseFact]:
    """Problems and commitments, left to right."""
    facts: list[ClauseFact] = []
    for index, sentence in enumerate(document.report.sentences):
        if sentence.modality == Modality.PROBLEM:
            facts += _clauses(document, index, problem=True)
        elif sentence.modality == Modality.PLANNED:
            facts += _clauses(document, index, problem=False)
    return facts


def _clauses(document: Document, index: int, *, problem: bool) -> list[ClauseFact]:
    sentence = document.report.sentences[index]
    text, bare = document.text, document.bare
    begin, end = sentence.span
    pieces: list[Span] = []
    for match in _SPLIT.finditer(bare, begin, end):
        pieces.append(Span(begin, match.start()))
        begin = match.end()
    pieces.append(Span(begin, end))
    facts = []
    for piece in pieces:
        span = _trim(text, piece, problem)
        label = span.of(text)
        if not _SHORTEST <= len(label) <= _LONGEST:
            continue
        if (sentence.is_heading or (not problem and len(label) <= _LONGEST_HEADING_WORD)) and _is_bare_heading(label):
            continue
        if problem:
            if not _PROBLEM.search(label) or (_INTRODUCTION.match(label) and not re.search(r"差距|薄弱|不足", label)):
                continue
            if _ANNOUNCEMENT.fullmatch(label):
                continue
            if _ADMISSION.fullmatch(label) and text[piece.end : piece.end + 1] in ("：", ":"):
                continue
            if re.fullmatch(
                r".{0,16}(?:以下|一些|不少|一定|诸多|很多|许多)?.{0,4}(?:问题|不足|短板|困难|差距)(?:和不足|和困难|与不足)?",
                label,
            ) and re.search(r"以下|如下|一些|存在.{0,4}问题|还有不足", label):
                continue
            facts.append(ClauseFact(span, label, Modality.PROBLEM.value, "clause/problem", 0.85))
        else:
            if (
                _PLAN_INTRODUCTION.match(label)
                or _DESCRIPTION.match(label)
                or _SIGNATURE.search(label)
                or not re.search(r"[\u4e00-\u9fff]{3}", label)
            ):
                continue
            facts.append(ClauseFact(span, label, Modality.PLANNED.value, "clause/commitment", 0.85))
    return facts


def _is_bare_heading(label: str) -> bool:
    return (
        bool(
            re.search(
                r"(?:打算|计划|安排|思路|工作|措施|方向|要求|目标|建议|展望|情况|问题|重点|不足|原因|分析)$", label
            )
        )
        and len(label) <= 22
    )


def _trim(text: str, piece: Span, problem: bool) -> Span:
    begin, end = piece
    while begin < end and text[begin] in " \t\r\n\u3000、":
        begin += 1
    while end > begin and text[end - 1] in " \t\r\n\u3000、等":
        end -= 1
    prefix = _PREFIX if problem else _PLAN_PREFIX
    for _ in range(4):
        match = prefix.match(text[begin:end])
        if not match or not match.end():
            break
        begin += match.end()
    return Span(begin, max(begin, end))
