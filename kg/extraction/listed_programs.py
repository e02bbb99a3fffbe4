"""Programs in a list that says at its end what they are: 开展A、B、C等活动, 加快A、B等项目建设."""

from __future__ import annotations

import re

from kg.extraction.document import Clause, Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import ending_kind, mention_of, without_lead
from kg.language.spans import Span

_KIND_OF = {
    "活动": "activity",
    "赛事": "activity",
    "行动": "campaign",
    "专项行动": "campaign",
    "专项整治": "campaign",
    "专项工作": "campaign",
    "工程": "project",
    "项目": "project",
    "制度": "system",
    "机制": "system",
    "改革": "reform",
}
# 安全生产、扬尘治理等专项整治: what stands before is what they are about
_OF_TOPICS = ("专项整治", "专项行动")
_LONGEST_WHOLE = 36
# 等一批重大基础设施项目: what stands between says of what sort they are
_LIST_END = re.compile(
    r"等(?!候|级|值)(?:(?:系列|主题|各类|各种|特色|普法|宣传|形式多样的)*(?P<act>活动|行动|专项行动|专项整治|专项工作|制度|机制|改革)"
    r"|(?:\d+[个项条处座]|[一两三四五六七八九十]+[大个项])?(?P<sort>[\u4e00-\u9fff]{0,10}?)(?P<thing>工程|项目|赛事)(?![库款师量部组])(?!(?:资金|谋划|储备))|"
    r"[\u4e00-\u9fff]{0,6}(?P<built>商业综合体|景区景点|重点工程|(?:市场|园区|设施|基地)建设))"
)
_NOT_A_SORT = re.compile(r"方面|领域|部门|单位|问题|企业|地区|的|工作|政策|资源|优势|因素|要素|措施|审批|环节|服务")
_LIST_START = re.compile(
    r"(?:组织开展|开展|举办|承办|组织|推行|推进|落实|实施|建立|健全|完善|深化|推动|加快|加大|启动|开工|建成|完成|确保|抓好|做好|新建|续建|争取|力争|谋划|建设|促成|引进|推出|打造|办好|储备|[\d.]+[万亿]元(?:开工建设|实施|建设|启动|用于)?)"
    r"(?:建设(?!办|街|路)|实施|推进|开工|好)?(?:了|好)?的?(?=[\u4e00-\u9fff“\"□\d])"
)
_SEPARATOR = re.compile(r"、|，(?=[\u4e00-\u9fff]{2,12}[、等])")
_LAST_SEPARATOR = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:以及|[和及与])(?=[\u4e00-\u9fff\d]{3})")
# …等项目开工: without a verb before it, a list is what a predicate speaks of
_PREDICATE = re.compile(
    r"(?:建设)?(?:全面|全部|主体|相继|正在|扎实|稳步|加快|有序|陆续|顺利|成功|基本|如期|进展|按期|均)*(?:开工|竣工|完工|投产|顺利|实施|推进|落地|启动|建成|签约|投入|投用|启用|建设|完成)"
)
_PARK = re.compile(r"[园区城谷港]$|基地$|中心$")
_NO_NAME = re.compile(
    r"[的了，,：]|^(?:\d|各|一批|部分|相关|重点|重大|其他|以及|保障(?!性)|改善|促进|大力)|具有|[局础导]性$|\d+[个项家条]$"
)
_SORTS = re.compile(
    r"(?:基础设施|配套设施|公共服务|社会事业|民生实事|工业|农业|交通|水利|能源|产业|教育|医疗|卫生|养老|文化|旅游|生态|环保|道路|供水|供热|供电|供气|排水|通讯|燃气|污水|垃圾|处理|绿化|亮化|美化|净化|照明|通信|"
    r"信息|电力|管网|停车场|桥梁|住宅|厂房|公厕|路灯|体育|科技|商贸|物流|金融|服务业|设施){1,3}"
)


def listed_programs(document: Document) -> list[ProgramMention]:
    """The items of every such list."""
    mentions = []
    for match in _LIST_END.finditer(document.bare):
        clause = document.clauses[document.clause_at(match.start())]
        if not clause.span.begin <= match.start() < clause.span.end:
            continue
        named = match["act"] or match["thing"] or "项目"
        kind = _KIND_OF[named]
        if match["sort"] and _NOT_A_SORT.search(match["sort"]):
            continue
        items = _items(document, clause, match.start(), match.end(), alone=kind == "project" and not match["act"])
        if match["act"] in _OF_TOPICS and items and not any(_is_named(document, item) for item in items):
            whole = Span(items[0].begin, match.end())
            if whole.end - whole.begin <= _LONGEST_WHOLE:
                mentions.append(mention_of(document, whole, kind, "listed-whole", 0.65))
            continue
        for item in items:
            if kind == "project" and not _is_thing(document, item):
                continue
            if match["built"] == "园区建设" and not _PARK.search(item.of(document.text)):
                continue  # 电子信息等园区建设: what is made there
            rule = "listed-thing" if match["thing"] or match["built"] else "listed"
            mentions.append(mention_of(document, item, kind, rule, 0.65))
    return mentions


def _is_named(document: Document, item: Span) -> bool:
    """Whether an item of a list of campaigns is one by its own name, and not only what they are about."""
    name = item.of(document.text)
    return name.startswith(("“", '"')) or bool(ending_kind(document, name))


def _items(document: Document, clause: Clause, end: int, after: int, alone: bool) -> list[Span]:
    """The items of the list that ends at `end`; a single one only if that may be."""
    text, bare = document.text, document.bare
    begin = _list_begin(document, clause, end, after)
    if begin is None:
        return []
    cuts = list(_SEPARATOR.finditer(bare, begin, end))
    last = cuts[-1].end() if cuts else begin
    cuts += list(_LAST_SEPARATOR.finditer(bare, last, end))[-1:]
    edges = [begin, *(edge for cut in cuts for edge in cut.span()), end]
    items = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    if len(items) < 2 and not alone:
        return []
    kept = []
    for item in items:
        item = Span(without_lead(text, item.begin, item.end), item.end)
        name = re.sub(r"\s+", "", item.of(text))
        if not 3 <= len(name) <= 26 or _NO_NAME.search(document.bare[item.begin : item.end]):
            continue
        if document.title_at(item.begin) is not None:
            continue
        kept.append(item)
    return kept


def _list_begin(document: Document, clause: Clause, end: int, after: int) -> int | None:
    """Where a list begins: after the last verb that such lists follow, which stands where a verb may."""
    bare, boundaries = document.bare, document.boundaries
    found = None
    for verb in _LIST_START.finditer(bare, clause.span.begin, end):
        at = verb.start()
        free = at == clause.span.begin or at in boundaries or not "\u4e00" <= bare[at - 1] <= "\u9fff"
        # A、新建B: a verb inside the list belongs to its item
        if free and bare[at - 1] != "、" and end - verb.end() >= 3:
            found = verb.end()
    if found is None:
        verb_anywhere = _LIST_START.search(bare, clause.span.begin, end)
        found = verb_anywhere.end() if verb_anywhere else None
    if found is None and _PREDICATE.match(bare, after):
        found = clause.span.begin
    return found


def _is_thing(document: Document, item: Span) -> bool:
    """Whether an item of a list of projects names one: not only a field of works."""
    name = item.of(document.text)
    if _SORTS.fullmatch(name) or name in document.words.built_things:
        return False
    return len(name) >= 4 or name[-1:] in "路桥街河线渠港站库" or bool(ending_kind(document, name))
