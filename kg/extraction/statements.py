"""Problems that the report admits and things that it says will be done, a clause each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.document import Document
from kg.extraction.model import ClauseFact
from kg.extraction.words import Words
from kg.language.spans import Span
from kg.reports.model import Modality, Sentence

# a comma that is none of a number's: 1,852所
_SPLIT = re.compile(r"[；;。！？!?\n：:，,](?:(?<![，,])|(?<!\d[，,])|(?!\d{3}(?!\d|年)))")
_SHORTEST = 4
_SHORTEST_PROBLEM = 3  # 人手紧
_LONGEST = 90
_LONGEST_HEADING_WORD = 6  # 工作打算

# The forms of predicates of a shortcoming, beside the words of `govv:word/shortcoming`. Adjectives that praise or blame
# by their subject must end the clause.
_WANTING = re.compile(
    r"不(?!断|仅|但|懈|忘|动摇|放松|低于|少于|超过|停步|止步|松劲|良|动产|少)[\u4e00-\u9fff]{1,4}(?:[、”\"]|$)|不(?:高|强|多|深|全|大|优|实|严|准|当)"
    r"|尚(?!可)|还[未有没]|未(?:能|完全|得到|形成|建立|真正|充分|达|有效|及时)|没有?(?:得到|形成|建立|真正|充分|完全|及时|有效|同步|到位|跟上|落实|做到)"
    r"|过于[\u4e00-\u9fff]{2}|(?:刚刚|才|刚)起步|起步较?晚|[过偏]高$|(?:占比|比重|依赖度?|年龄|压力|缺口|差距|差异|落差)[过偏较]大|[较偏过太稍](?:为|于)?(?:[弱低少小慢差窄浅散乱旧粗难重短薄]|传统|滞后|紧张|突出)"
    r"|[仅只](?:有|为|达|到位|配备|占|剩|余)*[0-9]|需(?:要)?(?:加强|提升|提高|完善|改进|强化)|[还仍]需|^(?:部分|个别|少数|一些|有的|有些)"
    r"|(?:支出|成本|债务|风险|负担|开支|赤字|违法行为|纠纷|诉求|案件|案件数量?|投诉|举报|信访|工作量)[^，]{0,6}(?:增长|增加|上升|攀升|扩大|加大|增多|高发)"
    r"|(?:[\u4e00-\u9fff]{2}(?:多|重|难|少|差|慢|弱|低|小|窄|浅|短|散|乱|旧|缺|浮|薄|紧)|(?:难度|成本|风险|比重|负担|波动|依赖度|门槛|强度)[大高]|突出)(?:[、”\"]|$)"
)
# … that say it of the one who reports only after the turn to them (但执法力量仍然薄弱)
_ADMITTED = re.compile(
    r"(?:^|[，,；;])(?:但是?|不过|然而|只是)[^，,。；;]{0,24}?(?:仍|尚|还|依然|依旧|有待)[^，,。；;]{0,24}?"
    r"(?:不[足够强高大优实全畅多]|薄弱|滞后|欠缺|短缺|缺乏|偏[低少弱慢小]|较[低少弱慢小]|有待|差距|短板|单一|参差不齐)"
)
_THEN_AHEAD = re.compile(r"[，,；;](?:下一?步|今后|接下来|下一阶段)")
_CONTRAST = re.compile(r"(?:但是?|不过|然而|只是)")
_PREFIX = re.compile(
    r"(?:(?:[一二三四五六七八九十]+(?:是|、)|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|\d+[.、．]|第[一二三四五六七八九十]+[，,、]|首先|其次|再次|最后|主要是|主要有|"
    r"且(?!不说|难)|主要(?:表|体)现在?|具体(?:表现为?|是)?|表现为|例如|比如|如(?!何|期|实)|即|但是?|不过|然而|只是|其中|同时|另外|此外|当前|目前|客观上|还存在以下问题)[：:，,\s]*)+"
)
# clauses of a section on problems that say why, against what, or in spite of what, and admit nothing themselves
_INTRODUCTION = re.compile(
    r"^(?:对照|对标|总的?(?:来)?看|总体看|回顾|虽然?(?![拟])|尽管|在(?:充分)?(?:肯定|看到|总结)[^，]{0,8}(?:成绩|成效)|我们?(?:也|还|要)?清醒(?:地)?(?:认识|看)到|现将|"
    r"一年来|20\d{2}年[，,]?|由于|因为|受[^，]{2,24}影响|随着|鉴于|与[^，]*相比$)"
)
_CAUSE = re.compile(
    r"究其原因|(?:产生|造成|导致|存在)?(?:上述|以上|这些)问题的?(?:主要)?原因|分析(?:其|产生)?原因|(?:主要|产生问题的|存在问题的)?原因(?:在于|是|有)"
)
# the sentence that only announces the problems that follow
_ADMISSION = re.compile(
    r".{0,24}(?:仍|还|也|依然|仍然|尚)?(?:有|存在|面临).{0,12}(?:不足|困难|问题|短板|差距|薄弱环节|挑战)(?:[和与、及](?:不足|差距|困难|问题|挑战))?"
)
_ANNOUNCEMENT = re.compile(r".{0,12}(?:问题|不足|困难|差距|短板)(?:主要)?(?:有|是|如下|表现在?|体现在?)")
_LACKS = r"(?:问题|不足|短板|困难|差距|挑战|薄弱环节)"
_SOME_PROBLEMS = re.compile(
    rf"(?=.*(?:以下|如下|一些|存在.{{0,4}}问题|还有不足|诸多|很多|许多|不少(?!短板))).{{0,24}}?{_LACKS}(?:[和与、及]{_LACKS})?"
)
# … before a colon, even where it says no more than that they are many
_BEFORE_COLON = re.compile(
    rf"(?!.*不[^足]{{1,3}}[的、]).{{0,24}}?{_LACKS}(?:[和与、及]{_LACKS})?(?:还|仍|依然|也)?(?:很|较为|比较|十分)?(?:突出|存在|不少|较多)?"
)
_NEXT_STOP = re.compile(r"[：:；;。]")
_POSITIVE = re.compile(r"成效|成绩|进展|取得|完成|提升|提高|增强|健全了|建立了|整改|下一?步|将|措施")
_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]+是|[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|\d+[.、．]|第[一二三四五六七八九十]+[，,、]|[一二三四五六七八九十]、)"
)

_AHEAD = re.compile(
    r"(?:下一?步|下一阶段|今后|接下来|新的一年|来年|明年|针对(?:以上|上述|这些|存在)|为此|对此)[，,]?(?:.{0,12}?(?:将|要|继续|持续|进一步|力争|努力|加强|我)|$)"
)
_PLAN_PREFIX = re.compile(
    r"(?:(?:下一步|下步|今后|接下来|新的一年(?:里)?|下一阶段|明年|来年|今年|20\d{2}年(?:度)?(?!一季度|上半年|下半年|[前底年])|[一二三四五六七八九十]+(?:是|要|、)|第[一二三四五六七八九十]+|"
    r"[（(][一二三四五六七八九十\d]+[）)]|[①-⑳]|\d+[.、．]|同时|此外)[，,：:\s]*|"
    r"(?:我们?|我[省市区县镇乡局委厅办部院校]|全[省市区县镇乡局]|本[局委厅]|街道|镇|区|县|局|[\u4e00-\u9fff]{2,12}(?:局|委|厅|部|署|区|县|市|街道|镇|政府))?(?:将(?![^，]*(?:打造成|打造为|作为|纳入|列入|列为|融入|转化为|结合起?来?$|建设成|建成|培育成|摆在|放在|贯穿|转变为))|要|"
    r"拟)(?!求)(?:继续|进一步)?(?=[\u4e00-\u9fff]{2}))"
)
# frames that announce what follows, or close the report
_PLAN_INTRODUCTION = re.compile(
    r"^(?:特此报告|专此报告|以上报告|.{0,16}(?:以下|下列|[一二三四五六七八九十两几]+(?:个)?(?:方面|项|大))(?:的|重点|主要|工作|任务|文章|举措|方面)*$|.{0,12}以下(?:几个?)?(?:方面|工作|任务)|.*如下$"
    r"|(?:认真|切实|努力|着力|逐步|妥善|尽快|高度重视|下大力气?|采取(?:有力|有效|切实)措施)+(?:加以|予以)(?:解决|改进|克服|重视|纠正)$"
    r"|以.促.$|高度重视$|各位代表|同志们|围绕(?:上述|以上|这一|这些)|针对(?:存在)?(?:的)?(?:上述|这些|以上)?(?:问题|不足)|为此$|为实现|重点(?:做好|抓好)以下"
    r"|(?:全[国省市区县]|今年|我[省市区县]|经济社会|发展|政府|工作|的|主要|预期|年度?|总体|奋斗|具体|“?十[一二三四五]+五”?(?:时期|期间)?|[、和与])*"
    r"(?:目标|任务|总体(?:要求|思路|目标)|指导思想|思路|要求|原则|安排|打算|重点|举措|措施)(?:是|为|有)?$|(?:对标|对照|按照)[^，]*要求$"
    r"|“?十[一二三四五]+五”?(?:时期|期间)$|当前和今后|(?:根据|在)[^，]*(?:部署|精神|要求|领导下|基础上|安排)$)"
)
# a clause of a planning section that describes instead of promising
_DESCRIPTION = re.compile(
    r"(?:让我们|征程|号角|是|我国|这|那|也(?!要)|已|有的|有利|现在|提出上述|综合(?:考虑|分析)|兼顾|体现|考虑到?|形势|机遇|挑战|困难|世界|当前|虽然|尽管|但|只要|只有|一定|回顾|展望|各位|决不|必将|必定|"
    r"就(?:一定)?|面对|面临|站在|立足|时代|历史|使命|奋斗|实践|事实|既要?|又要?|不仅|而且|因为|由于|正如|发展主要|主要预期|经济社会发展(?:的)?主要|我们(?:必须|深感|坚信|相信)|我[省市区县](?!将|要)|呼吁|过去)"
    r"|做好(?:今年|全年)?的?(?:政府|各项)?工作$|决不辜负"
)
_IDENTIFYING = re.compile(r"[^，、“”]{2,16}(?:仍然|就|不)?(?<!特别)(?<!主要)(?<!重点)(?<!尤其)(?<!凡)是(?!否)")
_DESCRIBING = re.compile(r"具有|没有改变|千头万绪|奠定了|了(?<![为除到]了)(?!解)")
_DESCRIBED = re.compile(
    r"(?:显著|明显|不断|持续|进一步|日益|逐步)(?:提升|增强|改善|提高|向好|显现|凸显|扩大|释放)$|(?:之年|一年|时期|阶段|机遇|关键)$|(?:任重道远|鼓舞人心|催人奋进|责任重大|意义深远|意义重大|使命光荣|艰巨|繁重)$"
)
# A paragraph that opens by weighing the situation promises nothing before it turns to 我们要
_WEIGHS = re.compile(
    r"综合(?:分析|研判|来看|判断)|从[^，,。；]{2,12}?(?:来)?看[，,]|(?:展望|纵观|审视|分析)[^，,。；]{0,16}(?:形势|局势|大势|发展)[，,]"
    r"|(?:当前|今年|明年|新的一年|20\d{2}年)[^。；]{0,24}(?:面临|迎来|处于)[^。；]{0,30}(?:机遇|挑战|形势|时期|阶段|环境|叠加)"
)
_RESOLVES = re.compile(r"必须|我们(?:将|要|一定)|(?:为此|因此|总之|对此)[，,]|(?:做好|抓好)[^，,。；]{0,12}工作")
# whether the people are content (满不满意), and a noun phrase with one 的, such as 善于担当的能力
_ASKS = re.compile(r"(?:^|[\u4e00-\u9fff]{2,10})(?P<verb>[\u4e00-\u9fff])不(?P=verb)[\u4e00-\u9fff]{0,4}$")
_NOUN_PHRASE = re.compile(r"[^，、的]{1,10}的[^，、的]{2,3}")
_SEIZES = re.compile(r"(?:抢抓|抓住|抓紧|把握|用好|用足|抢占)")
_LONGEST_DESCRIBED = 5  # 进一步提升
# … and whatever the sentence goes on with is no promise either
_PERORATION = re.compile(r"^(?:让我们|只要我们|我们坚信|我们相信|我们必须|尽管)")
# 各位代表，……！ is said to move, and so are pairs of four characters
_APPEAL = re.compile(r"(?:各位代表|同志们)[，,！!：:].*[！!]$", re.DOTALL)
_THREE_CHARACTERS = re.compile(r"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){3}")
_IDIOMS = re.compile(r"(?:要)?[\u4e00-\u9fff]{4}(?:、[\u4e00-\u9fff]{4})+$")
# a phrase of circumstance, which belongs to what is done under it
_FRAME = re.compile(
    r"^要?(?:(?:按照?|根据|依据|依照|本着|遵循|对照|对标)[^，]*(?:原则|要求|精神|部署|理念|思路|方针|目标|标准|指标|规划|方案|安排|计划|体系|清单)"
    r"|(?:紧紧)?(?:围绕|聚焦|锚定|紧扣|对标|对照|瞄准|立足|结合|依托|针对)(?!上述|以上|这|存在|[^，]*(?:推进|推动|开展|加强|实施|完善|健全|提升|优化|强化|落实|打造|构建|组织|建立|补|创建|争创|做好|抓好))[^，]*"
    r"|(?:力争)?到(?:\d{4}年底?|年底|[“\"]?十[一二三四]?五[”\"]?(?:末|时期末|期末))|在[^，]*(?:上|中|下|方面|同时|领域|过程|期间)"
    r"|以[^，]*(?:标准|要求|作风|姿态|状态|精神|干劲|担当|力度|步伐|决心|勇气|毅力)|为(?:了|进一步)?(?:提升|提高|实现|加强|解决|确保)[^，]*)$"
)
_LONGEST_FRAME = 30
# a number of what the clause before it named
_RESTATES = re.compile(
    r"^(?:同比|年均|较上年|比上年)?(?:增长|下降|提高|减少|增加)(?=约?\d)"
    r"|^(?:年内|全年|力争|确保|累计|分别|争取)*[\u4e00-\u9fff]{0,2}\d[\d.,]*[百千万亿余]*[\u4e00-\u9fff%％]{1,3}(?:以上|以内|左右)?$"
)
_GUIDING = re.compile(
    r"^(?:要)?(?:坚持)?以[^，]{2,40}为(?:[\u4e00-\u9fff]{0,4}(?:统领|目标|主线|契机|抓手|牵引|重点|核心|引领|遵循|导向|指引|指导|突破口|动力|支撑|基础|根本|先导|载体|中心|切入点|着力点|龙头|主攻方向|总抓手))$"
)
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()]{2,24}(?:局|委|委员会|厅|政府|办公室|街道|办事处|部)$|^20\d{2}年\d{1,2}月\d{1,2}日$"
)
_NO_PROMISE = re.compile("|".join(f.pattern for f in (_PLAN_INTRODUCTION, _DESCRIPTION, _SIGNATURE, _IDIOMS)))
_BARE_HEADING = re.compile(
    r"(?:打算|计划|安排|思路|工作|措施|方向|要求|目标|建议|展望|情况|问题|重点|不足|原因|分析|任务|取向|(?<!对)挑战)$|(?:的|和|与|及|主要|面临)(?:困难|短板|差距)$"
)
# 推进法治政府建设的主要安排
_OF_A_PLAN = re.compile(r"的(?:主要|总体|工作|重点|初步|基本)*(?:安排|打算|计划|思路|举措|考虑)$")
_LONGEST_BARE_HEADING = 26
_VERB_FIRST = re.compile(
    r"坚持|不断|[抓做推打守严]|加[强快大]|强化|深[入化]|提[升高]|优化|完[善成]|落实|切实|全[力面]|大力|着力|扎实|持续|进一步|努力|积极|认真|统筹|突出|巩固|开展|实施|健全|建[立设]|有[效序力]|破解|解决"
)


_PLANNED = Modality.PLANNED.value


def find_clauses(document: Document) -> list[ClauseFact]:
    """Problems and commitments, left to right."""
    facts: list[ClauseFact] = []
    weighing: int | None = None  # the paragraph that weighs the situation
    for sentence in document.report.sentences:
        if sentence.modality == Modality.PLANNED:
            pieces = _pieces(document.bare, *sentence.span)
            if weighing != sentence.paragraph and _WEIGHS.match(document.text, *sentence.span):
                weighing = sentence.paragraph
            if weighing == sentence.paragraph:
                resolved = _RESOLVES.search(document.text, *sentence.span)
                pieces = [piece for piece in pieces if resolved and piece.end > resolved.start()]
                weighing = None if resolved else weighing
            facts += _commitments(document, sentence, pieces)
        elif sentence.modality == Modality.PROBLEM:
            facts += _problem_sentence(document, sentence)
        elif not sentence.is_heading:
            facts += _aside(document, sentence)
    return facts


def _pieces(bare: str, begin: int, end: int) -> list[Span]:
    """The stretches between marks, outside titles, quotations and brackets."""
    pieces = []
    for match in _SPLIT.finditer(bare, begin, end):
        pieces.append(Span(begin, match.start()))
        begin = match.end()
    pieces.append(Span(begin, end))
    return pieces


def _problem_sentence(document: Document, sentence: Sentence) -> Iterator[ClauseFact]:
    """The problems of a sentence, and what it says after 下一步 will be done about them."""
    pieces = _pieces(document.bare, *sentence.span)
    turn = next((i for i, piece in enumerate(pieces) if i and _AHEAD.match(piece.of(document.text))), len(pieces))
    yield from _problems(document, sentence, pieces[:turn])
    yield from _commitments(document, sentence, pieces[turn:])


def _aside(document: Document, sentence: Sentence) -> Iterator[ClauseFact]:
    """What a sentence on work done admits after 但, or promises after 下一步."""
    text = document.text
    begin, end = sentence.span
    contrast = _CONTRAST.search(document.bare, begin, end)
    admitted = _ADMITTED.search(document.bare, begin, end) if contrast else None
    ahead = _THEN_AHEAD.search(text, begin, end)
    if admitted is None and ahead is None:
        return
    pieces = _pieces(document.bare, begin, end)
    turn = next((i for i, piece in enumerate(pieces) if i and _AHEAD.match(piece.of(text))), len(pieces))
    if admitted is not None:
        first = next(i for i, piece in enumerate(pieces) if piece.end > admitted.start() + 1)
        yield from _problems(document, sentence, pieces[first:turn])
    yield from _commitments(document, sentence, pieces[turn:])


def _problems(document: Document, sentence: Sentence, pieces: list[Span]) -> Iterator[ClauseFact]:
    text = document.text
    item: Span | None = None  # the first clause of an item of a list of problems that has not named one yet
    for position, piece in enumerate(pieces):
        span = _trim(text, piece, _PREFIX)
        label = span.of(text)
        begins = _ITEM.match(text, piece.begin, piece.end) or (
            position and text[pieces[position - 1].end] in "；;：:" and not _ITEM.match(text, *pieces[0])
        )
        if begins and item is not None:
            yield _problem(item, text)
            item = None
        if _CAUSE.match(label):
            break  # the rest of the sentence says why
        if begins:
            listed = sentence.is_heading or _POSITIVE.search(label) or not _SHORTEST_PROBLEM <= len(label) <= _LONGEST
            item = None if listed or _INTRODUCTION.match(label) else span
        if not _SHORTEST_PROBLEM <= len(label) <= _LONGEST or _admits_nothing(text, piece, label, sentence):
            item = None if begins else item
            continue
        if document.words.shortcoming.search(label) or _WANTING.search(label):
            item = None
            yield _problem(span, text)
    if item is not None:
        yield _problem(item, text)


def _problem(span: Span, text: str) -> ClauseFact:
    return ClauseFact(span, span.of(text), Modality.PROBLEM.value, "clause/problem", 0.85)


def _admits_nothing(text: str, piece: Span, label: str, sentence: Sentence) -> bool:
    """Whether a clause of a section on problems only introduces, explains, or announces."""
    if sentence.is_heading and _is_bare_heading(label):
        return True
    if _INTRODUCTION.match(label) and not re.search(r"差距|薄弱", label):
        return True
    ahead = _NEXT_STOP.search(text, piece.end, sentence.span.end)
    if ahead and ahead.group() in "：:" and (_ADMISSION.fullmatch(label) or _BEFORE_COLON.fullmatch(label)):
        return True
    return bool(_ANNOUNCEMENT.fullmatch(label) or _SOME_PROBLEMS.fullmatch(label))


def _commitments(document: Document, sentence: Sentence, pieces: list[Span]) -> list[ClauseFact]:
    text = document.text
    facts: list[ClauseFact] = []
    if _APPEAL.match(text, *sentence.span):
        return facts
    frame: Span | None = None  # the circumstance that the clause before this one gave
    spans = [_trim(text, piece, _PLAN_PREFIX) for piece in pieces]
    labels = [text[begin:end] for begin, end in spans]
    frames = [_is_frame(document.bare[begin:end]) for begin, end in spans]  # 对标《关于开展甲活动的意见》
    guiding = [_GUIDING.match(label) is not None for label in labels]
    for piece, span, label, is_frame, guides in zip(pieces, spans, labels, frames, guiding, strict=True):
        if _PERORATION.match(label):
            break
        if is_frame or (guides and guiding.count(True) == 1):
            frame = span
            continue
        if facts and facts[-1].span.end == piece.begin - 1 and _RESTATES.match(label):
            facts.append(_commitment(Span(facts.pop().span.begin, span.end), text))
        elif not guides and _promises(label, sentence, document.words):
            if frame is not None and frame.end == piece.begin - 1 and span.end - frame.begin <= _LONGEST:
                span = Span(frame.begin, span.end)
            facts.append(_commitment(span, text))
        frame = None
    return facts


def _commitment(span: Span, text: str) -> ClauseFact:
    return ClauseFact(span, span.of(text), _PLANNED, "clause/commitment", 0.85)


def _is_frame(label: str) -> bool:
    return len(label) <= _LONGEST_FRAME and _FRAME.match(label) is not None


def _asks_or_names(label: str, words: Words) -> bool:
    return bool(_ASKS.match(label) or (_NOUN_PHRASE.fullmatch(label) and words.virtue.search(label)))


def _promises(label: str, sentence: Sentence, words: Words) -> bool:
    """Whether a clause of a section on plans says that something will be done."""
    if not _SHORTEST <= len(label) <= _LONGEST or not _THREE_CHARACTERS.match(label):
        return False
    if (sentence.is_heading or len(label) <= _LONGEST_HEADING_WORD) and _is_bare_heading(label):
        return False
    return not (
        _NO_PROMISE.match(label)
        or ("是" in label and _IDENTIFYING.match(label))
        or _DESCRIBING.search(label)
        or (_DESCRIBED.search(label, max(0, len(label) - _LONGEST_DESCRIBED)) and not _SEIZES.match(label))
        or (not _VERB_FIRST.match(label) and _asks_or_names(label, words))
    )


def _is_bare_heading(label: str) -> bool:
    if len(label) > _LONGEST_BARE_HEADING or not _BARE_HEADING.search(label):
        return False
    return not _VERB_FIRST.match(label) or _OF_A_PLAN.search(label) is not None


def _trim(text: str, piece: Span, prefix: re.Pattern[str]) -> Span:
    begin, end = piece
    words = text[begin:end].lstrip(" \t\r\n\u3000、")
    begin = end - len(words)
    end = begin + len(words.rstrip(" \t\r\n\u3000、等"))
    for _ in range(4):
        match = prefix.match(text, begin, end)
        if not match or match.end() == begin:
            break
        begin = match.end()
    return Span(begin, max(begin, end))
