"""What is built, and the titles that a place strives for: …博物馆建设, 东海写字楼完工, 创建国家卫生城市."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import is_generic, is_one_of_many, mention_of, name_begin, without_lead
from kg.language.spans import Span

# what is said of a thing that is being built
_BUILT = re.compile(
    r"(?P<phase>[一二三四]期)?(?:主体)?(?:建设(?!办|用地|局|厅|银行|规划|标准|单位|者|银|资金|工程|项目|领域|路|街|村)"
    r"|(?:已|将|年内|全面|基本|顺利|成功|正式|即将|如期|按期|主体|全部|建成)*(?:开工建设|开工|竣工|完工|封顶|通车|投产|投入使用|投入运营|投入运行|建成运营|开诊|开园|开街|投用|启用|落成|开建|动工|(?P<moved>整体迁建|迁建)|试运行)"
    r"|(?:累计)?完成(?:项目)?(?:投资|核准|招商)|(?:项目)?前期(?:工作)?|正式运营|规划(?=[，。；]))"
)
_USED = ("投入使用", "投入运营", "投入运行", "建成运营", "开诊", "开园", "开街", "投用", "启用")
# 城中村改造, 火化场搬迁新建: works on what is there
_WORKS = re.compile(
    r"(?:(?:提标|节能|升级|综合|扩容|维修|提升|亮化|适老化|的综合)?改造(?:提升|升级)?|扩建|改扩建|搬迁新建|迁址新建)(?!后|成|为|自|思想|工程|项目|升级)"
)
_WORKED_ON = re.compile(
    r"(?:区|村|房|厂|站|路|街|巷|道|道路|公路|管网|电网|网|网站|小河|河|渠|堤|库|厕|市场|校|校舍|学校|医院|院|园|馆|楼|墙|建筑|场|站亭|设施|生产线|装备|街区|社区|城|桥|闸|灯|广场|栈道|景观|线路|所|屋|居|外立面|机组)$"
)
_VAGUE = re.compile(
    r"^(?:新建|重点|大型|一批|各类|农村|社区|乡镇|城市|市区|城区|老旧|旧|新|大|小|多个|全部|基层|公共|骨干|主要|部分|中心|智慧|数字|标准化|高标准|现代化|[\d.]+.?)$"
)
_TITLE = (
    r"[“\"]?(?:国家|全国|国际|全省|省|自治区|全区|全市|市)级?[“\"]?[^，。；、：\s的和与为“”\"]{2,22}?"
    r"(?:(?<!县)城市|城区|县城|模范城|文明城|卫生城|园林城|森林城|名城|[县市区镇乡村](?:[（(][^）)]{1,6}[）)])?|村镇|街道|社区|单位|基地|园区|校园|示范点|景区|之乡|先导区|中心)[”\"]?"
)
_CREATING = re.compile(rf"(?:为|成)?(?P<title>{_TITLE})(?=[，。；、,;\s和与]|工作|活动|目标|任务|建设|为|并|等|$)")
_TITLE_BEFORE = re.compile(rf"(?P<title>{_TITLE})$")
_STRIVING = re.compile(r"创建|争创|申创")
_DONE = re.compile(r"(?:成功|顺利|已|荣获|获评|获|正式|圆满)$")


def built_programs(document: Document) -> list[ProgramMention]:
    """Things that are built, each with its name, by what is said of them."""
    text, things = document.text, document.words.built_things
    mentions = []
    for match in _BUILT.finditer(document.bare):
        thing = next((thing for thing in things if text.endswith(thing, 0, match.start())), None)
        if thing is None:
            continue
        end = match.end("moved") if match["moved"] else match.end("phase") if match["phase"] else match.start()
        at = match.start() - len(thing)
        begin = name_begin(document, at)
        if begin is None or is_one_of_many(document, begin):
            continue
        begin = without_lead(text, begin, at)
        stem = text[begin:at]
        if is_generic(stem) or (_VAGUE.match(stem) and len(thing) < 5):
            continue
        rule = "built-and-used" if match.group().endswith(_USED) else "built"
        mentions.append(mention_of(document, Span(begin, end), "project", rule, 0.65))
        # 东海写字楼、国税局综合楼完工: the ones before it in the list
        while text[begin - 1] == "、" and (thing := next((t for t in things if text.endswith(t, 0, begin - 1)), "")):
            end, at = begin - 1, begin - 1 - len(thing)
            begin = name_begin(document, at) or at
            if begin == at or is_generic(text[begin:at]):
                break
            mentions.append(mention_of(document, Span(begin, end), "project", rule, 0.6))
    for match in _WORKS.finditer(document.bare):
        if match.group().startswith("的") or not _WORKED_ON.search(text, max(0, match.start() - 4), match.start()):
            continue
        begin = name_begin(document, match.start())
        if begin is None or is_one_of_many(document, begin):
            continue
        begin = without_lead(text, begin, match.start())
        stem = text[begin : match.start()]
        if len(stem) >= 3 and not is_generic(stem) and not _VAGUE.match(stem):
            mentions.append(mention_of(document, Span(begin, match.end()), "project", "worked-on", 0.65))
    return mentions


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
