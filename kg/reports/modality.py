"""Whether a report tells of work done, a problem or a plan: by headings, and by the words with which a text turns.

The cues are data: patterns of the genre's fixed phrases. A heading decides for its section; a sentence turns what
follows it. Words of shortcomings alone never do: reports are full of problems that were solved.
"""

from __future__ import annotations

import re

from kg.reports.model import Modality

# … but not what only has such a word in its name: 困难群众, 问题线索, 不足10户
_SHORTCOMINGS = "问题|不足|困难|短板|弱项|差距|薄弱环节|薄弱点|薄弱之处|薄弱|挑战|欠缺|制约因素|不平衡|不充分|不适应"
_SHORTCOMING = (
    f"(?:{_SHORTCOMINGS})"
    "(?!群众|家庭|职工|学生|户|人员|人群|老人|残疾|企业|线索|清单|台账|药品|食品|导向|楼盘|反映|车辆|疫苗|青少年|儿童|赛"
    "|[0-9百千万一二两三四五六七八九十]|的(?:[^，。；：]{0,4})?(?:群众|家庭|企业|学生|职工|户|村|地区|人|单位|项目|事项))"
)
_ADMITS = "(?:仍然|仍旧|仍|依然|依旧|还|尚|也|同样|均|都|客观上)"
_NEXT = (
    "(?:(?<![地天之以])下一?步(?!行|道|伐)|下一?阶段|下一?年度?|今后|来年|明年|新的?一年|接下来|后一阶段|后续(?:工作|[，,将])"
    "|未来(?=[0-9一二三五几两]|一段|的?工作|的发展|发展(?:思路|方向|目标|规划)|展望|打算|[，,将]|我))"
)
_PLAN_WORD = "(?:打算|思路|计划|安排|规划|设想|谋划|展望|举措|措施|部署|重点|任务|方向|目标|建议|要求|取向|工作)"
_FIRM_PLAN_WORD = "(?:打算|思路|计划|安排|设想|谋划|展望|总体要求|目标|任务|建议|取向)"

# Headings of sections that admit shortcomings: 存在的主要问题, 问题与不足, 面临的困难和挑战, 差距和短板
_PROBLEM_HEADINGS = (
    re.compile(rf"存在着?(?:的|一些|哪些)?.{{0,8}}?{_SHORTCOMING}"),
    re.compile(r"(?:需要?|有待|亟待|亟需)(?:进一步)?(?:改进|解决|加强|提升|完善)的"),
    re.compile(
        rf"^(?:当前|目前|工作中?|主要|面临|突出|的|及其|和|与|、|我[区市县省局镇]|{_SHORTCOMING})*"
        rf"{_SHORTCOMING}(?:之处|方面)?(?=$|及|与|和|、)"
    ),
)
# … unless they tell of problems put right: 问题整改情况, 上年度存在问题的整改落实
_SOLVED_HEADING = re.compile(
    r"(?:整改|解决|化解|处置|排查|整治|治理|查处|销号|清零)(?:工作|任务)?"
    r"(?:落实|完成|推进|进展|到位)?(?:情况|成效|进展|到位|有力|有效|见效)?$"
    r"|^(?:针对|聚焦|坚持|着力|破解|解决|化解|强化|狠抓|抓好|整改|紧盯|直面|围绕|突出)"
)
# Headings of sections that plan: 下一步工作打算, 主要工作建议, 总体要求和目标任务, 改进措施
_PLANNED_HEADINGS = (
    re.compile(_NEXT),
    re.compile(
        r"^(?!制定|谋划|统筹|落实|明确|细化|部署|科学|精心|强化|完善|做好|抓好|做实|压实|年初)"
        r".{0,8}(?:工作|主要|重点)(?:打算|思路|设想|建议|计划|安排)$"
    ),
    re.compile(r"下半年.{0,6}(?:打算|思路|计划|安排|重点|任务)"),
    re.compile(
        r"^(?:总体|主要|工作|预期|发展|奋斗|目标|基本|重点|的|和|与|及|、|年度?)*"
        r"(?:总体要求|预期目标|主要目标|发展目标|奋斗目标|工作目标|目标任务|主要任务|重点任务|指导思想|基本原则|政策取向|努力方向)"
        r"(?:[和与及、].{0,10})?$"
    ),
    re.compile(r"(?:主要)?(?:目标和任务|任务和目标|目标与任务|目标及任务)$"),
    re.compile(r"^(?:下一步)?(?:的)?(?:改进|整改|努力)(?:的?(?:措施|方向|举措|打算|计划|思路|建议))"),
)
# With the coming year any word of planning will do (2025年重点工作), with the reported one only a firm one
_YEAR_PLAN_HEADING = re.compile(rf"(20[0-9]{{2}})年.{{0,20}}?{_PLAN_WORD}(?:[和与及、].{{0,12}})?$")
_FIRM_YEAR_PLAN_HEADING = re.compile(rf"(20[0-9]{{2}})年.{{0,20}}?{_FIRM_PLAN_WORD}(?:[和与及、].{{0,12}})?$")
# … unless they tell how the plan was carried out: 工作安排落实情况
_CARRIED_OUT_HEADING = re.compile(
    r"^(?!.*(?:确保|力争|努力|争取)).*(?:情况|成效|回顾|总结|进展|完成|落实|成果|经验|亮点|做法)$"
)

# What is said of something that is wanting, when a sentence has announced that it admits something
_WANTING = (
    "(?:不[足够强高大优实全畅多]|薄弱|滞后|落后|单一|艰巨|突出|压力|短缺|紧缺|缺乏|偏[低少弱慢小]|较[低少弱慢小]|[仍尚]|依然"
    "|有待|亟[待需]|参差|失衡|难以|总量小|任务重)"
)
# Sentences that turn to shortcomings
_WHILE = re.compile("同时|之余")
_AFTER_PRAISE = re.compile(
    r"[^。]{0,12}(?:在)?(?:充分|全面)?(?:看到|肯定|总结|取得|回顾)(?:了|一定)?(?:成绩|成效|成果|成就|工作)"
    r"[^。]{0,8}(?:的)?(?:同时|之余)"
)
_SEES = re.compile("看到|认识|意识到")
_SEES_SHORTCOMING = re.compile(
    r"(?:清醒|客观|冷静)地?(?:看到|认识到|意识到|认识)"
    rf"[^。]*?{_SHORTCOMING}"
    r"|(?:我们|^同时[，,]?|^但是?[，,]?)(?:也|还|应当?|要|必须|更|都)*(?:清醒|深刻|充分|客观)?地?(?:看到|认识到|意识到)"
    rf"[^。]*?{_SHORTCOMING}"
    rf"|(?:清醒|冷静|深刻)地?(?:看到|认识到|意识到)[，,：:][^。]*?{_WANTING}"
)
_NAMES_SHORTCOMING = re.compile(_SHORTCOMINGS)
_STATES_PROBLEM = re.compile(
    rf"{_ADMITS}(?:然|不同程度地?|普遍)?(?:存在|面临|有)(?:着|了)?(?!效)[^，。；]{{0,24}}?{_SHORTCOMING}"
    rf"|{_SHORTCOMING}[^，。；]{{0,6}}?(?:仍然|依然|仍|依旧|还)(?:较为|比较|十分|很|较)?(?:存在|突出|明显|较多|不少)"
    rf"|存在(?:的|着|以下|如下|一些|不少|诸多|下列|几个?方面)?[^，。；]{{0,16}}?{_SHORTCOMING}[^，。；]{{0,6}}?"
    r"(?:：|:|主要(?:是|有|表现|体现|包括|集中)|如下|是[：:]|有[：:]|[，,](?:主要|突出|具体|集中|一是|如))"
    rf"|与[^。；]{{2,40}}?相比[^。；]{{0,10}}?(?:仍|还|尚)(?:然)?(?:存在|有)[^。；]{{0,10}}?{_SHORTCOMING}"
    rf"|(?:还|仍|尚)(?:然)?有(?:一些|不少|许多|一定|较大|不小)?(?:的)?{_SHORTCOMING}"
)
# … not when the problem is denied, dealt with or only looked for
_DEALT_WITH = re.compile(
    r"(?:解决|整改|化解|查处|排查|治理|纠正|纠治|整治|消除|破解|针对|聚焦|围绕|查找|查摆|发现|反馈|指出|督促|找准|缓解"
    r"|攻克|梳理|是否|未|没有|无|不|防止|避免|杜绝)[^，。；：]{0,16}$"
)

# Sentences that turn to plans
_TURNS_TO_PLAN = re.compile(
    rf"(?:(?:总之|因此|为此|对此|同时)[，,])?(?:在)?{_NEXT}(?!以来|来[，,]|[^，,。；]{{0,12}}(?:奠定|打下|夯实))"
)
_PLAN_INSIDE = re.compile(
    r"[，,；;。](?:下一?步|下一?阶段|今后|接下来|新的一年|来年|明年)[，,]?[^，,。；]{0,12}?"
    r"(?:将|要|继续|持续|进一步|力争|努力|我|[，,])"
)
_YEAR_PLAN = re.compile(r"(20[0-9]{2})年(?:度)?[，,]?[^。；]{0,18}?(?:将|要(?!求)|计划|拟|力争|打算|继续)")
_WE = (
    r"(?:我们|我[省市区县旗镇乡州盟局委办院厅部街处队校所中]|街道|全[省市区县局镇街]"
    r"|[省市区县](?:委|政府|局)|本[机局委办])"
)
_RESOLUTELY = (
    r"(?:继续|进一步|持续|不断|切实|深入|加快|全力|认真|坚持|坚定|严格|积极|着力|加强|推动|推进|强化|以|紧紧|始终|采取|直面"
    r"|高度|努力|按照|在今后|找准|重点|更加|聚焦|围绕|尽心|奋力|勇|从|一如既往|毫不|大力|下大力|结合|把握|巩固|深化|丰富|创新)"
)
_WILL = re.compile(
    rf"(?:对此|为此|面对|针对|今后)?[^，。；：]{{0,14}}?[，,]?{_WE}[^，。；：将]{{0,6}}?"
    rf"(?:一定|要|(?:将|会)(?![^，。；]*(?:作为|纳入|列入|列为|贯穿|摆在|放在|融入|相结合|落实到|转化为))){_RESOLUTELY}"
)
_ANSWERS_PROBLEM = re.compile(
    r"^(?:主要|下一?步|具体|工作)?(?:的)?(?:改进|整改|解决|努力|应对)(?:工作)?(?:的)?(?:措施|办法|方向|情况|思路|举措|打算|计划)[：:]"
    r"|^(?:工作|主要)?(?:打算|计划|措施|举措|对策)[：:]|^将(?!近)"
    r"|^(?:对此|为此|针对|面对|对于|这些问题|以上问题|上述问题).{0,40}?(?:将|要|必须|采取|加以解决|着力|切实)"
    r"|^我们(?:将|要|一定|必须)|(?:将|要|一定|必须)[^。]{0,60}加以解决"
)

# Sentences that turn back to work done
_INTRODUCES_REPORT = re.compile(
    r"现[将就][^。]{0,40}?(?:报告|汇报|通报|总结|公布|公开)|报告如下[：:。]?$|汇报如下[：:。]?$"
)
_LOOKS_BACK = re.compile(r"(?:回顾)?(?:过去(?:的)?一年|一年来|过去(?:的)?五年|五年来)(?!.*(?:新的一年|将|要))")
INTRODUCES = re.compile(
    r"^[^。；]{0,24}(?:预期|奋斗)目标(?:是|为|[：:])|(?:[：:]|(?:如下|以下|下列|几个?方面"
    r"|[一二三四五六七八九十几0-9]+(?:个|项|大)?(?:方面|重点|项)?(?:的)?(?:工作|任务|问题|举措))[。：:，,]?)$"
)
"""A sentence after which a list follows, or what is to be done for the targets it names: the headings below go on."""


def heading_modality(heading: str, year: int | None) -> Modality | None:
    """What a section under `heading` (words without number) tells of; None when the heading does not say.

    `year` is the year that the report is about (or is delivered in), None when it is not known. A heading that joins
    problems and plans (存在问题及下一步打算) tells of what it names first: the text turns where the other begins.
    """
    words = re.sub(r"[ \u3000*_#]|[（(][^（）()]*[）)]", "", heading).rstrip("。：:；;，,")
    plan = _is_plan(words, year)
    problems: list[int] = []
    if "的" in words or _NAMES_SHORTCOMING.search(words):  # no pattern matches without
        problems = [match.start() for pattern in _PROBLEM_HEADINGS if (match := pattern.search(words))]
    if problems and (plan or not _SOLVED_HEADING.search(words)):
        ahead = re.search(_NEXT, words)
        return Modality.PLANNED if plan and ahead and ahead.start() < min(problems) else Modality.PROBLEM
    if plan:
        return Modality.PLANNED
    return Modality.ACHIEVED if _CARRIED_OUT_HEADING.search(words) else None


def _is_plan(words: str, year: int | None) -> bool:
    if _CARRIED_OUT_HEADING.search(words) and not re.search(rf"{_NEXT}.{{0,6}}{_PLAN_WORD}", words):
        return False
    if any(pattern.search(words) for pattern in _PLANNED_HEADINGS):
        return True
    match = _YEAR_PLAN_HEADING.search(words)
    if match is not None and year is not None and int(match[1]) > year:
        return True
    match = _FIRM_YEAR_PLAN_HEADING.search(words)
    return match is not None and (year is None or int(match[1]) == year)


def turn(sentence: str, current: Modality, year: int | None) -> Modality | None:
    """What the text tells of from `sentence` on; None when the sentence does not turn it.

    `current` is what it told of before, `year` the year that the report is about.
    """
    if _LOOKS_BACK.match(sentence) or _INTRODUCES_REPORT.search(sentence):
        return Modality.ACHIEVED
    if _TURNS_TO_PLAN.match(sentence) or _WILL.match(sentence):
        return Modality.PLANNED
    planned = _YEAR_PLAN.match(sentence)
    if planned and year is not None and int(planned[1]) > year:
        return Modality.PLANNED
    if current is Modality.PROBLEM:
        return Modality.PLANNED if _ANSWERS_PROBLEM.search(sentence) else None
    return Modality.PROBLEM if states_problem(sentence) else None


def states_problem(sentence: str) -> bool:
    """Whether `sentence` admits a shortcoming of the one who reports."""
    if _WHILE.search(sentence) and _AFTER_PRAISE.match(sentence):
        return True
    if _SEES.search(sentence) and _SEES_SHORTCOMING.search(sentence):
        return True
    return _NAMES_SHORTCOMING.search(sentence) is not None and any(
        not _DEALT_WITH.search(sentence, max(0, match.start() - 24), match.start())
        for match in _STATES_PROBLEM.finditer(sentence)
    )


def plans_inside(sentence: str) -> bool:
    """Whether a clause within `sentence` turns to plans (…，下一步将…)."""
    return _PLAN_INSIDE.search(sentence) is not None
