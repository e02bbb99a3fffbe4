"""The words before and after a number without those that only lead to it, and what a readable label is made of."""

from __future__ import annotations

import re

# what leads into a clause: time, place, 其中, a list number
LEAD = re.compile(
    r"^(?:共有(?!制)|[\s、，,；;（(①-⑳]|一方面|另一方面|其中|同时|此外|另外|目前|截至目前|截至[^，,]{1,9}(?:底|末|月|日|前)|至今|迄今|现已|现有|一年来|今年以来|20\d{2}年(?:度|以来|"
    r"[底末]前?)?|"
    r"[三四五](?=年(?:来|间|累计|共|新增|建成|完成))年(?:来|间)?|全年|年内|今年|本年度?|年度|上半年|下半年|当年|去年(?!同期|结转)|共计|累计|先后|已经|已|共|总共|全(?:街道|[省市区县镇乡州旗域街])(?!域|面|程|员|覆|体)|我[省市区县镇乡州旗局委厅]|并且?(?![入购网轨联存])|又|还|再(?![就次生造担保贷利])|另|分别|年均|"
    r"期间|期内|[一二三四五六七八九十]是|力争|确保|争取|奋斗|冲刺|(?:围绕|聚焦|紧盯)(?:[^，,0-9]{2,16}(?=开展|组织|举办|召开|实施)|(?=[^，,]{4}))|预计|预期|实现(?=[\u4e00-\u9fff]{3})|(?:要|将)(?!求|素|点|军)|到20\d{2}年底?前?|\d{1,2}月\d{1,2}日起?|全[局厅委院关](?=\d|$)|该[省市区县镇乡村局院]|[一二三四五六七八九十\d]{1,2}月(?:底|末)前?|"
    r"年(?:底|末)前?)+"
)
# how something was done or will be, before the word for what was done, and at the end before the number
_MANNER = (
    r"(?:继续(?!有效|教育|医学)|积极|全面(?!从严|深化|依法|建成)|全力|重点(?=实施|做好|抓好|推进|整治|建设|打造)|认真|切实|扎实|大力|着力|深入(?!基层|一线)|持续|进一步|不断|加快|科学合理(?:的|地)?|稳步|有序|顺利|圆满|"
    r"率先|逐步|真正|相继|陆续|成功(?!率)|牢牢|严格|广泛|专门|就是|举全[省市区县]之力)"
)
# verbs that say no more than that it was done
_LIGHT = (
    r"(?:实施好?|完成好?|实现|做好|抓好|推进|推动|组织实施好?|组织开展|开展|进行|启动实施|推动解决|落实)(?:了|(?!了))"
)
_DEBRIS = re.compile(
    rf"^(?:(?:{_MANNER})+(?=[\u4e00-\u9fff“]{{2}})|{_LIGHT}(?=[\u4e00-\u9fff“\"]{{3}})|以[^，]{{2,14}}(?:精神|态度|方式|力度)|对(?=[^，]{{2,}}(?:进行|实施|开展|的)))+"
)
_ASPECT = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![为除极])了(?=[\u4e00-\u9fff“]|$)(?![解结然率])")
_COUNTED_TOGETHER = re.compile(
    r"(?<=[\u4e00-\u9fff）)])(?:全年|年内)?(?:共|累计)(?=办理|接收|收到|受理|开展|查处|完成|举办|组织|化解|发放|立案|审结)"
)
# a clause that only says that its subject got better: 新农合保障水平不断提高，参合率99%
_GETS_BETTER = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:水平|力度|能力)?(?:不断|持续|进一步|稳步|明显|显著|大幅|逐年|全面|扎实|深入|有序|顺利|日益|加快)+"
    r"(?:提高|提升|增强|改善|优化|完善|加强|加大|扩大|推进|开展|落实|实施|增长|显现|巩固|好转|壮大)$"
)
_MANNER_LAST = re.compile(rf"(?:(?!成功$){_MANNER})+$")
_WITHIN = re.compile(r"在(.{4,})[中上](?:取得|获得?)?")
# 在全省88个县市区中排名第3位, 位列129个县（市、区）第11位: among whom, not what was ranked
_AMONG = re.compile(
    r"(?:^|[，,在]|位列|位居|排名|居|列)(?:全[国省市区县州]|全自治区|同类|参评|参加考核)?的?\d+个[\u4e00-\u9fff（）、]{1,10}?[中里]?"
    r"(?:综合)?(?:排名?|位居|位列|名列|居|列)?第?$"
)
_PREPOSITION = re.compile(r"[对为向给将把使让由于在](?:全[省市区县镇乡]|我[省市区县]|辖区)?内?")
# … of the 的历史性突破, …的较低水平: what stands after a number and says nothing of what was counted
_PRAISE = re.compile(r"^的?(?:[\u4e00-\u9fff]{0,6}(?:突破|佳绩|好成绩|成绩|水平|目标|标准|要求|规模|大关|关口|台阶))$")
_PREDICATE_LATE = re.compile(r"(?<=[\u4e00-\u9fff”]{6})(?:开展|进行|实施|组织|实现|完成|落实|加强|全部|建立|配备|被)")
_REMARK = re.compile(r"^（[^（）]*）|^\([^()]*\)")
_JOINING = re.compile(r"^(?:[、,，;； ]|及(?!时|格)|与(?!会)|和(?!解|谐|平|睦))+")
_ANOTHER = re.compile(r"^.*(?:[、和]|(?<!普)及|(?<!参)与)$")
# what leads from the words to the number: 达到, 共计, 为
TAIL = re.compile(
    r"(?:(?:均|并列|名次)?(?:位?居|位?列|排名?|名列|稳居|跃居|升至|升到|前移至)?(?:全[国省市区县州]|全自治区|同类[\u4e00-\u9fff]{2,4})?第(?=$)|(?:均|并列|"
    r"名次)?(?:位居|位列|排名|名列|稳居|跃居|居|排|列)(?:全[国省市区县州]|全自治区)(?=$)|[\s：:、，,]|(?<![标目])的|平均|[由从](?:法定|承诺|原有|20\d{2}年底?|去年|上年|前年|年初|原来|过去|此前|之前)?的?(?=$)|"
    r"20\d{2}年(?:的)?(?=$)|(?<=[\u4e00-\u9fff]{2})(?:增加|提高|上升|增长|提升|扩大|下降|减少|降低|缩短|压缩)[到至](?=(?:20\d{2}年)?的?$)|相当于|共计|"
    r"合计|累计|总计|共有|共|总数|总量为|达到了?|达|高达|(?<![行作认])为|是|有|(?<![签预续履违节])约|近|仅|只|已|实现了?|(?<![人户年月日])均|都|分别|各|完成|控制[在到]|发展到|扩大到|达成|保持在?|稳定在|维持在|(?<=[，,、\s])计|^计|多达|超|在|至|到|双双|又|"
    r"先后|已经|就|全年|年内|全部|同步|突破|增至|升至|降至|提高到|提升到|提升至|提高至|下降到|下降至|上升至|上升到|增加到|减少到|减少至|缩短至|缩短到|压缩至|压缩到|压减至|调整为|不超过|首次|一举|"
    r"率先|年产|地达|力争|预计|预期|首破|确保|争取|每人每?[年月天日次]|每[年月天日])+$"
)
# the rate with which words end
OF_RATE = re.compile(r"(?:占比|比重|比例|(?:[\u4e00-\u9fff]{2,3}率[、和及])*[\u4e00-\u9fff]{2}率)$")
# words of change that do not say of what
CHANGE_ONLY = re.compile(
    r"^(?:同口径|同比|年均|每年|累计|环比|较上年|比上年|比去年|较去年|实际|平均|年均|名义|净|分别|均|[大小]幅|可比价|按可比价格?计算|[较比]20\d{2}年|是20\d{2}年|"
    r"是[\u4e00-\u9fff“”]{0,10}|[较比]上年同期)*(?:增长|递增|精简|增加|上升|提高|提升|增幅|增速|下降|减少|降低|降幅|减幅|回落|下滑|压缩|缩短|压减|削减|核减|上涨|下跌|少增|多增|前移|前进|跃升|后移|后退|"
    r"扩大|收窄|优化|调整|发展|扩展|扩充|改善)?(?:了|幅度|率)?$|^(?:超过|高于|低于|超出|好于|超额)(?:年度|年初|省定|市定|预期|全[省国市区])*(?:目标|平均(?:水平)?|任务|计划)?$|"
    r"^(?:较|同?比|与)(?:去年|上年|上一年|20\d{2}年|(?:法定|承诺|规定|原有?|改革前)的?(?:办理|审批|办结|承诺)?(?:时[限间]|期限)?)(?:同期)?(?:相比)?$"
)
# words that say nothing of what is counted
FUNCTION_ONLY = re.compile(
    r"^(?:[对向为就将把被由从在以与和及并]|组织|开展|完成|实现|举办|召开|取消|明确|发出|发放|举行|进行|梳理|涉及|包括|覆盖|占|获|有|是|的|新增|净增|保持|稳定在?|始终|连续|选派|选聘|聘请|抽调|派出|配备|邀请|安排|"
    r"投入|出动|惠及|带动|吸引|解决了?|完成了|实施了?|建成|新建|改造|关停|查处|检查|整治|累计|共|全市|全区|全县|全省|使|让|帮助|服务|引导|组建|成立|培育|引进|推出|圆满)*$"
)
MAX_LABEL = 36  # characters
_SHORTEST_SHARE = 3  # characters of 即办件占
TOTAL = re.compile(r"(总数|总量|总规模|总额)(?:达到?|为|超过?|近|约|突破)*$")
ADDED = re.compile(r"^(?:新增|新建|新认定|新培育|净增)")
RATE_OF_CHANGE = re.compile(r"(?:精简|压减|压缩|减少|下降|缩短)(?:率|比例|幅度)")
_WITHIN_TIME = re.compile(r"^以?内(?=办结|完成|办理|审结|答复|出证|领证)")  # 企业开办1个工作日内办结
_PER = re.compile(r"^/[\u4e00-\u9fff]{1,3}")  # 6.5份/千人
_AFTER_UNIT = re.compile(r"(?:以上|以下|左右)?(?:大关|关口|台阶)?")
STOP = re.compile(r"[。；;]")
# 18项行政许可事项全部纳入…办理: what became of all of them is not what was counted
_ALL_OF_THEM = re.compile(
    r"(?<=[\u4e00-\u9fff”]{3})(?:已|均|已全部|全部|全面|整体|统一|一律)+(?:纳入|进驻|入驻|下放|划转|移交|接入|整改|办结|完成|实现|落实|达到|达标)"
)
_A_LOT_MORE = re.compile(r"[和及、](?=一批|一大批|多个)")  # 完成101个村庄规划编制和一批危房改造项目
_RANKED = re.compile(r"[、，]?(?:位?居|位?列|排名?|跃居|稳居|创)(?:全|省|世|[东中西]部|近\d|历史|同).*$")
_CHANGED = re.compile(
    r"(?:,|，)?(?:同口径(?:下)?|同比|环比|较上年同期|比上年同期|较上年|比上年|较去年|比去年|与上年相比|[较比]20\d{2}年|同期|分别|再|(?<![人户])平均|年均|[大小]幅|净|实际|(?<![人户年月])均|预计|按?可比(?:口径|价格?)(?:计算)?)*(?:增长|"
    r"递增|精简|上升|提高|提升|增加|增幅|增速|上涨|攀升|下降|减少|降低|降幅|减幅|回落|缩减|压减|下滑|扩大|多增|少增|压缩|缩短|削减|核减|前移|前进|跃升|后移|后退)(?:了|率|幅度)?(?:达到?|为|约|近|超过?)*$"
)
_COMPARED = re.compile(
    r"(?:同比|环比|较上年|比上年|较去年|比去年|[较比](?:20\d{2}年|上年同期|法定时限|法定期限|承诺时限)|分别|按可比(?:口径|价格?)(?:计算)?|[的，,])+$"
)
# 执行到位标的: no loose 的
_LOOSE = re.compile(r"^[，,、；;：:。的]+|(?:[，,、；;：:。]|(?<![标目])的)+$")


def own_words(words: str) -> str:
    """A clause without what leads into it, light verbs, and the saying that it got better."""
    said = _GETS_BETTER.sub("", _DEBRIS.sub("", TAIL.sub("", LEAD.sub("", words))))
    within = _WITHIN.fullmatch(said)
    return LEAD.sub("", within.group(1)) if within else said


def words_before(words: str, kind: str, named_after: bool) -> str:
    """The words before a number without those that only lead to it.

    A name that ends in 、 before the number is another's when the number's own stands after it (`named_after`):
    公园、14块绿地.
    """
    left = LEAD.sub("", _JOINING.sub("", words)).rstrip("（(").lstrip("）)")  # 纠错率（21.4%）高于…
    if named_after and (other := _ANOTHER.search(left)):
        left = left[other.end() :]
    left = _COUNTED_TOGETHER.sub("", TAIL.sub("", _AMONG.sub("", left)))
    left = "" if left == "中" else left  # 53名公职律师中，仅31名参与办案
    if kind == "change":
        left = without_change(left) or (left if RATE_OF_CHANGE.fullmatch(left) else "")
    left = _MANNER_LAST.sub("", left)
    left = _ASPECT.sub("", _DEBRIS.sub("", left))
    left = left + "比" if left.endswith("占") and len(left) > _SHORTEST_SHARE else left  # 即办件占68%
    within = _WITHIN.fullmatch(left)
    return within.group(1) if within else "" if _PREPOSITION.fullmatch(left) else left


def words_after(words: str) -> str:
    """The words after a number that name what it counts, without remarks, praise, ranks and what became of all."""
    right = _AFTER_UNIT.sub("", _REMARK.sub("", words), count=1)
    right = _PER.sub("", _WITHIN_TIME.sub("", right))
    right = _RANKED.sub("", _A_LOT_MORE.split(STOP.split(right, maxsplit=1)[0], maxsplit=1)[0]).strip("、，, \n")
    if whole := _ALL_OF_THEM.search(right):
        right = right[: whole.start()]
    return "" if right == "次" or _PRAISE.fullmatch(right) else _balanced(right.removeprefix("的"))


def joined(head: str, label: str) -> str:
    """`head` and `label`, with what the one ends in and the other begins with said once: 排污口整治 + 整治完成率."""
    for size in range(min(len(head), len(label)), 1, -1):
        if head.endswith(label[:size]):
            return head + label[size:]
    return head + label


def without_change(left: str) -> str:
    """Words before a number without those of growth and fall and of what it is compared with: 收入同比增长 → 收入."""
    return _COMPARED.sub("", _CHANGED.sub("", left))


def head_noun(topic: str) -> str:
    """The object of a topic without its verb, for a rate that is said of it: 受理行政复议申请 → 行政复议申请."""
    return re.sub(
        r"^(?:全部|共|累计)?(?:受理|办理|收到|接收|接到|完成|开展|办结|审结|处理|答复|承办|组织|举办|收到的|新收)",
        "",
        topic,
    )


def _balanced(words: str) -> str:
    """Words without the closing brackets that open before them."""
    while words.endswith(("）", ")")) and words.count("（") + words.count("(") < words.count("）") + words.count(")"):
        words = words[:-1]
    return words


def condensed(label: str) -> str:
    """A label without blanks and loose marks, cut to a readable length at its own joints."""
    label = _LOOSE.sub("", "".join(label.split()))
    label = re.sub(r"^(?:将|对|把)(?=[\u4e00-\u9fff]{2,}$)", "", label) if len(label) < 4 else label
    if len(label) <= MAX_LABEL:
        return label
    parts = re.split(r"[，,]", label)
    while len(parts) > 1 and len("，".join(parts)) > MAX_LABEL:
        parts.pop(0)
    label = "，".join(parts)
    said = _PREDICATE_LATE.search(label)
    if len(label) > MAX_LABEL and said:
        label = label[: said.start()]
    while len(label) > MAX_LABEL and (joint := re.search(r"[、和及]", label)):
        label = label[joint.end() :]
    return label[-MAX_LABEL:]
