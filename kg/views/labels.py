"""What the pages call classes, relations, properties and the closed schemes, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassStyle:
    """How a class is named and drawn: fill, dark text colour, shape of vis-network, whether drawn from the start."""

    zh: str
    en: str
    fill: str
    ink: str
    shape: str
    shown: bool


# Fills after Okabe and Ito, told apart with every kind of colour blindness; the shape says the class a second time.
# Inks have a contrast of at least 4.5 : 1 on white and on a 15 % tint of their fill.
CLASSES: Mapping[str, ClassStyle] = {
    "Place": ClassStyle("地区", "Places", "#7a8594", "#454f5c", "hexagon", True),
    "Body": ClassStyle("机构", "Bodies", "#2c6fb3", "#1d5188", "dot", True),
    "Person": ClassStyle("人员", "Persons", "#b07aa8", "#7c4674", "triangleDown", True),
    "Policy": ClassStyle("法规文件", "Policies", "#d98032", "#8f4b0f", "square", True),
    "Program": ClassStyle("工作项目", "Programs", "#1b9e84", "#0d6553", "diamond", True),
    "Honour": ClassStyle("荣誉", "Honours", "#dcae1d", "#755900", "star", True),
    "Event": ClassStyle("事件", "Events", "#56b0de", "#1a6289", "triangle", True),
    "Problem": ClassStyle("问题", "Problems", "#c14953", "#9c2a35", "triangleDown", False),
    "Commitment": ClassStyle("计划", "Commitments", "#8c6bb8", "#5f3f8c", "triangle", False),
    "Indicator": ClassStyle("指标", "Indicators", "#5c7f3b", "#43622a", "square", False),
    "Observation": ClassStyle("指标数值", "Observations", "#9dbb7f", "#43622a", "dot", False),
    "Report": ClassStyle("报告", "Reports", "#3b4350", "#2b323c", "square", True),
}

# A relation read forwards (subject to object) and backwards, zh and en.
RELATIONS: Mapping[str, tuple[str, str, str, str]] = {
    "issuedBy": ("由…印发", "issued by", "印发了", "issued"),
    "adoptedBy": ("由…通过", "adopted by", "审议通过了", "adopted"),
    "cites": ("引用", "cites", "被引用于", "cited by"),
    "based_on": ("依据", "based on", "是其依据", "basis of"),
    "implementedBy": ("由…实施", "implemented by", "实施", "implements"),
    "supervisedBy": ("受…监督", "supervised by", "监督", "supervises"),
    "ledBy": ("受…领导", "led by", "领导", "leads"),
    "subOrganizationOf": ("隶属于", "part of", "下属", "has part"),
    "awardedTo": ("授予", "awarded to", "获得", "received"),
    "awardedBy": ("由…授予", "awarded by", "授予了", "awarded"),
    "about": ("关于", "about", "涉及", "subject of"),
    "participant": ("参与方", "participant", "参与", "took part in"),
    "place": ("地点", "place", "举办地", "place of"),
    "area": ("所在地区", "area", "辖内", "area of"),
    "containedInPlace": ("属于", "contained in", "下辖", "contains"),
    "holdsOffice": ("任职于", "holds office in", "任职者", "office held by"),
    "publisher": ("发布机构", "published by", "发布了", "published"),
    "broader": ("上位指标", "broader", "下位指标", "narrower"),
    "indicator": ("指标", "measures", "数值", "value"),
    "reportedIn": ("见于", "reported in", "提到", "reports"),
    "measuredFor": ("衡量", "measured for", "有指标", "measured by"),
}

PROPERTIES: Mapping[str, tuple[str, str]] = {
    "classification": ("类别", "Kind"),
    "type_document": ("文件类别", "Kind"),
    "programKind": ("项目类别", "Kind"),
    "genre": ("报告类别", "Genre"),
    "status": ("状态", "Status"),
    "modality": ("性质", "Modality"),
    "level": ("级别", "Level"),
    "topic": ("主题", "Topic"),
    "defaultUnit": ("单位", "Unit"),
    "unit": ("单位", "Unit"),
    "bound": ("界限", "Bound"),
    "measureKind": ("度量", "Measure"),
    "direction": ("升降", "Direction"),
    "baseline": ("对比", "Compared with"),
    "documentNumber": ("文号", "Number"),
    "date_document": ("日期", "Date"),
    "date": ("日期", "Date"),
    "startDate": ("开始", "From"),
    "endDate": ("结束", "To"),
    "year": ("年份", "Year"),
    "dueBy": ("期限", "Due"),
    "adminCode": ("区划代码", "Code"),
    "reportingYear": ("年度", "Year"),
    "issued": ("发布日期", "Issued"),
    "source": ("来源", "Source"),
    "inScheme": ("指标体系", "Scheme"),
}

# Concepts that a store may lack because the vocabularies have no scheme for them.
CONCEPTS: Mapping[str, tuple[str, str]] = {
    "modality/achieved": ("已完成", "achieved"),
    "modality/under-way": ("进行中", "under way"),
    "modality/planned": ("计划", "planned"),
    "modality/target": ("目标", "target"),
    "modality/problem": ("问题", "problem"),
    "bound/exact": ("等于", "exactly"),
    "bound/more-than": ("超过", "more than"),
    "bound/at-least": ("不低于", "at least"),
    "bound/at-most": ("不超过", "at most"),
    "bound/about": ("约", "about"),
    "measure-kind/level": ("数量", "level"),
    "measure-kind/ratio": ("比率", "ratio"),
    "measure-kind/change": ("变化", "change"),
    "measure-kind/duration": ("时长", "duration"),
    "direction/up": ("上升", "up"),
    "direction/down": ("下降", "down"),
    "baseline/previous-year": ("上年", "previous year"),
    "baseline/previous-period": ("上期", "previous period"),
    "status/under-way": ("进行中", "under way"),
    "status/planned": ("计划", "planned"),
    "status/completed": ("已完成", "completed"),
    "level/national": ("国家级", "national"),
    "level/province": ("省级", "provincial"),
    "level/city": ("市级", "city"),
    "level/county": ("县级", "county"),
    "genre/rule-of-law": ("法治政府建设报告", "law-based government report"),
    "genre/government-work": ("政府工作报告", "government work report"),
    "genre/open-government": ("政府信息公开年报", "open-government report"),
}
