"""Programs whose names end as programs' names do: …专项行动, …工程, …机制."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import ProgramMention
from kg.extraction.program_names import (
    begin_with_verb,
    is_generic,
    is_one_of_many,
    joined_begin,
    mention_of,
    name_begin,
    without_lead,
)
from kg.language.spans import Span

# 改革开放, 制度体系, 平台建设者: the ending goes on to another word
_GOES_ON = re.compile(
    r"[者家化员度型派]|行动|整治|斗争|试点|平台|开放|体系|规范|创新|举措|方案|任务|发展|机制|方式|内容|效能|经济|布局|部署|地位|定位|目标|性"
)
_GOES_ON_AFTER = {
    "工程": re.compile(r"师|款|量|院|学|质|机|技|领|招|造|车|监|建设项目|工"),
    "活动": re.compile(r"中心|场|室|站|阵地|用|区|空间|月"),
    "战略": re.compile(
        r"科技|人才|支点|合作|腹地|方针|伙伴|思想|资源|物资|储备|意义|支撑|机遇|高地|枢纽|[^，。；、：\n]{0,4}能力"
    ),
    "项目": re.compile(r"库|录|经理|部|组|资金|申报|审批|清单|管理|用地"),
    "竞赛": re.compile(r"表演|项目|日程"),
    "平台": re.compile(r"公司|企业|用户|数据|载体|之"),
    "制度": re.compile(r"集成|规则|[之外内]|环境|型|优势|保障|成果"),
    "改革": re.compile(r"开放|红利|成果|力度|先锋|措施|事项|经验|攻坚|精神|意识|者|优化|深化提升"),
}
_WEAK = frozenset(("项目", "机制", "制度", "活动", "平台", "改革", "行动", "工程", "战略"))
_JOINING = ("机制", "制度", "责任制", "攻坚战", "保卫战")
_ANY_WORKS = re.compile(
    r"(?:工业|农业|商业|基础设施|演艺|文旅|旅游|体育|养老|能源|交通|水利|店|开发|房地产|扶贫|技改|社会事业|社会保障)$"
)
# what is done in general: 市场主体生产经营活动
_ANY_ACTIVITY = re.compile(
    r"(?:生产经营|经营|行政执法|执法|群众文化|群众体育|文体|文化体育|文娱|金融|司法|诉讼|交易|投资|社会|科研|科研学术|学术|教学|业务|公务|商务|贸易|宗教|代理|采购|招投标|施工|作业|开发|生产|体育|犯罪|融资)$"
)
# projects of a sort, not one of them
_ANY_PROJECT = re.compile(
    r"^(?:重大|重点|各|投资|建设|外资|招商|政府|财政|省级|市级|国家级|部分|新(?:建|增|开工|签约)|在建|一批|年度|亿元|上级)|(?:投资|建设|重大|重点|审批|许可|民生|实事|产业|科研|合作|评审|审计|管理|服务|工程|招商引资|储备|类|以上|等|的|企业|影响|新签约|园区|互认|区域内.*|示范|入驻.*|资金|基金|立法|课题|检查|培训|调研)$|占"
)


_OF_FIELD = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:系统|战线|条线)(?=[“\"])")
_ANOTHER_ACT = re.compile(r"(?:检查|督查|督察|巡查|大排查|活动|行动|工程|专项整治)[和及与](?=[\u4e00-\u9fff]{4})")
_LONGEST_SORT = 8  # characters that say a sort of projects, not one of them
_COUNTED = re.compile(r"(?:共|累计|达到?|约|近|超过?)*\d+(?:余|多)?[个项]")
# 上线…系统: a system of computers, not the people of a field
_DEPLOYED = re.compile(
    r"(?:推行|上线|启用|运用|使用|建成|建立|开发|研发|推广|应用|升级|打造|搭建|依托|利用|运行|开通|优化|推出|引入|部署|建设|通过|借助)(?:了|全国|全省|全市|统一)?$|[、和与及]$"
)
_NATURAL = re.compile(
    r"^全[国省市区县]|(?:生态|循环|神经|供水|排水|雨水|污水|消防|空调|灌溉|防洪|给水|水循环|城乡|管网|供热|供电|工会|党校|国企|机关|卫健|教体|法院|检察|党委|企业|行业|山水林田湖草沙?)$"
)
_OF_COMPUTERS = re.compile(r"电子|网上|智能|数字|在线|自动|远程|智慧|信息化|云")
_PLACE_AT_END = re.compile(r"(?:先行|率先|首批)$|^[\u4e00-\u9fff]{1,6}[市县旗镇乡]$|(?<!社|园|校|灌|片)区$|街道$")
_CLEARS = re.compile(r"清理(?=[“\"])")
_DRAFTED = re.compile(r"制定|编制|出台|印发|起草|下达|发布|拟定|制订")


def programs_by_ending(document: Document) -> list[ProgramMention]:
    """Every name with an ending that the vocabulary knows."""
    text = document.text
    mentions = []
    for hit in document.hits.get("program-ending", []):
        kind, ending = hit.value
        if document.quote_at(hit.begin) is not None or _goes_on(text, hit.end, ending):
            continue
        begin = name_begin(document, hit.begin)
        if begin is None or text[begin - 1 : begin] == "不" or is_one_of_many(document, begin):
            continue
        begin = without_lead(text, begin, hit.end)
        if field := _OF_FIELD.match(text, begin):  # 市场监管系统|“铁拳”行动
            begin = field.end()
        if _CLEARS.match(text, begin):  # 清理|“放管服”改革、生态环保等方面文件
            begin += 2
        if other := _ANOTHER_ACT.search(text, begin, hit.begin):  # 食品安全执法检查和|农资打假专项整治
            begin = other.end()
        stem = text[begin : hit.begin]
        if stem[:1] in '“"' and stem.strip('“”"') in document.words.slogans:
            continue
        joined = joined_begin(document, begin, "、和及与" if ending.endswith(_JOINING) else "与")
        if joined != begin or len(ending) > 2:
            begin = joined if joined != begin else begin_with_verb(document, begin)
            stem = text[begin : hit.begin]
        if ending == "项目" and len(stem) <= _LONGEST_SORT and _COUNTED.match(text, hit.end):
            continue  # 实施生态修复项目5个: any of a sort
        if (is_generic(stem) and not ending.endswith("基金")) or not _fits(document, begin, stem, ending):
            continue
        confidence = 0.7 if ending in _WEAK else 0.8
        end = _end(document, hit.end, kind, ending)
        mentions.append(mention_of(document, Span(begin, end), kind, "ending", confidence))
    return mentions


def _goes_on(text: str, end: int, ending: str) -> bool:
    following = text[end : end + 2]
    if _GOES_ON.match(following) and not (following == "任务" and len(ending) > 2):
        return True
    more = _GOES_ON_AFTER.get(ending[-2:])
    return more is not None and more.match(text, end) is not None


def _fits(document: Document, begin: int, stem: str, ending: str) -> bool:
    """Whether what stands before an ending can be one program's name."""
    if ending == "系统" and (not _DEPLOYED.search(document.text[max(0, begin - 6) : begin]) or _NATURAL.search(stem)):
        return False
    if (
        ending.endswith("系统")
        and not _OF_COMPUTERS.search(stem)
        and (stem + ending[:-2]).endswith(document.words.department_stems)
    ):
        return False  # 市场监管系统: the people of a field
    if ending.endswith("计划") and _DRAFTED.search(document.text[max(0, begin - 4) : begin]):
        return False  # 制定…培训计划: a document
    if ending == "试点" and _PLACE_AT_END.search(stem):
        return False  # 狮山镇|试点综合执法: a place tries it
    if ending == "项目" and (len(stem) < 4 or _ANY_PROJECT.search(stem)):
        return False
    if ending == "项目" and len(stem) <= 8 and _ANY_WORKS.search(stem):
        return False
    if ending == "改革" and stem.endswith(("促", "抓", "谋", "靠", "讲")):
        return False
    if ending == "活动" and _ANY_ACTIVITY.search(stem):
        return False
    if ending in _WEAK:
        return (2 if ending == "改革" else 3) <= len(stem) <= (28 if ending.endswith(_JOINING) else 18)
    return True


def _end(document: Document, end: int, kind: str, ending: str) -> int:
    """Where a name ends: …试点|改革, …综合整治|“百日行动”."""
    if ending == "试点" and document.text.startswith("改革", end):
        return end + 2
    if kind == "campaign" and (quote := document.quote_at(end)) is not None and quote.begin == end:
        return quote.end
    return end
