"""The names of programs: where they begin, what belongs before them and what does not."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.language.spans import Span
from kg.reports.model import Modality

MAX_STEM = 24
_LONGEST_QUOTE = 16

# the whole of what stands before an ending, when it says of no one thing
GENERIC_STEM = re.compile(
    r"^(?:[各这该此两三几]?(?:项|种|类|些|个)?|相关|有关|工作|各项|规章|管理|长效|配套|社会|基本|新|体制|体制机制|运行|工作运行|政策|重大|全面|深化|改革|各类|系列.*|专项|宣传|主题|学习|"
    r"文化|法律|公益|教育|普法|培训|走访|志愿服务|实践|监督|内部|一系列|常态化|地方|创新|综合|统一|信息|有效|具体|日常|依法行政|法治|制度|议事|决策|组织|领导|协调|联动|责任|考核|调研|执法|"
    r"行政执法|行政|检查|执法检查|服务|惩戒|激励|评价|预警|救助|经济|生产|生活|违法|犯罪|非法|交易|体育|文体|群众|群众性.*|市场|投资|经营|违规|融资|金融|国家|经济社会|领域|重大.{0,7}|重点.{0,7}|关键.{0,7}|"
    r"违法犯罪|国家重大|重要.*|促进|发展|经济体制|.*领域|一些.*|.*重大|主体|配套设施|基础设施配套|续建|改扩建|新建|专项整治|综合整治|集中整治|整治|专项|集中|攻坚|学习|清理|专项清理|相关管理|"
    r"管理|非法.*|.{0,4}犯罪|高质量发展|中央|市场经济|国家和?|长期|开放|对外开放|基础性|数字化|信息化|智能化|现代化|市场化|高能级|高层次|经营管理|多元投入|.*融资|.*电商|.*零售|.*交流|.*方面|[市省县区]级(?:重点)?|"
    r"结构性|体系|体制性|社会体系|产业|企业|城市|农村|乡村|生态|环境|科技|工业|农业|公共|设施|建设|整体|配套|标准|质量|效率|动力|能力|分类培育|应急|救援|处置|防控|提升|推进|深化|巩固|社会治安|治安|交通|系统|升级|技术|扩容|改善|产业发展|经济发展|发展体制|参与.*|机制|示范|落地|(?:限期|责令)?(?:停止|终止|暂停).*|进(?:机关|企业|校园|社区|村|农村|乡村|单位|学校|军营|市场|工地|万家).{0,4}|协作|衔接|共享|互认|"
    r"(?:群众|公众|居民)参与.*|(?:考核|评价|激励|约束|监督|管理|协调|联动|组织|领导|责任|评估|奖惩|保障|运行|投入|制约|沟通|协作|工作|服务|监测|预警|处置|应急|防控|防范|化解|决策|执行|反馈|通报|督查|督办|检查|追究|落实|推进|"
    r"配合|衔接|会商|研判|信息|宣传|培训|学习|共享|发展|示范|试点|创新){2,3})$"
)
# what stands before a name of any one of its sort: 各项…机制, 等…活动, 这一…平台
_INDEFINITE = re.compile(
    r"(?:各项?|各类|各种|若干|相关|有关|等|等各类|等一批|一系列|多项|多个|这一?|该|此|其|其他|任何|一些|此类|以上|上述)$"
)
_PLACE_LEAD = re.compile(
    r"(?:[一二三四]季度|[上下]半年|全[省市区县镇乡]|[省市区县镇](?!场|民|委|政|政府|街|域|级|长|校|块|城|会|立|属|直|际|道|区|村|值|容|外|内|中|乡|人|医)|本[市区县]|(?:首|第[一二三四五六七八九十\d]+|新一|一)批|首个|(?:20\d\d)?年(?:底|末)前?"
    r"|(?:村（(?:社区|居)）|乡镇（街道）|镇（街道）)?[两三四五]级)"
)
# verbs and counts before a name: 承办全国…大赛, 实行限时办结…机制, 67栋沿街楼体亮化改造工程
_LEADING_ACT = re.compile(
    r"(?:成功|共同|联合|坚决|全[国省市区县])?(?:打赢|打好|对标|主办|申办|承办|协办|搭建|推出|实行|申报|引入|培育|打造|举办|启动|建成|上线|开发(?!区)|研发|争取|获批|入选|创建|首创|创新打造|引进|参与|参加|受理|集成(?!电路)|加强|治理|使用|应用|成为|承担|组建|"
    r"建设(?!办|街|路|镇|乡|局|厅|银行|兵团|村|社区|工程|项目|用地|领域|系统|行业|单位))(?=[\u4e00-\u9fff\dA-Z“]{5})"
    r"|(?<=[实做办抓用施展化挥织建动])好(?=[\u4e00-\u9fff]{4})|(?:一体)?(?:参与|治理|建好|组织好|凭|用好|好|发展|迭代|推行|落实)(?=[“\"])|(?:办理|受理|接听|答复|处置|处理|承办|转办)(?=1\d{4})|备战|迎战|[\d.]+[万亿]元的?"
    r"|\d[\d.]*(?:余|多)?[万亿]?(?:平方米|平方公里|立方米|公里|公顷|千米|米|亩|吨|个|项|家|条|名|场次|场|座|栋|处|所|类|批|块|套|户|台|株|眼|宗|期(?!工程))"
    r"(?:以上)?(?=[\u4e00-\u9fff“]{3})|(?:个|项|家|条|批|块|处|所|座)(?=[“\"])|一(?=融资|站式平台)"
)
# 协调推进机制, 深化提升行动: words that names cannot contain but directly before an ending
_BEFORE_ENDING = re.compile(
    r"推进|提升|深化|落实|促进|推广|引导|巩固|拓展|强化|增强|改造|创建|运行|优化|升级|参与|提高|扩大|改进|创新|防范|发布|扶持|共建|走访|考察|派驻|"
    r"打击|督促|列席|表彰|履行|申报|遏制|发放|代表|承接"
)
_OF_YEARS = re.compile(r"[一二三四五六七八九十两]+年$|百日$")  # 创建|示范五年行动
_COUNTERS = "次个项家场期届批轮类种"
# what is done to a reform or a pilot is not in its name
_DONE_TO = ("改革", "试点", "项目")
_DOING = re.compile(
    r"推进|深化|落实|促进|推广|巩固|拓展|强化|引进|承接|组织|执行|申报|扶持|统筹|支持|参与|指导|引导|协调|发布|打击|督促|扩大|改进|培育"
)
_NOT_IN_STEM = re.compile(
    r"^某|作为|成为|把(?!关)|并(?![购网轨联])|入选|(?<![平高中初优均对同])等(?!级|候|值)|即(?![时办享申入])"
)
# 创新经营管理机制: a verb and what is no name by itself
_NOMINAL_LEAD = re.compile(
    r"^(?:编制|调整|报送|整合|优化|更新|升级|改造|统筹|创新|提升|协调|指导|支持|引导|参与|接受|运行|组织)"
)
_STRAIGHT = re.compile(r"[\"‘]([^\"‘’]*)[\"’]")
_COUNTED = re.compile(r"\d+(?:余|多)?[个项条家名场次]|[一二三四五六七八九十]+[个项]$|[”\"][两三四五六七八九十]+大$")
# 建立健全A、B和C机制: one mechanism of them all
_JOINED = re.compile(
    r"(?:建立|健全|完善|实施|推行|落实|打好|构建|探索|优化|用好|推进|启动|开展|承接|加快|完成|执行|坚持)+(?:了|好)?(?P<joined>[^，。；：“”\"的了\s□]{2,22}?)[和及与、]$"
)
_SPENT_ON = ("元建设", "元实施", "元新建", "元改造", "元开展", "元用于")
_WHOLE = re.compile(r"(?:程序|规则|办法|体系|流程|标准|清单|预案|规划|队伍)$")
# 开展|打击非法行医专项行动: verbs that names begin with, where another verb stands before them
_VERB_OF_NAME = frozenset(
    ("打击", "打击整治", "防范", "遏制", "提升", "促进", "激发", "畅通", "弘扬", "优化", "涉及", "关爱", "严厉打击")
)
_ORGANISING = frozenset(("开展", "实施", "组织", "启动", "部署", "推进"))


def mention_of(
    document: Document, span: Span, kind: str, rule: str, confidence: float, name: str = ""
) -> ProgramMention:
    """A mention of a program; its name is the text's own words unless another is said."""
    modality = document.report.sentences[document.sentence_at(span.begin)].modality
    modality = modality if modality != Modality.PROBLEM else Modality.UNDER_WAY
    name = name or with_curly_quotes(span.of(document.text))
    return ProgramMention(span, name, kind, modality.value, f"program/{rule}", confidence)


def with_curly_quotes(name: str) -> str:
    """A name without blanks and with “ ” for straight quotation marks, as the vocabulary has it."""
    name = "".join(name.split())
    return _STRAIGHT.sub(r"“\1”", name) if '"' in name or "‘" in name else name


def ending_kind(document: Document, name: str) -> str:
    """The kind of program that a name's ending betrays, or ""."""
    return document.words.program_endings.get(name[len(name) - ending_length(document, name) :], "")


def ending_length(document: Document, name: str) -> int:
    """How long the ending is that betrays a program, the longest one; 0 without any."""
    endings = document.words.program_endings
    return next((length for length in range(min(8, len(name)), 0, -1) if name[-length:] in endings), 0)


def name_begin(document: Document, at: int, longest: int = MAX_STEM) -> int | None:
    """Where the name begins that goes on at `at`: after the last word that names cannot contain; None without any."""
    text, masked, boundaries = document.text, document.masked, document.boundaries
    begin, named = at, 0  # how many characters of the stem are no boundary words
    while begin > 0 and at - begin < longest:
        character = masked[begin - 1]
        if character == "□" and (remark := document.remark_before(begin)) is not None:
            begin, named = remark.begin, named + 1
            continue
        if character in '”"':
            quote = document.quote_at(begin - 1)
            if quote is None or quote.end - quote.begin > _LONGEST_QUOTE:
                break
            begin, named = quote.begin, named + 2
            if masked[begin - 1 : begin] in ("”", '"', "和", "与", "及"):
                break  # “A”“B”行动, A和“B”行动: two of them
            continue
        if not ("\u4e00" <= character <= "\u9fff" or (character.isascii() and character.isalnum())) and not (
            character == "." and text[begin].isdigit()
        ):
            break
        if begin in boundaries:
            word = boundaries[begin]
            if not _may_contain(document, word, begin, at, named):
                break
            begin = word
            continue
        if masked[begin - 3 : begin] in _SPENT_ON:
            break  # 投资420万元建设|不停车超限检测系统
        begin -= 1
        named += 1
    cut = at - begin >= longest and begin not in boundaries and "\u4e00" <= masked[begin - 1 : begin] <= "\u9fff"
    return begin if named and not cut else None  # 制|造业…行动计划: no name begins within a word


def _may_contain(document: Document, word: int, end: int, at: int, named: int) -> bool:
    """Whether a boundary word may belong to the name that goes on from it to `at`."""
    text = document.text
    before = text[word - 1 : word]
    if text[word:end] in ("上", "下"):
        return not "\u4e00" <= before <= "\u9fff"  # 、下六甲灌区: no 在…下
    if not named and text.startswith(_DONE_TO, at) and _DOING.fullmatch(text, word, end):
        return False  # 办公室|推进|改革
    if not named and _BEFORE_ENDING.fullmatch(text, word, end):
        return True
    if end not in document.nominal:
        return False
    # 黑土地保护|联合|执法机制: what follows is no name by itself
    return named < 2 or before == "、" or bool(GENERIC_STEM.match(_OF_YEARS.sub("", text[end:at])))


def begin_with_verb(document: Document, begin: int) -> int:
    """Where a name begins whose verb stands right before `begin`: 开展|打击非法行医专项行动."""
    boundaries, text = document.boundaries, document.text
    verb = begin
    while verb in boundaries and text[boundaries[verb] : begin] in _VERB_OF_NAME:
        verb = boundaries[verb]
    before = boundaries.get(verb)
    doing = text[verb - 1 : verb] == "、" if before is None else text[before:verb] in _ORGANISING
    return verb if doing else begin


def without_lead(text: str, begin: int, end: int) -> int:
    """The begin of a name in ``text[begin:end]`` without the level, verb or count before it."""
    if text[begin - 1 : begin] == " " and text[begin - 2 : begin - 1].isdigit() and text[begin] in _COUNTERS:
        begin += 1  # 12 次|知识考试, 第 33 个|全国土地日
    for _ in range(3):
        lead = _PLACE_LEAD.match(text, begin, end) or _LEADING_ACT.match(text, begin, end)
        if lead is None or not lead.group():
            return begin
        begin = lead.end()
    return begin


def is_one_of_many(document: Document, begin: int) -> bool:
    """Whether the words before a name say that any such thing is meant: 等…活动."""
    return bool(_INDEFINITE.search(document.text, max(0, begin - 6), begin))


def is_generic(stem: str) -> bool:
    """Whether what stands before a program's ending names no one thing."""
    rest = _NOMINAL_LEAD.sub("", stem)
    return len(stem) < 2 or bool(
        GENERIC_STEM.match(stem)
        or (rest != stem and GENERIC_STEM.match(rest))
        or _COUNTED.search(stem)
        or _NOT_IN_STEM.search(stem)
    )


def joined_begin(document: Document, begin: int, marks: str = "、和及与") -> int:
    """Where a name begins whose last part only begins at `begin`: 守信联合激励和|失信联合惩戒机制.

    `marks` are the words that may join its parts.
    """
    text = document.text
    if text[begin - 1 : begin] not in marks:
        return begin
    clause = document.clauses[document.clause_at(begin)].span.begin
    before = _JOINED.search(text, max(clause, begin - 30), begin)
    if before is None:
        return begin
    parts = re.split("[、和及与]", before["joined"])
    if any(not 2 <= len(part) <= 12 or ending_kind(document, part) or _WHOLE.search(part) for part in parts):
        return begin
    return before.start("joined")
