"""Programs that are named in quotation marks, with or without a word that says what they are."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import begin_with_verb, ending_kind, mention_of, without_lead
from kg.language.spans import Span

# kinds that only the end of the quotation directly before them makes programs
_DIRECTLY_AFTER = {"建设": "project", "管理": "system"}
# “龙江法援”服务|品牌: the last word says what it is
_LAST_WORD = re.compile(
    r"(?:与[\u4e00-\u9fff]{2,4})?(?P<last>服务|计划|品牌|平台|机制|制度|模式|活动|体系|行动|工程|改革|试点)"
)
_MORE = re.compile(r"[\u4e00-\u9fff]{2,12}?(?P<last>专项行动|行动|活动|工程)(?!方案)")
_ORGANISING = re.compile(
    r"(?:开展|实施|推进|推行|深化|落实|建立|健全|完善|打造|启动|建成|运用|依托|推广|创新|上线|开通|实现|应用|举办|办好|办理|用足|推开|组织|优化|全面实行|实行|落地|迭代|做到|部署|做好|抓好|探索|设立|用好|践行|"
    r"夯实)(?:了|好|省|市|全国|全省|全市|新一轮|[三两四五]个|全面)?$"
)
_FOLLOWED_BY_ACTION = re.compile(
    r"^(?:全面|持续|稳步|扎实|深入|顺利|有序|加快)?(?:全?覆盖(?!面|率)|扩面|提质|提速|落实|推进|开展|实施|铺开|推广|运行|上线|落地|迭代|实现|得到)"
)
# “一横两纵”的主路网, “条块”结合, “两个15%”目标: a description, an aim, a thought
_DESCRIBES = re.compile(
    r"的(?!改革)|结合|目标|要求|理念|原则|问题|思路|方针|精神|美誉|佳绩|挂钩|格局|定位|双丰收|高质量|式"
)
_AIM = re.compile(r"双[下提上增减升达满]|[两三]个?\d|开门红|清零|[\d.]+%|[不零未]\w+|无(?![感证纸人讼废忧])\w+")
# 纠治“新形象工程”: what is fought is no program
_FOUGHT = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|依法|严厉|坚决|全面|深入|专项|着力|切实|有效|严肃|[并和及])(?:纠治|整治|反对|杜绝|严禁|防范|防止|破除|治理|打击|查处|解决)+$"
)
_HONOURED = re.compile(r"获|[评名定彰扬列]为|授予|入选|入围|荣膺|捧回")
_HONOURED_AT_END = re.compile(r"(?:获评|荣获|获得|[评名定彰扬列]为|授予|入选|入围|荣膺|捧回|称号|成功创建|获|、)$")
_SEPARATORS = re.compile(r"[、，,；]")
_TERM = re.compile(r"[一二三四五六七八九十]+五")  # “十四五”
_IN_NAME = re.compile(r"打击|清理|排查|提升|创建|推广|普及")
_WORK = re.compile(r"工作(?=(?:全面|持续|稳步|扎实|深入|顺利|有序|加快)?(?:启动|开展|推进|落实|实施|取得|成效))")
_VERB_AT_END = re.compile(r"(?:参与|建好|组织好|办好|凭|用好|擦亮|讲好|通过|实现|能|(?<!许)可|已)$")
# “下猛药”治理庸懒散拖: a verb here
_VERB_HERE = re.compile(
    r"(?!工作|行动|专项|成效|取得|任务|模式|体系|机制|项目|工程|攻坚|试点)[\u4e00-\u9fff]{2}(?<![和及与等的])"
)
# verbs right before a quotation, nouns elsewhere
_VERBS_HERE = ("发展", "建设", "学习", "宣传", "创建", "清理", "应用", "使用", "运用", "升级", "即", "凭")
_ALONE = "program/quoted-alone"
# “A”“B”计划: one plan; “A”“B”活动: two activities
_TOGETHER = frozenset(("计划", "整治", "治理", "清理", "专项整治", "专项治理", "专项清理"))
# “A”“B”三大行动: what is said of all of a list
_OF_ALL = re.compile(r"(?:等)?(?:[两三四五六七八九十]+[大项个]|系列|主题系列)")
_LIST_MARKS = ("、", "和", "及", "与", "以及")
_ITEM_END = re.compile(r"[，。；、,;\s和及与“\"]|$")
_SOMETHING_BUILT = re.compile(r"[\u4e00-\u9fff]{0,4}建设")
# 推行行政执法“码上监督”: verbs that a name with words before its quotation may follow
_DOING = re.compile(r"(?:开展|实施|推行|推动|推广|启动|建立|探索|实行|组织|落实|举办|试点)(?:了|好)?$")
# “A”“B”等制度创新: what is said of a list names its items
_NAMED_AFTER = re.compile(
    r"等(?:[\u4e00-\u9fff]{0,6}?)(?:制度|机制|改革|举措|模式|活动|行动|服务|工程|品牌|平台|项目|应用|专项(?:执法|整治|治理|检查|斗争))(?!的?[问难])"
)
_JOINT_WORK = re.compile(r"联合(?:治理|整治|执法|检查|惩戒|行动)")  # 超限超载联合治理“雷霆行动”
_OF_FIELD = re.compile(r"(?:系统|战线|条线|领域)$")
_TRIED = re.compile(r"(?:[省市区县旗镇乡村]|街道)试点$")
_COUNT = re.compile(r"[一二三四五六七八九十两几]+[个项大条]")  # 三个“一号工程”
_SHORTEST_BARE = 2
_MAX_NAME = 26
_MAX_MODIFIER = 12


def _kind(document: Document, word: str) -> str:
    """The kind of program that a word after a quotation says."""
    return document.words.kind_after_quotation.get(word) or _DIRECTLY_AFTER[word]


def quoted_programs(document: Document) -> list[ProgramMention]:
    """What is quoted and is a program by the words around it."""
    text, slogans = document.text, document.words.slogans
    mentions: list[ProgramMention] = []
    passed: list[Span] = []  # the quotations right before that were not accepted
    accepted = -1  # where the last one ended: “A”“B” are of one kind
    for quote in document.quoted:
        if document.title_at(quote.begin) is not None:
            continue
        plain = text[quote.begin + 1 : quote.end - 1].strip("“”‘’\"'")
        if not 2 <= len(plain) <= _MAX_NAME:
            continue
        following = _following(document, quote)
        if following is None:
            if not (_stands_alone(document, quote, plain) or _goes_on_list(document, quote, plain, accepted)):
                passed.append(quote)
                continue
            end, kind = quote.end, ending_kind(document, plain)
        else:
            end, kind = following.end(), _kind(document, following["kind"])
            bare = following["kind"] == "治理" and following.start("kind") == quote.end
            if bare and _VERB_HERE.match(text, end):
                continue
            if kind == "campaign" and len(_SEPARATORS.findall(plain)) > 2:
                continue
            if plain in slogans and kind in ("project", "service"):
                continue
            longer = _LAST_WORD.match(text, end)
            if longer:
                end, kind = longer.end(), _kind(document, longer["last"])
            more = _MORE.match(text, end)
            if more and not any(at in document.boundaries for at in range(end + 1, more.end())):
                end, kind = more.end(), _kind(document, more["last"])  # “X”服务|农民工公益行动
            if kind == "project" and _FOUGHT.search(text[max(0, quote.begin - 12) : quote.begin]):
                continue
        of_all = following is not None and _OF_ALL.match(text, quote.end)
        of_list = bool(of_all) or _NAMED_AFTER.match(text, quote.end) is not None
        earlier = _list_before(document, quote, passed, over_commas=of_list)
        if of_all and (earlier or (mentions and _is_next(text, mentions[-1].span.end, quote.begin))):
            end = quote.end  # “A”“B”“C”三大行动
        begin = _modifier_begin(document, quote.begin)
        begin = begin_with_verb(document, begin) if begin < quote.begin else begin
        rule, confidence = ("quoted", 0.85) if following else ("quoted-alone", 0.7)
        together = following is not None and following["kind"] in _TOGETHER and not of_all
        while together and mentions and mentions[-1].span.end == begin and mentions[-1].rule == _ALONE:
            begin = mentions.pop().span.begin  # “A”“B”计划
        if not together:
            mentions += (mention_of(document, one, kind or "service", "quoted-alone", 0.7) for one in earlier)
        accepted = end
        mentions.append(mention_of(document, Span(begin, end), kind or "service", rule, confidence))
        passed = []
    return mentions


def _is_next(text: str, end: int, begin: int) -> bool:
    """Whether what begins at `begin` is the next in a list after what ended at `end`."""
    return end <= begin <= end + 2 and text[end:begin] in ("", *_LIST_MARKS)


def _goes_on_list(document: Document, quote: Span, plain: str, accepted: int) -> bool:
    """Whether a quotation is one more of a list whose item before it is a program."""
    text = document.text
    if plain in document.words.slogans or _TERM.fullmatch(plain):
        return False
    if quote.begin == accepted:
        return True
    return (
        _is_next(text, accepted, _modifier_begin(document, quote.begin))
        and _ITEM_END.match(text, quote.end) is not None
        and not _AIM.match(plain)
        and len(plain) > 2
    )


def _list_head(document: Document, quote: Span) -> str:
    """What stands before the first quotation of the list that ends with `quote`."""
    begin = quote.begin
    for earlier in reversed([q for q in document.quoted if q.end <= quote.begin]):
        if not _is_next(document.text, earlier.end, begin):
            break
        begin = earlier.begin
    return document.text[max(0, begin - 12) : begin]


def _list_before(document: Document, quote: Span, passed: list[Span], over_commas: bool) -> list[Span]:
    """The quotations directly before one that is a program, which are of its kind: “A”“B”活动, “A”、“B”两项活动."""
    text, found = document.text, []
    at = quote.begin
    for earlier in reversed(passed):
        plain = text[earlier.begin + 1 : earlier.end - 1]
        if not (earlier.end == at or (over_commas and _is_next(text, earlier.end, at))):
            break
        if plain in document.words.slogans or _TERM.fullmatch(plain) or _AIM.match(plain):
            break
        found.append(earlier)
        at = earlier.begin
    return found


def _following(document: Document, quote: Span) -> re.Match[str] | None:
    """The words after a quotation that say what it is; no word that names cannot contain stands between."""
    match = document.words.after_quotation.match(document.text, quote.end)
    if match is None or "\n" in match.group():
        return None
    crossed = (at for at in range(quote.end + 1, match.start("kind") + 1) if at in document.boundaries)
    inside = _IN_NAME.match(document.text, quote.end)
    allowed = inside.end() if inside else quote.end
    return None if any(at > allowed and at not in document.nominal for at in crossed) else match


def _stands_alone(document: Document, quote: Span, plain: str) -> bool:
    """Whether a quotation is a program although no word after it says so."""
    text = document.text
    if not re.search(r"[\u4e00-\u9fff]|\+", plain) or _TERM.fullmatch(plain) or plain in document.words.slogans:
        return False
    if len(_SEPARATORS.findall(plain)) > 1 or _DESCRIBES.match(text, quote.end):
        return False
    if _AIM.match(plain) and not ending_kind(document, plain):
        return False
    before = text[max(0, quote.begin - 12) : quote.begin]
    if _HONOURED_AT_END.search(before) and _HONOURED.search(before):
        return False
    if ending_kind(document, plain):
        return not _FOUGHT.search(before)
    if before.endswith("做到") and _SEPARATORS.search(plain):
        return False
    begin = _modifier_begin(document, quote.begin)
    if begin < quote.begin - 1 and _ITEM_END.match(text, quote.end) and _DOING.search(text[max(0, begin - 6) : begin]):
        return True
    if _NAMED_AFTER.match(text, quote.end) and _ORGANISING.search(_list_head(document, quote)):
        return True
    if _WORK.match(text, quote.end) or (plain.startswith(("互联网+", "互联网＋")) and len(plain) > 4):
        return True
    bare = _ITEM_END.match(text, quote.end) or _SOMETHING_BUILT.match(text, quote.end)
    if len(plain) <= _SHORTEST_BARE and not bare:
        return False  # 实施“五小”产业奖补
    return bool(_ORGANISING.search(before) or _FOLLOWED_BY_ACTION.match(text[quote.end : quote.end + 8]))


def _modifier_begin(document: Document, quote: int) -> int:
    """The begin of the words before a quotation that belong to the name: 行政执法“三项制度”."""
    text, boundaries = document.text, document.boundaries
    begin = quote
    while begin > 0 and quote - begin <= _MAX_MODIFIER and "\u4e00" <= text[begin - 1] <= "\u9fff":
        if begin in boundaries and not _JOINT_WORK.match(text, begin - 2, quote):
            break
        begin -= 1
    if quote - begin > _MAX_MODIFIER and begin not in boundaries and "\u4e00" <= text[begin - 1] <= "\u9fff":
        return quote
    if (
        text[begin:quote] == "治理"
        or _COUNT.fullmatch(text, begin, quote)
        or _VERB_AT_END.search(text, begin, quote)
        or text[quote - 1] in "和与及"
    ):
        return quote
    if _OF_FIELD.search(text, begin, quote):  # 市场监管系统|“铁拳”行动
        return quote
    if _TRIED.search(text, begin, quote):  # 在甲区、乙区试点|“办税服务进社区”
        return quote
    if text[begin - 1 : begin].isdigit():  # 2022年|“质量月”, 1126项事项|“掌上可办”
        begin = begin + 1 if text[begin] in "年月日届次期" else quote
    begin = without_lead(text, begin, min(len(text), quote + 8))
    return quote if text[begin:quote] in _VERBS_HERE else begin
