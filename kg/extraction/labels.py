"""What a number measures, in the words of its clause: the label that a person would head a column with."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.extraction.document import Clause, Document
from kg.extraction.model import ObservationFact
from kg.language.quantities import Quantity
from kg.language.records import record
from kg.language.spans import Span
from kg.language.writing import without_blanks

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
# 投资2亿元的智慧城市项目: the measure is said first, the thing later
_MEASURE_FIRST = re.compile(
    r"(?:总投资额?|计划投资|投资|投入|总?建筑面积|占地面积|占地|总?面积|总长度?|全长|长|年?产值|日处理能力|年产能|总造价|造价|总价值|价值|货值)$"
)
_OF = re.compile(r"^(?:建设|实施|打造|新建|改造)?的(?=[\u4e00-\u9fffA-Z0-9“])")
_PREDICATE = re.compile(
    r"(?<=[\u4e00-\u9fff”]{2})(?:实现|全部|全面|顺利|如期|按期|成功|主体|整体|已|正式|开工|完工|投产|投入|建成|竣工|通车|封顶|落地|运营|进展|投用|达产|启动|完成|获|被|晋升|列入|入选|全线|相继|陆续|正在|"
    r"有序|稳步|即将|年内|进行|于)"
)
_TAIL = re.compile(
    r"(?:(?:均|并列|名次)?(?:位?居|位?列|排名?|名列|稳居|跃居|升至|升到|前移至)?(?:全[国省市区县州]|全自治区|同类[\u4e00-\u9fff]{2,4})?第(?=$)|(?:均|并列|"
    r"名次)?(?:位居|位列|排名|名列|稳居|跃居|居|排|列)(?:全[国省市区县州]|全自治区)(?=$)|[\s：:、，,]|(?<![标目])的|平均|[由从](?:法定|承诺|原有|20\d{2}年底?|去年|上年|前年|年初|原来|过去|此前|之前)?的?(?=$)|"
    r"20\d{2}年(?:的)?(?=$)|(?<=[\u4e00-\u9fff]{2})(?:增加|提高|上升|增长|提升|扩大|下降|减少|降低|缩短|压缩)[到至](?=(?:20\d{2}年)?的?$)|相当于|共计|"
    r"合计|累计|总计|共有|共|总数|总量为|达到了?|达|高达|(?<![行作认])为|是|有|(?<![签预续履违节])约|近|仅|只|已|实现了?|(?<![人户年月日])均|都|分别|各|完成|控制[在到]|发展到|扩大到|达成|保持在?|稳定在|维持在|(?<=[，,、\s])计|^计|多达|超|在|至|到|双双|又|"
    r"先后|已经|就|全年|年内|全部|同步|突破|增至|升至|降至|提高到|提升到|提升至|提高至|下降到|下降至|上升至|上升到|增加到|减少到|减少至|缩短至|缩短到|压缩至|压缩到|压减至|调整为|不超过|首次|一举|"
    r"率先|年产|地达|力争|预计|预期|首破|确保|争取|每人每?[年月天日次]|每[年月天日])+$"
)
_RATE = re.compile(r"(?:率|占比|比重|比例|比|度|指数|得分|分值|成绩)$")
_OF_RATE = re.compile(r"(?:占比|比重|比例|(?:[\u4e00-\u9fff]{2,3}率[、和及])*[\u4e00-\u9fff]{2}率)$")
_OWN_NAME = 5  # 网上可办率 says by itself what it is the rate of
_BARE_RATE = re.compile(
    r"^(?:[和、及与]?(?:群众|总体|综合|平均|按时|按期|一次性?|及时|现场|整体)?(?:[\u4e00-\u9fff]{0,4}(?:(?<!效)率|度)|[\u4e00-\u9fff]{0,2}(?:占比|比重|比例)))+$|^占比$|^占(?![道地用压])|^其[他余].?$|"
    r"^(?:为|占|完成|达到?)?(?:全年|年度|年初|当年|全年度)(?:计划|目标任务|目标|任务|预算)数?$|^其中$|^同比|^环比|^涉及(?:人员?|金额|案件|资金)?$|^参与$|^(?:综合|平均|总)?得分$|^受众$|^覆盖$|^金额|^(?:平均)?(?:用时|耗时|时长|时间|时限)$"
)
_CHANGE_ONLY = re.compile(
    r"^(?:同口径|同比|年均|每年|累计|环比|较上年|比上年|比去年|较去年|实际|平均|年均|名义|净|分别|均|[大小]幅|可比价|按可比价格?计算|[较比]20\d{2}年|是20\d{2}年|"
    r"是[\u4e00-\u9fff“”]{0,10}|[较比]上年同期)*(?:增长|递增|精简|增加|上升|提高|提升|增幅|增速|下降|减少|降低|降幅|减幅|回落|下滑|压缩|缩短|压减|削减|核减|上涨|下跌|少增|多增|前移|前进|跃升|后移|后退|"
    r"扩大|收窄|优化|调整|发展|扩展|扩充|改善)?(?:了|幅度|率)?$|^(?:超过|高于|低于|超出|好于|超额)(?:年度|年初|省定|市定|预期|全[省国市区])*(?:目标|平均(?:水平)?|任务|计划)?$|"
    r"^(?:较|同?比|与)(?:去年|上年|上一年|20\d{2}年|(?:法定|承诺|规定|原有?|改革前)的?(?:办理|审批|办结|承诺)?(?:时[限间]|期限)?)(?:同期)?(?:相比)?$"
)
_NAMES = re.compile(r"[、及]|(?<!参)与|和(?!解|谐|平)|以及|两级$|三级$")
FUNCTION_ONLY = re.compile(
    r"^(?:[对向为就将把被由从在以与和及并]|组织|开展|完成|实现|举办|召开|取消|明确|发出|发放|举行|进行|梳理|涉及|包括|覆盖|占|获|有|是|的|新增|净增|保持|稳定在?|始终|连续|选派|选聘|聘请|抽调|派出|配备|邀请|安排|"
    r"投入|出动|惠及|带动|吸引|解决了?|完成了|实施了?|建成|新建|改造|关停|查处|检查|整治|累计|共|全市|全区|全县|全省|使|让|帮助|服务|引导|组建|成立|培育|引进|推出|圆满)*$"
)
_MAX_LABEL = 36
_SHORTEST_SHARE = 3
_ENOUGH = 6  # characters that say what a sentence was speaking of
# a measure that says nothing without what it is of
_BARE_MEASURE = re.compile(
    r"(?:总|年度?|计划|预计|累计|当年)?(?:完成|实现)?(?:总?投资额?|总投入|投入资金|投入|产值|销售收入|销售额|营业收入|产量|面积|占地面积|占地|建筑面积|造价|融资|交易额|成交额)"
)
_CARRIED_OUT = re.compile(
    r"(?:重点|全面|加快|继续)*(?:实施|完成|建设|新建|改造|建成|启动|用于|推进|开展)了?(?:对)?([\u4e00-\u9fff“”、]{2,24}?)(?:的|等\d|建设)?$"
)
# 投资23.6亿元实施城市更新项目41个
_SPENT_ON = re.compile(
    r"(?:用于|实施|建设|新建|改造|建成|推进|完成|启动)了?(?P<thing>[\u4e00-\u9fff“”、]{3,20}?)(?:建设)?(?=\d|[，。；]|$)"
)
_LONGEST_THING = 24
# 提速发展电子信息产业，引进一批项目，产值增长10%
_SECTOR = re.compile(r"[\u4e00-\u9fff]{0,4}(?:发展|壮大|做[大强优])(?P<sector>[\u4e00-\u9fff、]{2,12}(?:产业|业))[，,]")
# 在固定资产投资方面，力争甲县增长10%、乙县增长8%
_ASPECT_OF_DIVISIONS = re.compile(r"在(?P<what>[\u4e00-\u9fff]{3,14}?)(?:增长|增速)?方面[，,]")
_DIVISIONS = "县市区旗州镇乡"
# the measure with which a name ends
_MEASURES = re.compile(
    r"(?:[\u4e00-\u9fff]{2}率|[占比]重|比例|品牌价值|面积|收入|金额|(?:参保|参合|缴存|受益|在校|就业|从业)?人数|人次|标准|产值|价格|支出|总额|余额|浓度|时[限间长]|投资|增加值"
    r"|(?:用电|用水|发电|吞吐|周转|交易|运输|业务总|排放|客流|出栏|存栏|[^质])量)$"
)
_DIVISION_FIRST = re.compile(r"[\u4e00-\u9fff]{1,10}?[县市区旗州镇乡](?=[\u4e00-\u9fff]{2})")
_IS_MEASURE = re.compile(r"(?:面积|总额|总量|收入|产值|产量|率|指数|增加值|余额|投资|投入|规模|人数|人次|标准|均)$")
_NO_THING = re.compile(r"^(?:使|让|加大|提高|提升|把|将|为)|得到|改善|初具|进程|加快$")
_ACTS = (
    "新?开工建设|新?开工|竣工|完工|投产|达产|改造提升|改造|扩建|改建|新建|建成|在建|续建|签约|落地|开业|上市|关停|拆除"
    "|征收|搬迁|整治"
)
# what was done, without to what
_ACTS_LAST = re.compile(rf"(?:{_ACTS})+$")
_ACT_ONLY = re.compile(rf"(?:{_ACTS})(?:投产|投用|运营)?")
_LEVEL = r"(?:国家|自治区|[省市县区镇])级"
_FOUNDS = "(?:创建|建成|命名|新增|培育|打造|新建|认定|评选|获评)"
_LEVEL_ONLY = re.compile(rf"{_FOUNDS}?{_LEVEL}")
_LEVEL_LAST = re.compile(rf"^{_LEVEL}|{_LEVEL}$")
_FOUNDED = re.compile(rf"^{_FOUNDS}")
_LEVELS_GO_ON = re.compile(
    rf"(?:[、和]\d+[\u4e00-\u9fff]{_LEVEL})*[、和]\d+[\u4e00-\u9fff]{_LEVEL}([\u4e00-\u9fff“”]{{2,14}})"
)
_BATCH = re.compile(r"(?:第[一二三四五六七八九十]|首|新一)批")
_UNDER_WAY = re.compile(r"(?:正在?|已|将|即将|全部|陆续|完成|启动|开工|投入)")
_EACH = re.compile(r"(?:实现|确保|做到|保证)?每[个一]?[\u4e00-\u9fff]{1,4}")  # 确保每个社区不少于5名
_LONGEST_PART = 8  # 个体工商户
_RANKS = frozenset(("person-formal", "name", "rank"))
_DIVISION_ALONE = re.compile(r"[\u4e00-\u9fff]{1,10}[省市区县州旗镇乡]")
_TOTALS = frozenset(("总数", "总量", "总规模", "总额"))
_DIGIT = re.compile(r"\d")
_TOTAL = re.compile(r"(总数|总量|总规模|总额)(?:达到?|为|超过?|近|约|突破)*$")
_ADDED = re.compile(r"^(?:新增|新建|新认定|新培育|净增)")


@record(frozen=True, slots=True)
class Measured:
    quantity: Quantity
    clause: int
    left: Span
    right: Span


def distributed_labels(
    text: str, clause: Clause, accepted: list[Measured], earlier: list[ObservationFact]
) -> list[str] | None:
    """Labels of A、B、C分别增长9.1%、6.9%、3.1%: as many names as numbers, in order; or of the numbers before them."""
    if len(accepted) < 2:
        return None
    head = text[clause.span.begin : accepted[0].quantity.span.begin]
    position = head.rfind("分别")
    if position < 0:
        return _side_by_side(text, clause, head, accepted, earlier)
    subject = _strip_change(LEAD.sub("", head[:position]))
    names = [part for part in _NAMES.split(subject) if part]
    if len(accepted) == 2 and len(names) == 1 and "城乡" in subject:
        # 城乡居民人均可支配收入分别达到4.2万元和2.1万元
        names = [subject.replace("城乡", "城镇", 1), subject.replace("城乡", "农村", 1)]
    total = _TOTAL.fullmatch(subject)
    share = len(names) == 1 and subject.startswith("占")
    # 办理建议83件、提案97件，…，满意率分别达98.8%、99%
    counted = [fact.label for fact in earlier if fact.sentence == clause.sentence and fact.measure_kind == "level"]
    if len(names) == 1 and _OF_RATE.fullmatch(names[0].removeprefix("群众")) and len(counted) >= len(accepted):
        return [_condense(_joined(_head_noun(label), names[0])) for label in counted[-len(accepted) :]]
    if not names or total or share:
        before = [
            fact.label
            for fact in earlier
            if fact.sentence == clause.sentence and fact.measure_kind in ("level", "ratio")
        ]
        if share and len(before) < len(accepted):  # 甲、乙增加值分别增长9%、8%，占工业比重分别为21%、33%
            before = [fact.label for fact in earlier if fact.sentence == clause.sentence]
        if len(before) < len(accepted):
            return None
        before = before[-len(accepted) :]
        if share:
            return [_condense(label + subject) for label in before]
        return [_condense(_ADDED.sub("", label) + total.group(1)) for label in before] if total else before
    if len(names) < len(accepted):
        return None
    names = names[-len(accepted) :]
    shared = _shared_noun(names)
    said = _strip_change(_TAIL.sub("", head[position + 2 :]))
    tail = "" if FUNCTION_ONLY.match(said) or _CHANGE_ONLY.match(said) else said
    return [_condense((name if name.endswith(shared) else name + shared) + tail) for name in names]


def _side_by_side(
    text: str, clause: Clause, head: str, accepted: list[Measured], earlier: list[ObservationFact]
) -> list[str] | None:
    """Labels of 甲和乙保持在90%和98%以上: exactly as many names before as numbers in a row."""
    for one, following in pairwise(accepted):
        between = text[one.quantity.span.end : following.quantity.span.begin]
        if between not in ("、", "和", "及") or one.quantity.unit != following.quantity.unit:
            return None
    if not _strip_change(LEAD.sub("", head)):  # 甲、乙分别为27小时、1小时，压缩74%和91%
        before = earlier[-len(accepted) :]
        apart = len({fact.label for fact in before}) == len(accepted)
        if apart and all(
            fact.rule == "observation/distributed" and fact.sentence == clause.sentence for fact in before
        ):
            return [fact.label for fact in before]
    names = [name for name in _NAMES.split(_before(head, "", named_after=False)) if name]
    if len(names) != len(accepted) or not _MEASURES.search(names[-1]):
        return None
    shared = _shared_noun(names)
    return [_condense(name if name.endswith(shared) else name + shared) for name in names]


def label_of(document: Document, item: Measured, clause: Clause, earlier: list[ObservationFact], kind: str) -> str:
    """What the number measures, as a person would head a column with it."""
    text = document.text
    before, after = without_blanks(item.left.of(text)), without_blanks(item.right.of(text))
    if _CAPACITY.search(before):  # 甲厂年产50万吨芳烃、乙水库等项目开工: of the one work that has it in its name
        before, after = before[before.rfind("、") + 1 :], _NEXT_WORK.split(after, maxsplit=1)[0]
    left, right = _before(before, kind, bool(after.strip("，,、 \n的"))), _after(after)
    measure = _MEASURE_FIRST.search(left)
    if measure and _OF.match(after):
        cut = _PREDICATE.search(right)
        label = _condense((right[: cut.start()] if cut else right) + measure.group())
    else:
        label = _condense(left + right)
    if measure and (things := _OF_THINGS.match(text, item.quantity.span.end)):
        return _condense(things["thing"] + measure.group())
    if _BARE_MEASURE.fullmatch(label) and not right:
        return _condense(_measured_thing(document, item, clause, earlier, label))
    if _ACT_ONLY.fullmatch(label) and not right:
        thing = _thing(earlier, clause)
        return _condense(thing + label) if thing else label
    if _LEVEL_ONLY.fullmatch(label):  # 建成3个省级、12个市级示范村
        goes_on = _LEVELS_GO_ON.match(text, item.right.end)
        thing = goes_on.group(1) if goes_on else _FOUNDED.sub("", _LEVEL_LAST.sub("", _thing(earlier, clause)))
        if thing:
            return _condense(label + thing)
    if _BATCH.fullmatch(left) and (not right or _UNDER_WAY.match(right)) and (thing := _thing(earlier, clause)):
        return _condense(left + _BATCH.sub("", thing))  # 首批12个实践站已建成，第二批20个正在建设
    bare = label in _TOTALS or _EACH.fullmatch(label) is not None
    if _of_the_new(text, item, clause, earlier, label, kind):
        label = f"新增{label}"  # 新增市场主体2136户，其中企业532户，个体工商户1604户
    if item.quantity.unit in _RANKS and _DIVISION_ALONE.fullmatch(label):
        label = ""  # 在营商环境评价中，甲县位列全省第3位
    rate = _BARE_RATE.match(label) is not None and label not in document.words.rate_names
    weak = not label or bare or rate or _CHANGE_ONLY.match(label) or FUNCTION_ONLY.match(label)
    if not weak and len(label) >= 2:
        aspect = (
            _ASPECT_OF_DIVISIONS.search(text, *_before_in_sentence(document, item)) if label[-1] in _DIVISIONS else None
        )
        return label + aspect["what"] if aspect else label
    total, last = _TOTAL.search(before), _last_in_sentence(earlier, clause)
    if total and last is not None and (not label or bare):
        if text.startswith("其中", last.span.begin):  # 新增经营主体90户，其中企业20户，总量达600户
            last = _last_in_sentence(earlier[:-1], clause) or last
        return _condense(_ADDED.sub("", last.label) + total.group(1))
    topic = _topic(document, item, clause, earlier, bool(label and _CHANGE_ONLY.match(label)), not label, kind)
    if _RATE_OF_CHANGE.fullmatch(label) and not _NOUN.search(topic):
        return label  # 保留286项，精简率达21%
    topic = topic.removesuffix("连续")  # 粮食总产连续12年超43亿斤
    counted = _UP_TO_NUMBER.match(text, item.quantity.span.end, clause.span.end) if not label else None
    if counted is not None and kind == "level" and item.quantity.unit in _OF_THINGS_THAT_ACT:
        does = _DOES.search(counted.group())
        return counted.group()[: does.start()] if does else counted.group()
    if not topic:
        return label or text[clause.span.begin : min(clause.span.end, clause.span.begin + _MAX_LABEL)]
    if not label or _CHANGE_ONLY.match(label) or _EACH.fullmatch(label) or topic.endswith(label):
        return topic
    if not _RATE.search(label):
        return _condense(topic + label)
    # 提案办结率100%，满意率98%: a rate beside a rate is of the same thing, not of the rate
    head = _OF_RATE.sub("", _head_noun(topic))
    if topic in label:
        return label
    says_all = len(label) > _OWN_NAME + 1 or (len(label) >= _OWN_NAME and (_RATE.search(topic) or "，" in topic))
    return _condense(label if says_all else _joined(head, label))


def _before_in_sentence(document: Document, item: Measured) -> Span:
    """The sentence up to the clause of a number."""
    clause = document.clauses[item.clause]
    return Span(document.report.sentences[clause.sentence].span.begin, clause.span.begin)


def _of_the_new(
    text: str, item: Measured, clause: Clause, earlier: list[ObservationFact], label: str, kind: str
) -> bool:
    """Whether a number is a part of what the sentence says is new, by 其中 before it or before the part before it."""
    last = _last_in_sentence(earlier, clause)
    if last is None or kind != "level" or last.unit != item.quantity.unit or not last.label.startswith("新增"):
        return False
    if not 2 <= len(label) <= _LONGEST_PART or _ADDED.match(label) or label[-1] == "率":
        return False
    return text.startswith("其中", clause.span.begin) or text.startswith("其中", last.span.begin)


def _measured_thing(
    document: Document, item: Measured, clause: Clause, earlier: list[ObservationFact], measure: str
) -> str:
    """A measure that stands alone, with what it is of: said before (…项目建设，完成投资25亿元) or after it."""
    text = document.text
    own = _SPENT_ON.match(text, item.quantity.span.end, clause.span.end)
    if own is not None:
        return own["thing"] + measure
    last = _last_in_sentence(earlier, clause)
    sector = _SECTOR.match(text, *_before_in_sentence(document, item)) if last is None else None
    if sector:
        return sector["sector"] + measure
    index = item.clause - 1
    # 投资3600万元 after a semicolon is of what follows
    goes_on = index >= 0 and not _STOP.search(text, document.clauses[index].span.end, clause.span.begin)
    if goes_on and last is not None and item.clause - document.clause_at(last.at) <= 1:
        return _noun_of(last.label) + measure
    if goes_on and last is None and document.clauses[index].sentence == clause.sentence:
        said = _own_words(document.clauses[index].span.of(text))
        said = "" if _NO_THING.search(said) else _noun_of(said)
        if 2 <= len(said) <= _LONGEST_THING:
            return said + measure
    index = item.clause + 1
    if index < len(document.clauses) and document.clauses[index].sentence == clause.sentence:
        done = _CARRIED_OUT.match(text, *document.clauses[index].span)
        if done and not _DIGIT.search(done.group(1)):
            return done.group(1) + measure
    return measure


def _thing(earlier: list[ObservationFact], clause: Clause) -> str:
    """The noun of the label before: 重大项目新开工200个、竣工90个."""
    last = _last_in_sentence(earlier, clause)
    if last is None:
        return ""
    return _noun_of(_ACTS_LAST.sub("", last.label))


def _noun_of(label: str) -> str:
    """The thing in a label; nothing when the label is of a measure itself, which has no other."""
    cut = _PREDICATE.search(label)
    label = _ADDED.sub("", label[: cut.start()] if cut else label)
    return "" if _IS_MEASURE.search(label) else label


def _last_in_sentence(earlier: list[ObservationFact], clause: Clause) -> ObservationFact | None:
    return earlier[-1] if earlier and earlier[-1].sentence == clause.sentence else None


def _own_words(words: str) -> str:
    """A clause without what leads into it, light verbs, and the saying that it got better."""
    said = _GETS_BETTER.sub("", _DEBRIS.sub("", _TAIL.sub("", LEAD.sub("", words))))
    within = _WITHIN.fullmatch(said)
    return LEAD.sub("", within.group(1)) if within else said


def _before(words: str, kind: str, named_after: bool) -> str:
    """The words before a number without those that only lead to it.

    A name that ends in 、 before the number is another's when the number's own stands after it (`named_after`):
    公园、14块绿地.
    """
    left = LEAD.sub("", _JOINING.sub("", words)).rstrip("（(").lstrip("）)")  # 纠错率（21.4%）高于…
    if named_after and (other := _ANOTHER.search(left)):
        left = left[other.end() :]
    left = _COUNTED_TOGETHER.sub("", _TAIL.sub("", _AMONG.sub("", left)))
    left = "" if left == "中" else left  # 53名公职律师中，仅31名参与办案
    if kind == "change":
        left = _strip_change(left) or (left if _RATE_OF_CHANGE.fullmatch(left) else "")
    left = _MANNER_LAST.sub("", left)
    left = _ASPECT.sub("", _DEBRIS.sub("", left))
    left = left + "比" if left.endswith("占") and len(left) > _SHORTEST_SHARE else left  # 即办件占68%
    within = _WITHIN.fullmatch(left)
    return within.group(1) if within else "" if _PREPOSITION.fullmatch(left) else left


_RATE_OF_CHANGE = re.compile(r"(?:精简|压减|压缩|减少|下降|缩短)(?:率|比例|幅度)")
_NOUN = re.compile(r"[\u4e00-\u9fff]{4}")  # more than a verb
_NEXT_ITEM = re.compile(r"[；;](?=(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|[①-⑳]))")
_CAPACITY = re.compile(r"(?:年产|日产|年处理|日处理)$")
_NEXT_WORK = re.compile(r"[、等]")
_WITHIN_TIME = re.compile(r"^以?内(?=办结|完成|办理|审结|答复|出证|领证)")  # 企业开办1个工作日内办结
_PER = re.compile(r"^/[\u4e00-\u9fff]{1,3}")  # 6.5份/千人
_AFTER_UNIT = re.compile(r"(?:以上|以下|左右)?(?:大关|关口|台阶)?")
_STOP = re.compile(r"[。；;]")
# 总投资186亿元的58个重点项目
_OF_THINGS = re.compile(r"的\d[\d.,]*[个项条家座处](?P<thing>[\u4e00-\u9fff“”]{2,16})")
# 2415个调解组织调处纠纷3.87万件: the words that both numbers share
_UP_TO_NUMBER = re.compile(r"(?!以[上下内])[\u4e00-\u9fff“”]{5,24}(?=[0-9])")
_DOES = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})(?:共|累计|全年)*(?:调处|排查|化解|开展|办理|受理|接待|提供|完成|举办|查处|参加|检查|巡查|走访|坐班|值班"
    r"|调解(?!组织|委员会|员|室|中心)|服务(?!中心|站|窗口|机构))"
)
_OF_THINGS_THAT_ACT = frozenset(("piece", "person", "name", "person-formal", "household", "team"))
# 18项行政许可事项全部纳入…办理: what became of all of them is not what was counted
_ALL_OF_THEM = re.compile(
    r"(?<=[\u4e00-\u9fff”]{3})(?:已|均|已全部|全部|全面|整体|统一|一律)+(?:纳入|进驻|入驻|下放|划转|移交|接入|整改|办结|完成|实现|落实|达到|达标)"
)
_A_LOT_MORE = re.compile(r"[和及、](?=一批|一大批|多个)")  # 完成101个村庄规划编制和一批危房改造项目
_RANKED = re.compile(r"[、，]?(?:位?居|位?列|排名?|跃居|稳居|创)(?:全|省|世|[东中西]部|近\d|历史|同).*$")


def _after(words: str) -> str:
    right = _AFTER_UNIT.sub("", _REMARK.sub("", words), count=1)
    right = _PER.sub("", _WITHIN_TIME.sub("", right))
    right = _RANKED.sub("", _A_LOT_MORE.split(_STOP.split(right, maxsplit=1)[0], maxsplit=1)[0]).strip("、，, \n")
    if whole := _ALL_OF_THEM.search(right):
        right = right[: whole.start()]
    return "" if right == "次" or _PRAISE.fullmatch(right) else _balanced(right.removeprefix("的"))


def _joined(head: str, label: str) -> str:
    """`head` and `label`, with what the one ends in and the other begins with said once: 排污口整治 + 整治完成率."""
    for size in range(min(len(head), len(label)), 1, -1):
        if head.endswith(label[:size]):
            return head + label[size:]
    return head + label


def _shared_noun(names: list[str]) -> str:
    """What the last of several names says for all: 水稻、甘蔗机械化率 → 机械化率, 养老保险和医疗保险参保率 → 参保率."""
    division = _DIVISION_FIRST.match(names[-1])
    if division and all(name[-1] == division.group()[-1] for name in names[:-1]):
        return names[-1][division.end() :]
    lengths = {len(name) for name in names[:-1]}
    (length,) = lengths if len(lengths) == 1 else (0,)
    if 0 < length <= 3 and len(names[-1]) >= length + 2:
        return names[-1][length:]
    ending = _MEASURES.search(names[-1])
    if ending is None or len(ending.group()) + 2 > len(names[-1]):
        return ""
    return "" if any(_MEASURES.search(name) or name[-1] == "数" for name in names[:-1]) else ending.group()


_CHANGED = re.compile(
    r"(?:,|，)?(?:同口径(?:下)?|同比|环比|较上年同期|比上年同期|较上年|比上年|较去年|比去年|与上年相比|[较比]20\d{2}年|同期|分别|再|(?<![人户])平均|年均|[大小]幅|净|实际|(?<![人户年月])均|预计|按?可比(?:口径|价格?)(?:计算)?)*(?:增长|"
    r"递增|精简|上升|提高|提升|增加|增幅|增速|上涨|攀升|下降|减少|降低|降幅|减幅|回落|缩减|压减|下滑|扩大|多增|少增|压缩|缩短|削减|核减|前移|前进|跃升|后移|后退)(?:了|率|幅度)?(?:达到?|为|约|近|超过?)*$"
)
_COMPARED = re.compile(
    r"(?:同比|环比|较上年|比上年|较去年|比去年|[较比](?:20\d{2}年|上年同期|法定时限|法定期限|承诺时限)|分别|按可比(?:口径|价格?)(?:计算)?|[的，,])+$"
)


def _strip_change(left: str) -> str:
    return _COMPARED.sub("", _CHANGED.sub("", left))


def _topic(
    document: Document,
    item: Measured,
    clause: Clause,
    earlier: list[ObservationFact],
    same_measure: bool,
    empty: bool,
    kind: str,
) -> str:
    """What the item of the sentence was speaking of before: the last thing measured in it, or its clauses."""
    text = document.text
    begin, end = _before_in_sentence(document, item)
    items = [match.end() for match in _NEXT_ITEM.finditer(text, begin, end)]
    begin = items[-1] if items else begin
    after_semicolon = text.rfind("；", begin, end)  # before it another thing is spoken of
    last = _last_in_sentence(earlier, clause)
    last = None if last is not None and last.at < begin else last
    if last is not None and last.label.endswith(("连续保持", "连续稳定", "持续保持")) and len(earlier) > 1:
        # 应诉率93.7%，连续四年保持在90%以上: of the rate, not of the years
        last = _last_in_sentence(earlier[:-1], clause) or last
    if last is not None:
        gap = item.clause - document.clause_at(last.at)
        if gap == 0 and empty and last.rule == "observation/after" and kind != "change":
            pass  # 涉及32个部门4126项: the noun after a number is its own; but 培训120名干部、增长20%
        elif same_measure or gap == 0 or gap == 1 or (gap <= 2 and not empty):
            return last.label
    parts: list[str] = []
    index = item.clause - 1
    while index >= 0 and document.clauses[index].span.end > begin and sum(map(len, parts)) < _ENOUGH:
        if parts and document.clauses[index].span.end <= after_semicolon:
            break
        part = _own_words(document.clauses[index].span.of(text))
        if part:
            parts.insert(0, part)
        index -= 1
    return _condense("，".join(parts))


def _head_noun(topic: str) -> str:
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


# 执行到位标的: no loose 的
_LOOSE = re.compile(r"^[，,、；;：:。的]+|(?:[，,、；;：:。]|(?<![标目])的)+$")


def _condense(label: str) -> str:
    """A label without blanks and loose marks, cut to a readable length at its own joints."""
    label = _LOOSE.sub("", "".join(label.split()))
    label = re.sub(r"^(?:将|对|把)(?=[\u4e00-\u9fff]{2,}$)", "", label) if len(label) < 4 else label
    if len(label) <= _MAX_LABEL:
        return label
    parts = re.split(r"[，,]", label)
    while len(parts) > 1 and len("，".join(parts)) > _MAX_LABEL:
        parts.pop(0)
    label = "，".join(parts)
    said = _PREDICATE_LATE.search(label)
    if len(label) > _MAX_LABEL and said:
        label = label[: said.start()]
    while len(label) > _MAX_LABEL and (joint := re.search(r"[、和及]", label)):
        label = label[joint.end() :]
    return label[-_MAX_LABEL:]
