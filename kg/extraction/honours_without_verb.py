"""Honours that no verb of awarding speaks of: ranks, praise, inspections passed, registers, quoted titles."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.honour_names import level_of, recipient_before
from kg.extraction.model import HonourFact
from kg.language.spans import Span
from kg.reports.model import Modality

# an honour without a verb of awarding: a quoted name of a rank that only others confer
_CONFERRED = re.compile(
    r"^(?:全国|国家级?|全省|省级|全市|首批|全自治区).*(?:示范区|示范县|示范市|实验区|试验区|示范单位|先进单位|示范基地|示范点|先行区|示范城市|文明城市|卫生城市)$"
)
_ANY_RANK = r"(?:国家|全国|中国|世界|省|自治区|全省)级?"
_TITLED = (
    r"城市|县城|城区|名城|模范城|文明城|示范[县市区村镇城]|先进[县市区]|均衡[县市区]|卫生[县市区镇]|"
    r"试点[县市区]|先行区|试验区|实验区|示范基地|示范项目|示范园区"
)
# pattern, rule, and what a text must have for the pattern to match anywhere
_PATTERNS = (
    # 服务业跨入全国10强
    (
        re.compile(
            r"(?P<subject>[\u4e00-\u9fff]{0,10}?)(?:跨入|迈入|进入|跻身)(?P<name>(?:全国|全省|全球|中国)[\u4e00-\u9fff]{0,8}\d+强)"
        ),
        "honour/rank",
        re.compile(r"强(?<=\d强)"),
    ),
    # 受到省政府真抓实干督查激励
    (
        re.compile(
            r"(?:受到|荣获|获得|获)(?P<name>(?:国务院|省委|省政府|市委|市政府|国家|省|市)[\u4e00-\u9fff、]{0,20}(?:督查激励|通报表扬|表彰|通报表彰|表扬激励))"
        ),
        "honour/commended",
        re.compile("[受获]"),
    ),
    # 被省政府记集体二等功
    (
        re.compile(r"荣?记(?P<name>(?:集体|个人)[一二三]等功)"),
        "honour/merit",
        re.compile("等功"),
    ),
    # 国家级服务业标准化试点落户国际会展中心
    (
        re.compile(
            r"(?P<name>(?:国家级|国家|全国|省级)[\u4e00-\u9fff]{2,20}(?:试点|示范区|示范基地|实验区|试验区|"
            r"中心))落户(?P<place>[\u4e00-\u9fff]{2,14})"
        ),
        "honour/settled",
        re.compile("落户"),
    ),
    # “全国文明城市”称号花落我市
    (
        re.compile(r"(?P<name>□{4,})(?:称号|荣誉|奖杯|殊荣|大奖)?花落(?P<place>[\u4e00-\u9fff]{2,14})"),
        "honour/settled",
        re.compile("花落"),
    ),
    # 被国务院办公厅通报表扬
    (
        re.compile(
            r"被(?P<name>(?:国务院|国家|中央|省|市|自治区|州|最高|[\u4e00-\u9fff]{2,8}?(?:部|总局|总署)(?=[通督表、]))[\u4e00-\u9fff、]{0,20}?(?:通报表扬|通报表彰|督查激励|通报激励|表彰奖励))(?!为|的)"
        ),
        "honour/commended",
        re.compile("被"),
    ),
    # 通过国家卫生城市复审, 国家园林城市顺利通过验收
    (
        re.compile(
            rf"通过了?(?P<name>□+|{_ANY_RANK}[^，。；的通]{{2,20}}?(?:{_TITLED}))(?:创建)?(?:国家|国家级|省级?|部级|自治区级?)?(?:评估|技术|现场|终期|考核|达标)*(?:验收|复审|复核|复验|复检|评估|认定|命名)"
        ),
        "honour/passed",
        re.compile("通过"),
    ),
    (
        re.compile(
            rf"(?P<name>{_ANY_RANK}[^，。；的通建]{{2,16}}?(?:{_TITLED}))(?:顺利|成功|高分|高质量|圆满|一次性)*通过[^，。；]{{0,10}}(?:验收|复审|复检|复核)"
        ),
        "honour/passed",
        re.compile("通过[^，。；]{0,10}(?:验收|复[审检核])"),
    ),
    # 被列入国家级非物质文化遗产名录
    (
        re.compile(
            rf"(?:列入|入列|纳入)(?P<name>(?:第[一二三四五六七八九十\d]+批)?{_ANY_RANK}[^，。；的]{{2,20}}?(?:名录|名单|保护单位|试点(?![\u4e00-\u9fff])|[\u4e00-\u9fff]{{2}}城市|示范[县市区村镇]|试点(?:[县市区]|城市|地区|单位)|目录))(?![管系])"
        ),
        "honour/listed",
        re.compile("入(?:(?<=[列纳]入)|列)"),
    ),
    # 继续保留全国文明城市荣誉称号
    (
        re.compile(rf"(?:保留|保持|确认保留)(?:了)?(?P<name>□+|{_ANY_RANK}[^，。；的]{{2,24}}?)(?:荣誉)?称号"),
        "honour/kept",
        re.compile("保[留持][^，。；]*称号"),
    ),
    # 入列中国百强镇
    (
        re.compile(
            r"(?:入列|列入|位列|荣列|迈入|进入)(?P<name>(?:全国|中国|全省|世界)[\u4e00-\u9fff]{0,14}[百千]强[县区市镇乡](?!第))"
        ),
        "honour/rank",
        re.compile("强(?<=[百千]强)"),
    ),
    # 在全省考核中位列省直部门优秀等次
    (
        re.compile(
            r"在(?P<contest>[^，。；“”\"]{3,30}?(?:考核|考评|评价|评比|测评|评估|督查))(?:活动)?[中上里](?:位列|列|获得?)"
            r"(?P<name>(?:(?:省|市|区|县)直(?:部门|单位|机关)?)?(?:优秀|良好|先进|第一)等次)"
        ),
        "honour/grade",
        re.compile("等次"),
    ),
    # 位居全省第一方阵
    (
        re.compile(
            r"(?:位居|位列|进入|迈入|步入|跻身|居|列)(?P<name>(?:全国|全省|全市|全区|全州|全县)[\u4e00-\u9fff]{0,10}第一(?:方阵|梯队|等次))"
        ),
        "honour/rank",
        re.compile("第一[方梯等]"),
    ),
    # 成为全国首批公共法律服务示范区
    (
        re.compile(
            rf"成为(?P<name>(?:全国|全省|国家|全市|全区)?(?:首批|首个|唯一|首家)的?[^，。；的]{{2,24}}?(?:{_TITLED}|试点))(?=[，。；、\n])"
        ),
        "honour/became",
        re.compile("成为"),
    ),
)


_NOT_YET = re.compile(r"力争|争取|确保|争创|力求|努力")
_PASSED_TITLE = re.compile(rf"{_ANY_RANK}.*(?:{_TITLED})$")


def honours_without_verb(document: Document, found: list[HonourFact]) -> list[HonourFact]:
    """Those that overlap none of the honours already found."""
    taken = [honour.span for honour in found]
    more: list[HonourFact] = []

    def achieved(at: int) -> bool:
        return document.report.sentences[document.sentence_at(at)].modality == Modality.ACHIEVED

    for pattern, rule, needed in _PATTERNS:
        for match in pattern.finditer(document.bare) if needed.search(document.bare) else ():
            span = Span(*match.span("name"))
            if (
                achieved(span.begin)
                and not any(span.overlaps(other) for other in taken)
                and not _NOT_YET.search(document.bare, max(0, match.start() - 6), match.start("name"))
            ):
                group = (
                    "place" if "place" in pattern.groupindex else "subject" if "subject" in pattern.groupindex else ""
                )
                recipient = Span(*match.span(group)) if group and match[group] else None
                if not group:
                    recipient = recipient_before(
                        document, document.clauses[document.clause_at(match.start())].span.begin, match.start()
                    )
                said = re.sub(r"[“”\"\s]", "", span.of(document.text))
                if rule == "honour/passed" and match["name"][0] == "□" and not _PASSED_TITLE.match(said):
                    continue
                name = (match["subject"] if group == "subject" else "") + said
                if "contest" in pattern.groupindex:
                    name = match["contest"] + name
                more.append(HonourFact(span, name, level_of(said), recipient, rule, 0.75))
                taken.append(span)
    for quote in document.quoted:
        inner = document.text[quote.begin + 1 : quote.end - 1]
        if (
            _CONFERRED.match(inner)
            and achieved(quote.begin)
            and document.title_at(quote.begin) is None
            and not any(quote.overlaps(o) for o in taken)
        ):
            before = document.text[max(0, quote.begin - 8) : quote.begin]
            if not re.search(r"创建|争创|申报|打造|建设|争取|对标|按照", before):
                more.append(HonourFact(quote, inner, level_of(inner), None, "honour/quoted", 0.7))
    return more
