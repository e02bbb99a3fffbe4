"""Programs: known by name, quoted with a word that says what they are, or ending as programs' names do."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import BodyMention, ProgramMention
from kg.language.spans import Cover, Span
from kg.reports.model import Modality
from kg.vocabulary.lexicon import longest

_AFTER_QUOTE = re.compile(
    r"(?!入选|获|被|列入|落地|案)(?:[^的了和在及与等获被、，,。；;：\W]{0,8}?)(?P<kind>专项清理|清理|专项整治行动|专项整治|专项行动|专项斗争|专项治理|攻坚行动|攻坚战|行动|改革|试点|机制|制度|责任制|平台|系统|"
    r"数字应用|模式|工程|活动|竞赛|考试|服务|热线|窗口|战略|普法|监督机制|监管|教育|检查|整治|计划|讲堂|工作法|品牌|体系|网上考试|(?<=[”\"’])建设|项目|应用|课堂|直播间|大赛|评选|认定|小额信贷)(?!布局|思想|要求|目标)"
)
# “3+N”|杭州产业基金集群管理体系: a long head, where only one of these words may end it
_LONG_HEAD = re.compile(
    r"[^的了和在及与等获被、，,。；;：“”\"《\W]{3,16}?(?P<kind>体系|平台|机制|制度|模式|行动|工程|活动|改革|品牌)(?![者家化员度型])"
)
# “龙江法援”服务|品牌: the last word says what it is
_LAST_WORD = re.compile(r"品牌|平台|机制|制度|模式|活动|体系|行动|工程|改革|试点")
_QUOTE_KINDS = {
    "专项整治行动": "campaign",
    "专项整治": "campaign",
    "专项行动": "campaign",
    "专项斗争": "campaign",
    "专项治理": "campaign",
    "专项清理": "campaign",
    "清理": "campaign",
    "攻坚行动": "campaign",
    "攻坚战": "campaign",
    "行动": "campaign",
    "整治": "campaign",
    "检查": "campaign",
    "普法": "campaign",
    "改革": "reform",
    "试点": "pilot",
    "机制": "system",
    "监督机制": "system",
    "制度": "system",
    "责任制": "system",
    "监管": "system",
    "体系": "system",
    "模式": "service",
    "平台": "platform",
    "系统": "platform",
    "数字应用": "platform",
    "工程": "project",
    "战略": "project",
    "计划": "project",
    "品牌": "project",
    "活动": "activity",
    "竞赛": "activity",
    "考试": "activity",
    "网上考试": "activity",
    "教育": "activity",
    "讲堂": "activity",
    "服务": "service",
    "热线": "service",
    "窗口": "service",
    "工作法": "system",
    "建设": "project",
    "项目": "project",
    "应用": "platform",
    "课堂": "activity",
    "直播间": "platform",
    "大赛": "activity",
    "评选": "activity",
    "认定": "activity",
    "小额信贷": "service",
}
_ORGANISING = re.compile(
    r"(?:开展|实施|推进|推行|深化|落实|建立|健全|完善|打造|启动|建成|运用|依托|推广|创新|上线|开通|实现|举办|组织|优化|全面实行|实行|落地|迭代|做到|部署|做好|抓好|探索|设立|用好|践行|"
    r"夯实)(?:了|好|省|市|全国|全省|全市|新一轮|[三两四五]个|全面)?$"
)
_FOLLOWED_BY_ACTION = re.compile(
    r"^(?:全面|持续|稳步|扎实|深入|顺利|有序|加快)?(?:落实|推进|开展|实施|铺开|推广|运行|上线|落地|迭代|实现|得到)"
)
_GENERIC_STEM = re.compile(
    r"^(?:[各这该此两三几]?(?:项|种|类|些|个)?|相关|有关|工作|各项|规章|管理|长效|配套|社会|基本|新|体制|体制机制|运行|工作运行|政策|重大|全面|深化|改革|各类|系列|专项|宣传|主题|学习|"
    r"文化|法律|公益|教育|普法|培训|走访|志愿服务|实践|监督|内部|一系列|常态化|地方|创新|综合|统一|信息|有效|具体|日常|依法行政|法治|制度|议事|决策|组织|领导|协调|联动|责任|考核|调研|执法|"
    r"行政执法|行政|检查|执法检查|服务|惩戒|激励|评价|预警|救助|经济|生产|生活|违法|犯罪|非法|交易|体育|文体|群众|市场|投资|经营|违规|融资|金融|国家|经济社会|领域|重大.*|重点.*|关键.*|"
    r"违法犯罪|国家重大|重要.*|促进|发展|经济体制|.*领域|一些.*|.*重大|主体|配套设施|基础设施配套|续建|改扩建|新建|专项整治|综合整治|集中整治|整治|专项|集中|攻坚|学习|清理|专项清理|相关管理|"
    r"管理|非法.*|.*犯罪|中央|市场经济|国家和?)$"
)
_LEADING_VERB = re.compile(r"^(?:将|把|对|以|并|及|和|与|在|到|为|等)+")
# verbs and counts before a name: 承办全国…大赛, 实行限时办结…机制, 67栋沿街楼体亮化改造工程
_LEADING_ACT = re.compile(
    r"(?:承办|推出|实行|申报|成功引入|引入|培育|打造|举办|启动|建成|上线|开发|研发|争取|获批|入选|创建|首创|创新打造|引进)(?=[\u4e00-\u9fff]{5})"
    r"|\d+(?:余|多)?(?:个|项|家|条|名|场次|座|栋|处|所|类|批)(?=[\u4e00-\u9fff]{4})|(?:个|项|家|条|批)(?=[“\"])"
)
# projects of a sort, not one of them
_ANY_PROJECT = re.compile(
    r"^(?:重大|重点|各|投资|建设|外资|招商|政府|财政|省级|市级|国家级|部分|新|在建|一批|年度|亿元|上级)|(?:投资|建设|重大|重点|审批|民生|实事|产业|科研|合作|评审|审计|管理|服务|工程|招商引资|储备|类|以上|等|的|企业|影响|新签约|园区|互认|区域内.*|示范|入驻.*|资金)$|占|\d"
)
_NOT_IN_STEM = re.compile(r"作为|成为|把|并|入选|等(?!级|候|值)")
_SEPARATORS = re.compile(r"[、，,；]")
_MAX_STEM = 18
# 改革开放, 制度体系, 平台建设者: the ending goes on to another word
_NOT_AFTER_ENDING = re.compile(
    r"[者家化员度型]|行动|整治|斗争|试点|平台|开放|体系|规范|创新|举措|方案|任务|发展|机制|方式|内容|效能|经济|布局|部署|地位|定位|目标|性"
)
_COUNTED = re.compile(r"\d+(?:余|多)?[个项家条名场次]|[一二三四五六七八九十]+[个项]$")


# 国企改革|三年行动: a known program's own campaign
_GOES_ON_AS = re.compile(
    r"(?:[一二三四五两\d]年|深化|提升|巩固|攻坚|集中|专项|重点|示范|创新|百日|质效|质量|扩面|增效|强化|治理|服务|宣传|冬季|夏季|春季|秋季){1,4}"
    r"(?:行动计划|行动方案|行动|攻坚战|攻坚|计划|工程|试点)(?!方案|》)"
)


def find_programs(document: Document, bodies: list[BodyMention]) -> list[ProgramMention]:
    """Every mention of a program, left to right, without overlaps."""
    found = [*_known(document), *_quoted(document), *_by_ending(document), *_listed(document)]
    cover, in_bodies = Cover(len(document.text)), Cover(len(document.text))
    for body in bodies:
        in_bodies.take(body.span)
    kept: list[ProgramMention] = []
    for mention in sorted(found, key=lambda m: (-(m.span.end - m.span.begin), -m.confidence, m.span.begin)):
        if document.title_at(mention.span.begin) is not None or in_bodies.has(mention.span):
            continue
        if cover.take(mention.span):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _modality(document: Document, at: int) -> str:
    modality = document.report.sentences[document.sentence_at(at)].modality
    return (modality if modality != Modality.PROBLEM else Modality.UNDER_WAY).value


def _known(document: Document) -> list[ProgramMention]:
    scheme = document.words.vocabulary.scheme("program")
    mentions = []
    for hit in longest(document.hits.get("program", [])):
        concept = scheme[hit.value[0]]
        kind = (concept.first("programKind") or "program-kind/system").split("/")[-1]
        longer = _GOES_ON_AS.match(document.text, hit.end)
        span = Span(hit.begin, longer.end() if longer else hit.end)
        if longer:
            kind = _ending_kind(document, longer.group()) or kind
        name = span.of(document.text)
        mentions.append(ProgramMention(span, name, kind, _modality(document, hit.begin), "program/known", 0.85))
    return mentions


def _quoted(document: Document) -> list[ProgramMention]:
    text = document.text
    slogans = document.words.slogans
    mentions = []
    for quote in document.quoted:
        if document.title_at(quote.begin) is not None:
            continue
        inner = text[quote.begin + 1 : quote.end - 1]
        plain = inner.strip("“”‘’\"'")
        if not 2 <= len(plain) <= 26:
            continue
        following = _AFTER_QUOTE.match(text, quote.end) or (
            _LONG_HEAD.match(text, quote.end)
            if _ORGANISING.search(text, max(0, quote.begin - 12), quote.begin)
            else None
        )
        if following is None and not re.search(r"[\u4e00-\u9fff]|\+", plain):
            continue
        before = text[max(0, quote.begin - 12) : quote.begin]
        end = following.end() if following and "\n" not in following.group() else quote.end
        kind = _QUOTE_KINDS[following["kind"]] if following else _ending_kind(document, plain)
        longer = _LAST_WORD.match(text, end) if following else None
        if longer:
            end, kind = longer.end(), _QUOTE_KINDS[longer.group()]
        if plain in slogans and (following is None or _QUOTE_KINDS[following["kind"]] in ("project", "service")):
            continue
        if following is None:
            if re.fullmatch(r"[一二三四五六七八九十]+五", plain) or len(_SEPARATORS.findall(plain)) > 1:
                continue
            if not kind and not (
                _ORGANISING.search(before) or _FOLLOWED_BY_ACTION.match(text[quote.end : quote.end + 8])
            ):
                continue
            if _is_honour_context(before):
                continue
        begin = _modifier_begin(document, quote.begin) if following or kind else quote.begin
        lead = _LEADING_ACT.match(text, begin, quote.end)
        if lead:
            begin = lead.end()
        if text[begin : quote.begin] in ("发展", "建设", "学习", "宣传", "创建"):
            begin = quote.begin  # a verb here, a noun elsewhere
        confidence = 0.85 if following else 0.7
        mentions.append(
            ProgramMention(
                Span(begin, end),
                re.sub(r"\s+", "", text[begin:end]),
                kind or "service",
                _modality(document, quote.begin),
                "program/quoted" if following else "program/quoted-alone",
                confidence,
            )
        )
    return mentions


def _is_honour_context(before: str) -> bool:
    return bool(
        re.search(r"(?:获评|荣获|获得|[评名定彰扬列]为|授予|入选|入围|荣膺|捧回|称号|成功创建|获|、)$", before)
    ) and bool(re.search(r"获|[评名定彰扬列]为|授予|入选|入围|荣膺|捧回", before))


def _ending_kind(document: Document, name: str) -> str:
    for length in range(min(8, len(name)), 0, -1):
        kind = document.words.program_endings.get(name[-length:])
        if kind is not None:
            return kind
    return ""


def _modifier_begin(document: Document, begin: int) -> int:
    """The begin of the words before a quotation that belong to the name: 行政执法“三项制度”."""
    text, boundaries = document.text, document.boundaries
    at = begin
    while at > 0 and begin - at < 13 and "\u4e00" <= text[at - 1] <= "\u9fff" and at not in boundaries:
        at -= 1
    return at if (begin - at <= 12 and at in boundaries) or not "\u4e00" <= text[at - 1] <= "\u9fff" else begin


def _by_ending(document: Document) -> list[ProgramMention]:
    text, masked = document.text, document.masked
    boundaries = document.boundaries
    slogans = document.words.slogans
    mentions = []
    for hit in document.hits.get("program-ending", []):
        kind, ending = hit.value
        following = text[hit.end : hit.end + 2]
        if (_NOT_AFTER_ENDING.match(following) and not (following == "任务" and len(ending) > 2)) or document.quote_at(
            hit.begin
        ) is not None:
            continue
        begin, named = hit.begin, 0  # how many characters of the stem are no boundary words
        while begin > 0 and hit.begin - begin < _MAX_STEM:
            character = masked[begin - 1]
            if character == "□" and (remark := document.remark_before(begin)) is not None:
                begin, named = remark.begin, named + 1
                continue
            if character in '”"':
                quote = document.quote_at(begin - 1)
                if quote is None or quote.end - quote.begin > 16:
                    break
                begin, named = quote.begin, named + 2
                continue
            if (
                not ("\u4e00" <= character <= "\u9fff" or (character.isascii() and character.isalnum()))
                or (
                    begin in boundaries
                    and (
                        begin not in document.nominal
                        # 黑土地保护|联合|执法机制: what follows is no name by itself
                        or (named >= 2 and not _GENERIC_STEM.match(text[begin : hit.begin]))
                    )
                )
            ):
                break
            if begin in boundaries:
                begin = boundaries[begin]
                continue
            begin -= 1
            named += 1
        if not named:
            continue
        stem = text[begin : hit.begin]
        lead = re.match(r"(?:全[省市区县镇乡]|[省市区县](?!场|民|委|政|政府|域|级|长|校|块)|本[市区县])", stem)
        if lead:
            begin += lead.end()
            stem = stem[lead.end() :]
        if stem[:1] in '“"' and stem.strip('“”"') in slogans:
            continue
        lead = _LEADING_ACT.match(stem)
        if lead:
            begin += lead.end()
            stem = stem[lead.end() :]
        if len(stem) < 2 or _GENERIC_STEM.match(stem) or _COUNTED.search(stem) or _NOT_IN_STEM.search(stem):
            continue
        if ending.endswith("系统") and (stem + ending[:-2]).endswith(document.words.department_stems):
            continue  # 市场监管系统: the people of a field
        if ending == "项目" and (len(stem) < 6 or _ANY_PROJECT.search(stem)):
            continue
        weak = ending in ("项目", "机制", "制度", "活动", "平台", "改革", "行动", "工程")
        if weak and (len(stem) < (2 if ending == "改革" else 3) or len(stem) > 16):
            continue
        mentions.append(
            ProgramMention(
                Span(begin, hit.end),
                re.sub(r"\s+", "", text[begin : hit.end]),
                kind,
                _modality(document, begin),
                "program/ending",
                0.7 if weak else 0.8,
            )
        )
    return mentions


_LIST_END = re.compile(
    r"等(?:系列|主题|各类|各种|特色|普法|宣传|形式多样的)*(?P<kind>活动|行动|专项行动|专项整治|工程|制度|机制|改革)"
)
_LIST_KINDS = {
    "活动": "activity",
    "行动": "campaign",
    "专项行动": "campaign",
    "专项整治": "campaign",
    "工程": "project",
    "制度": "system",
    "机制": "system",
    "改革": "reform",
}
_LIST_START = re.compile(
    r"(?:开展|举办|组织|推行|推进|落实|实施|建立|健全|完善|组织开展|深化|推动)(?:了)?(?=[\u4e00-\u9fff“\"□])"
)


def _listed(document: Document) -> list[ProgramMention]:
    """The items of a list that says at its end what they are: 开展A、B、C等活动."""
    text, bare = document.text, document.bare
    mentions = []
    for match in _LIST_END.finditer(bare):
        clause = document.clauses[document.clause_at(match.start())]
        if not clause.span.begin <= match.start() < clause.span.end:
            continue
        starts = list(_LIST_START.finditer(bare, clause.span.begin, match.start()))
        if not starts:
            continue
        begin = starts[0].end()
        items: list[Span] = []
        for separator in re.finditer(
            r"[、]|(?<=[\u4e00-\u9fff]{3})[和及](?=[\u4e00-\u9fff]{3})", bare[begin : match.start()]
        ):
            items.append(Span(items[-1].end + 1 if items else begin, begin + separator.start()))
        items.append(Span(items[-1].end + 1 if items else begin, match.start()))
        if len(items) < 2:
            continue
        for item in items:
            name = re.sub(r"\s+", "", item.of(text))
            if 3 <= len(name) <= 16 and not re.search(r"[的了，,]", name) and "□" not in item.of(document.masked):
                mentions.append(
                    ProgramMention(
                        item, name, _LIST_KINDS[match["kind"]], _modality(document, item.begin), "program/listed", 0.65
                    )
                )
    return mentions
