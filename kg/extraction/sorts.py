"""Names of bodies told from words for any body of a sort: 学府路中学 from 12所中学, 市民服务中心 from 商贸中心."""

from __future__ import annotations

import re

from kg.extraction.beginnings import PROPER_KINDS
from kg.extraction.document import Document
from kg.vocabulary.lexicon import Hit

_GENERIC_BEFORE = re.compile(
    r"(?:各|各级|有关|相关|部分|个别|所有|全体|其他|上级|下级|多个|一些|少数|本级|同级|各类|成员|责任|牵头|下属|重点|主管|多家|每个|某|不同|多|"
    r"(?<!首)家|(?<!首)个|所|处|支|名|批|全国|一级|二级|三级|四级|三大|两级|基层|村级|镇级|社区级|县级|市级|区级|乡级|镇街|镇村|乡镇|以上|等|[0-9]+|(?:街道|社区|园区|市、区|居)[）)])$"
)
# 县级合法性审查中心, 市区两级…: any of them; 一城一地一中心: a slogan; 所长某某任|办公室主任: a post
_NOT_A_NAME = re.compile(
    r"^级|(?<![责主])任$|^[一两三四]次|[市区县镇街村省]级|两级|三级|(?<!第)一$|大$|环$|多个|[0-9]+个|全[省市区县州旗]|模范|优秀|先进|星级|示范$|[两三四五六七八九十几][个所家]"
)
# what makes another word of an ending: 大学生, 中心城; 集|中学|习
_NOT_AFTER = ("城", "长", "员", "化", "型", "式", "制", "伍", "生", "业", "卡", "军", "派", "客厅")
_NOT_AFTER_SCHOOL = ("习", "懂", "做", "士", "位", "历", "龄", "费", "子", "者", "术", "区")
_NOT_AFTER_JOINT = ("审", "商", "签", "诊", "办", "谈")
_NOT_AFTER_CENTRE = ("工作", "建设", "任务", "组")
# 12所小学, 区域性中心敬老院: how many, or of which sort; 强村公司120家
_ANY_OF_A_SORT = re.compile(
    r"[0-9一二三四五六七八九十两几多余]+[所家个座间批]|(?:紧密|研究|应用|复合|区域|普惠|综合|公益)[型性]|标准化|一流|\+"
)
_COUNTED = re.compile(r"(?:总数|共)?[0-9一二三四五六七八九十百余多]+[家所个]")
_ANY_CENTRE = re.compile(r"社区|示范|全国|国家级|省级|村|乡镇|镇街|街镇|基层|居家|家庭|居民")  # 社区卫生服务中心
_OPENED = re.compile(
    r"(?:正式|全面|相继|建成)?(?:投入|启用|挂牌|揭牌|成立|运营)"
)  # 落地签证服务中心投入使用: one that is there
_SHORTEST_STEM, _LONGEST_PROPER = 2, 14
_SHORTEST_WHOLE_ENDING = 3  # 区看守所, 市公证处: the ending alone is the name
_WHOLE_AFTER_LEVEL, _WHOLE_AFTER_PLACE = ("医院", "党校"), ("大学", "银行", "集团", "学院", "医院", "党校")  # 北京大学
_AFTER_ONE = ("医院", "集团", "大学")  # 县中医院, 天津港集团
_STATIONS, _LONGEST_STATION_STEM = ("派出所", "税务所", "市场监管所", "市场监督管理所", "自然资源所"), 4
_AFTER_NAME = tuple("、，。；）等和与及获被荣")
_NUMERALS = "一二三四五六七八九十"  # 市检察院五分院


def is_other_word(text: str, hit: Hit) -> bool:
    """Whether what looks like the end of a name is part of another word: 大学生, 中心城区."""
    kind, ending, _ = hit.value
    if kind == "school" and (text.startswith(_NOT_AFTER_SCHOOL, hit.end) or text[hit.begin - 1] == "集"):
        return True
    if ending == "小学" and text[hit.begin - 1] == "中":
        return True  # 国家中小学|智慧教育平台
    if ending.endswith("联合会") and text.startswith(_NOT_AFTER_JOINT, hit.end):
        return True  # 实行|联合会审
    return text.startswith(_NOT_AFTER, hit.end) or (ending == "中心" and text.startswith(_NOT_AFTER_CENTRE, hit.end))


def is_part(document: Document, stem: str, hit: Hit) -> bool:
    """Whether stem and ending, directly after a body, name a part of it."""
    kind, ending, _ = hit.value
    if (not stem and len(ending) < _SHORTEST_WHOLE_ENDING) or stem.startswith("驻"):
        return False  # 省水利厅|驻省政务服务中心: where its own window is
    if len(stem) == 1 and stem not in _NUMERALS and kind != "school":
        return False
    return not (
        _GENERIC_BEFORE.match(stem)
        or document.words.any_of_a_sort.match(stem.lstrip("“"))
        or _NOT_A_NAME.search(stem)
        or stem + ending in document.words.generic_bodies
    )


def is_name(document: Document, begin: int, hit: Hit, stem: str, anchored: bool) -> bool:
    """Whether stem and ending name a body of their own, and not any body of a sort."""
    text, (kind, ending, placed), words = document.text, hit.value, document.words
    enough = _WHOLE_AFTER_LEVEL if hit.begin - begin == 1 else _WHOLE_AFTER_PLACE
    whole_ending = anchored and not stem and (placed or len(ending) >= _SHORTEST_WHOLE_ENDING or ending in enough)
    if anchored and len(stem) == 1 and stem not in _NUMERALS and ending in _AFTER_ONE:
        whole_ending = True
    if anchored and not stem and kind == "school" and text.startswith(_AFTER_NAME, hit.end):
        whole_ending = True  # 湄潭中学、…
    if (len(stem) < _SHORTEST_STEM and not whole_ending) or stem.isdigit():
        return False
    if _GENERIC_BEFORE.search(text[max(0, begin - 3) : begin]) or _GENERIC_BEFORE.match(stem):
        return False
    if not whole_ending and {text[begin : hit.end], stem + ending} & words.generic_bodies:
        return False
    if not anchored and _COUNTED.match(text, hit.end):
        return False  # 企业设立法务调解室6个
    if kind == "centre" and not _is_centre(document, stem, hit.end, anchored):
        return False
    if (kind in PROPER_KINDS or ending in _STATIONS) and not _is_proper(document, begin, hit, stem, anchored):
        return False
    return _NOT_A_NAME.search(stem) is None


def _is_centre(document: Document, stem: str, end: int, anchored: bool) -> bool:
    """Whether a centre is a body, and no place to trade in or be near (商贸中心), nor any centre (社区服务中心)."""
    words = document.words
    if words.facility.search(stem):
        return False
    if anchored or _ANY_CENTRE.match(stem):
        return anchored
    return _OPENED.match(document.text, end) is not None or any(word in stem for word in words.centre_stems)


def _is_proper(document: Document, begin: int, hit: Hit, stem: str, anchored: bool) -> bool:
    """Whether a firm, school, hospital or station has a name of its own, and is not just of a sort (上市公司)."""
    text, words = document.text, document.words
    if stem.startswith("中国"):
        return len(stem) <= _LONGEST_PROPER
    if _COUNTED.match(text, hit.end) or _ANY_OF_A_SORT.search(stem) or len(stem) > _LONGEST_PROPER:
        return False
    if words.any_of_a_sort.match(text, begin) or words.any_of_a_sort.match(stem):
        return False
    if anchored:
        return True
    too_long = hit.value[1] in _STATIONS and len(stem) > _LONGEST_STATION_STEM
    return not too_long and words.only_a_sort.fullmatch(stem) is None
