"""What a number measures, in the words of its clause: the label that a person would head a column with."""

from __future__ import annotations

import re

from kg.extraction.document import Clause, Document
from kg.extraction.label_words import (
    ADDED,
    CHANGE_ONLY,
    FUNCTION_ONLY,
    MAX_LABEL,
    OF_RATE,
    RATE_OF_CHANGE,
    STOP,
    TOTAL,
    condensed,
    head_noun,
    joined,
    own_words,
    words_after,
    words_before,
)
from kg.extraction.model import ObservationFact
from kg.extraction.segments import Measured
from kg.language.spans import Span
from kg.language.writing import without_blanks

# 投资2亿元的智慧城市项目: the measure is said first, the thing later
_MEASURE_FIRST = re.compile(
    r"(?:总投资额?|计划投资|投资|投入|总?建筑面积|占地面积|占地|总?面积|总长度?|全长|长|年?产值|日处理能力|年产能|总造价|造价|总价值|价值|货值)$"
)
_OF = re.compile(r"^(?:建设|实施|打造|新建|改造)?的(?=[\u4e00-\u9fffA-Z0-9“])")
_PREDICATE = re.compile(
    r"(?<=[\u4e00-\u9fff”]{2})(?:实现|全部|全面|顺利|如期|按期|成功|主体|整体|已|正式|开工|完工|投产|投入|建成|竣工|通车|封顶|落地|运营|进展|投用|达产|启动|完成|获|被|晋升|列入|入选|全线|相继|陆续|正在|"
    r"有序|稳步|即将|年内|进行|于)"
)
_RATE = re.compile(r"(?:率|占比|比重|比例|比|度|指数|得分|分值|成绩)$")
_OWN_NAME = 5  # 网上可办率 says by itself what it is the rate of
_BARE_RATE = re.compile(
    r"^(?:[和、及与]?(?:群众|总体|综合|平均|按时|按期|一次性?|及时|现场|整体)?(?:[\u4e00-\u9fff]{0,4}(?:(?<!效)率|度)|[\u4e00-\u9fff]{0,2}(?:占比|比重|比例)))+$|^占比$|^占(?![道地用压])|^其[他余].?$|"
    r"^(?:为|占|完成|达到?)?(?:全年|年度|年初|当年|全年度)(?:计划|目标任务|目标|任务|预算)数?$|^其中$|^同比|^环比|^涉及(?:人员?|金额|案件|资金)?$|^参与$|^(?:综合|平均|总)?得分$|^受众$|^覆盖$|^金额|^(?:平均)?(?:用时|耗时|时长|时间|时限)$"
)
_SHORTEST_TOPIC = 3
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
    r"(?:用于|实施|建设|新建|改造|建成|推进|完成|启动)了?(?:[\u4e00-\u9fff“”、]{2,16}?等?\d+[个项处座条所家])?(?P<thing>[\u4e00-\u9fff“”、]{3,20}?)(?:建设)?(?=\d|[，。；]|$)"
)
_LONGEST_THING = 24
# 提速发展电子信息产业，引进一批项目，产值增长10%
_SECTOR = re.compile(r"[\u4e00-\u9fff]{0,4}(?:发展|壮大|做[大强优])(?P<sector>[\u4e00-\u9fff、]{2,12}(?:产业|业))[，,]")
# 在固定资产投资方面，力争甲县增长10%、乙县增长8%
_ASPECT_OF_DIVISIONS = re.compile(r"在(?P<what>[\u4e00-\u9fff]{3,14}?)(?:增长|增速)?方面[，,]")
_DIVISIONS = "县市区旗州镇乡"
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
_MEAN = re.compile(r"平均每[个一]?[\u4e00-\u9fff]{1,2}")
_LONGEST_PART = 8  # 个体工商户
_RANKS = frozenset(("person-formal", "name", "rank"))
_DIVISION_ALONE = re.compile(r"[\u4e00-\u9fff]{1,10}[省市区县州旗镇乡]")
_TOTALS = frozenset(("总数", "总量", "总规模", "总额"))
_DIGIT = re.compile(r"\d")
_NOUN = re.compile(r"[\u4e00-\u9fff]{4}")  # more than a verb
_NEXT_ITEM = re.compile(r"[；;](?=(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|[①-⑳]))")
_CAPACITY = re.compile(r"(?:年产|日产|年处理|日处理)$")
_NEXT_WORK = re.compile(r"[、等]")
# 总投资186亿元的58个重点项目
_OF_THINGS = re.compile(r"的\d[\d.,]*[个项条家座处](?P<thing>[\u4e00-\u9fff“”]{2,16})")
# 2415个调解组织调处纠纷3.87万件: the words that both numbers share
_UP_TO_NUMBER = re.compile(r"(?!以[上下内])[\u4e00-\u9fff“”]{5,24}(?=[0-9])")
_DOES = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})(?:共|累计|全年)*(?:调处|排查|化解|开展|办理|受理|接待|提供|完成|举办|查处|参加|检查|巡查|走访|坐班|值班"
    r"|调解(?!组织|委员会|员|室|中心)|服务(?!中心|站|窗口|机构))"
)
_OF_THINGS_THAT_ACT = frozenset(("piece", "person", "name", "person-formal", "household", "team"))


def label_of(document: Document, item: Measured, clause: Clause, earlier: list[ObservationFact], kind: str) -> str:
    """What the number measures, as a person would head a column with it."""
    text = document.text
    before, after = without_blanks(item.left.of(text)), without_blanks(item.right.of(text))
    if _CAPACITY.search(before):  # 甲厂年产50万吨芳烃、乙水库等项目开工: of the one work that has it in its name
        before, after = before[before.rfind("、") + 1 :], _NEXT_WORK.split(after, maxsplit=1)[0]
    left, right = words_before(before, kind, bool(after.strip("，,、 \n的"))), words_after(after)
    if _BARE_MEASURE.fullmatch(left) and (spent := _SPENT_ON.match(text, item.quantity.span.end, clause.span.end)):
        return condensed(spent["thing"] + left)
    measure = _MEASURE_FIRST.search(left)
    if measure and _OF.match(after):
        cut = _PREDICATE.search(right)
        label = condensed((right[: cut.start()] if cut else right) + measure.group())
    else:
        label = condensed(left + right)
    if measure and (things := _OF_THINGS.match(text, item.quantity.span.end)):
        return condensed(things["thing"] + measure.group())
    if _BARE_MEASURE.fullmatch(label) and not right:
        return condensed(_measured_thing(document, item, clause, earlier, label))
    if _ACT_ONLY.fullmatch(label) and not right:
        thing = _thing(earlier, clause)
        return condensed(thing + label) if thing else label
    if _LEVEL_ONLY.fullmatch(label):  # 建成3个省级、12个市级示范村
        goes_on = _LEVELS_GO_ON.match(text, item.right.end)
        thing = goes_on.group(1) if goes_on else _FOUNDED.sub("", _LEVEL_LAST.sub("", _thing(earlier, clause)))
        if thing:
            return condensed(label + thing)
    if _BATCH.fullmatch(left) and (not right or _UNDER_WAY.match(right)) and (thing := _thing(earlier, clause)):
        return condensed(left + _BATCH.sub("", thing))  # 首批12个实践站已建成，第二批20个正在建设
    bare = label in _TOTALS or _EACH.fullmatch(label) is not None
    if _of_the_new(text, item, clause, earlier, label, kind):
        label = f"新增{label}"  # 新增市场主体2136户，其中企业532户，个体工商户1604户
    if item.quantity.unit in _RANKS and _DIVISION_ALONE.fullmatch(label):
        label = ""  # 在营商环境评价中，甲县位列全省第3位
    last = _last_in_sentence(earlier, clause)
    if _MEAN.fullmatch(label) and last is not None:
        return condensed(label + last.label)  # 配备人员52名，平均每所3.5人
    rate = _BARE_RATE.match(label) is not None and label not in document.words.rate_names
    weak = not label or bare or rate or CHANGE_ONLY.match(label) or FUNCTION_ONLY.match(label)
    if not weak and len(label) >= 2:
        aspect = (
            _ASPECT_OF_DIVISIONS.search(text, *_before_in_sentence(document, item)) if label[-1] in _DIVISIONS else None
        )
        return label + aspect["what"] if aspect else label
    total = TOTAL.search(before)
    if total and last is not None and (not label or bare):
        if text.startswith("其中", last.span.begin):  # 新增经营主体90户，其中企业20户，总量达600户
            last = _last_in_sentence(earlier[:-1], clause) or last
        return condensed(ADDED.sub("", last.label) + total.group(1))
    topic = _topic(document, item, clause, earlier, bool(label and CHANGE_ONLY.match(label)), not label, kind)
    if RATE_OF_CHANGE.fullmatch(label) and not _NOUN.search(topic):
        return label  # 保留286项，精简率达21%
    topic = topic.removesuffix("连续")  # 粮食总产连续12年超43亿斤
    counted = _UP_TO_NUMBER.match(text, item.quantity.span.end, clause.span.end) if not label else None
    if counted is not None and kind == "level" and item.quantity.unit in _OF_THINGS_THAT_ACT:
        does = _DOES.search(counted.group())
        return counted.group()[: does.start()] if does else counted.group()
    if not topic:
        return label or text[clause.span.begin : min(clause.span.end, clause.span.begin + MAX_LABEL)]
    if not label or CHANGE_ONLY.match(label) or _EACH.fullmatch(label) or topic.endswith(label):
        return topic
    if not _RATE.search(label):
        return condensed(topic + label)
    # 提案办结率100%，满意率98%: a rate beside a rate is of the same thing, not of the rate
    head = OF_RATE.sub("", head_noun(topic))
    if topic in label or len(topic) < _SHORTEST_TOPIC:  # 解除198人，重新犯罪率0.24%
        return label
    says_all = len(label) > _OWN_NAME + 1 or (len(label) >= _OWN_NAME and (_RATE.search(topic) or "，" in topic))
    return condensed(label if says_all else joined(head, label))


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
    if not 2 <= len(label) <= _LONGEST_PART or ADDED.match(label) or label[-1] == "率":
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
    goes_on = index >= 0 and not STOP.search(text, document.clauses[index].span.end, clause.span.begin)
    if goes_on and last is not None and item.clause - document.clause_at(last.at) <= 1:
        return _noun_of(last.label) + measure
    if goes_on and last is None and document.clauses[index].sentence == clause.sentence:
        said = own_words(document.clauses[index].span.of(text))
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
    label = ADDED.sub("", label[: cut.start()] if cut else label)
    return "" if _IS_MEASURE.search(label) else label


def _last_in_sentence(earlier: list[ObservationFact], clause: Clause) -> ObservationFact | None:
    return earlier[-1] if earlier and earlier[-1].sentence == clause.sentence else None


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
    before = document.clauses[item.clause - 1].span if item.clause else None
    if last is not None and before is not None and last.at < after_semicolon < before.begin and not same_measure:
        last = None  # 轮训600人次；加强行政应诉，败诉率低于10%
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
        part = own_words(document.clauses[index].span.of(text))
        if part:
            parts.insert(0, part)
        index -= 1
    return condensed("，".join(parts))
