"""Who does what a clause says: the bodies at its start, those that join them, or those of the clause before it."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.language.records import record
from kg.language.spans import Span, SpanIndex

# between two bodies that act together: A、B, A会同B, A等3部门联合B
_JOINED = re.compile(
    r"(?:等)?(?:[\d一二三四五六七八九十多]+个?)?(?:相关|有关)?(?:部门|单位|委办局)?"
    r"[、，,和及与以\s]*(?:联合|会同|协同|共同|携手|协调|牵头|配合|组织)*[、，,和及与\s]*"
)
_STOP = re.compile("[；;。:：]")
# what may stand before a subject without being a verb or a preposition
_LEAD = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,4}(?:年|月份?|日|季度)|上半年|下半年|年内|年底|年初|全年|今年|去年|期间|其间|同时|其中|此外|另外|目前|"
    r"近年来|一年来|截至目前|由|随后|之后|[\s\d“”\"])*"
)
# partners named before the verb of a subject that is not: 联合市公安局开展…
_PARTNERS = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,4}(?:年|月份?|日|季度)|上半年|下半年|年内|全年|今年|同时|积极|主动|先后|多次|密切|牵头|并|还|也|再次|"
    r"加强|\s)*(?:联合|会同|协同|携手|与|和|牵头会同|牵头联合|配合|协助)"
)
# whom the one who reports, or the subject before it, has do what follows: 组织市城管局开展…, 委托市老年大学实施…
_CAUSES = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,4}(?:年|月份?|日|季度)|全年|今年|同时|积极|主动|先后|多次|全力|大力|并|还|也|统一|\s)*"
    r"(?:组织|委托|推动|促成|指导|督促|支持|协调|动员|引导|安排|发动)(?:并)?(?:指导|督促|支持|协调|推动)?"
)
# a clause that goes on with the verb of the subject before it, and has none of its own
_GOES_ON = re.compile(
    r"(?:并|还|也|又|再|均|都|已|先后|相继|同步|共同|联合|牵头|率先|首次|首创|创新|积极|全面|深入|持续|大力|认真|扎实|稳步|有序|及时|主动|"
    r"着力|严格|专门|成功|正式|结合[^，。；]{0,10}?|因地制宜|在[^，。；在]{1,10}?)*"
    r"(?:开展|实施|推进|推行|推出|推动|推广|深化|落实|建立|健全|完善|打造|启动|启用|建成|上线|开通|开发|研发|运用|依托|组织|举办|实行|优化|设立|执行|"
    r"制定|印发|出台|发布|公布|修订|起草|编制|编写|审议|研究|讨论|通过|会同|联合|协同|部署|创建|构建|搭建|发放|承办|主办|牵头|开设|开办|成立|组建|举行)"
)


@record(frozen=True, slots=True)
class Subject:
    """The bodies (indices of mentions) that act in a clause; `reporter` when the report's own body acts with them.

    `end` is where the words of the subject end in the clause asked about, its begin when the subject is inherited.
    """

    bodies: tuple[int, ...]
    reporter: bool
    end: int


class Subjects:
    """Asked for the subject of the verb that stands before an offset, clause by clause."""

    def __init__(self, document: Document, bodies: list[BodyMention]) -> None:
        self._document = document
        self._bodies = bodies
        self.index = self._index = SpanIndex([body.span for body in bodies])
        self._predicates = {*document.boundaries.values(), *(hit.begin for hit in document.hits.get("predicate", ()))}
        self._known: dict[int, Subject | None] = {}
        self._opened: dict[int, Subject | None] = {}

    def before(self, at: int) -> Subject | None:
        """The subject of the clause that covers `at`, of bodies before `at`; None when no body is its subject."""
        number = self._document.clause_at(at)
        clause = self._document.clauses[number]
        own = self._own(clause.span.begin, at)
        if own is not None and not own.reporter:
            return self._with_leader(own, number)
        if own is None and not _GOES_ON.match(self._document.text, clause.span.begin, at):
            return None
        earlier = self._inherited(number)
        if own is None:
            earlier = earlier or self._of_paragraph(number)
            return None if earlier is None else Subject(earlier.bodies, earlier.reporter, clause.span.begin)
        if earlier is None or earlier.reporter:  # 会同A印发…，联合B出台…: B joins the reporter, not A
            return own
        return Subject((*earlier.bodies, *own.bodies), False, own.end)

    def words_end(self, at: int) -> int:
        """Where the words of the subject end in the clause that covers `at`: its begin when it has none of its own.

        A meeting is no such subject: what it is said to have done are its own sittings.
        """
        begin = self._document.clauses[self._document.clause_at(at)].span.begin
        own = self._own(begin, at)
        meets = own is None or any(self._bodies[body].kind == "meeting" for body in own.bodies)
        return begin if own is None or own.reporter or meets else own.end

    def next_after(self, at: int) -> Subject | None:
        """The bodies that open the clause after the one that covers `at`, in the same part of the sentence."""
        number = self._document.clause_at(at) + 1
        if number >= len(self._document.clauses) or not self._goes_with(number):
            return None
        own = self._own(*self._document.clauses[number].span)
        return None if own is None or own.reporter else own

    def topic(self, at: int) -> Subject | None:
        """The subject before `at`, or the nearest that opens a clause before it: what a sentence goes on about.

        A paragraph that opens with a body and a colon, or stands under one as its heading, is all about it.
        """
        number = self._document.clause_at(at)
        clause = self._document.clauses[number]
        own = self._own(clause.span.begin, at)
        while own is None and number and self._goes_with(number) and not self._opens_with_body(number):
            number -= 1
            earlier = self._document.clauses[number]
            own = self._own(earlier.span.begin, earlier.span.end)
            if own is not None and _BEGINS_TO_BE.match(self._document.text, own.end):
                own = None  # 市技术转移中心启动运行，技术合同…: the next clause is ours again
                break
        return own or self._of_paragraph(number)

    def adjacent(self, at: int) -> Subject | None:
        """The subject of the clause that covers `at`, of the one before it, or of the paragraph."""
        number = self._document.clause_at(at)
        own = self._own(self._document.clauses[number].span.begin, at)
        if own is None and number and self._goes_with(number):
            begin, end = self._document.clauses[number - 1].span
            own = self._own(begin, end)
            if own is not None and _BEGINS_TO_BE.match(self._document.text, own.end):
                own = None
        return own or self._of_paragraph(number)

    def _with_leader(self, own: Subject, number: int) -> Subject:
        """A subject together with the body that leads in the clause before: 由区司法局牵头，区检察院、区法院…."""
        if number == 0 or not self._goes_with(number):
            return own
        earlier = self._document.clauses[number - 1].span
        for body in self._index.within(earlier.begin, earlier.end):
            span = self._index.spans[body]
            if _BY.fullmatch(self._document.text, earlier.begin, span.begin) and _LEADS.fullmatch(
                self._document.text, span.end, earlier.end
            ):
                return Subject((body, *own.bodies), False, own.end)
        return own

    def _of_paragraph(self, number: int) -> Subject | None:
        """The body that a paragraph opens with (市公安局：…, 2.市教育局。…), or its heading when it is no more."""
        report = self._document.report
        sentence = report.sentences[self._document.clauses[number].sentence]
        section = report.sections[sentence.section]
        begins = [report.paragraphs[sentence.paragraph].begin]
        if section.heading is not None and section.span.begin != begins[0]:
            begins.append(section.span.begin)
        for begin in begins:
            if begin not in self._opened:
                self._opened[begin] = self._alone(begin)
            found = self._opened[begin]
            if found is not None:
                return found
        return None

    def _alone(self, at: int) -> Subject | None:
        """The bodies that are all of the clause which begins at `at`, up to a colon, a full stop or the line's end."""
        number = self._document.clause_at(at)
        if self._document.clauses[number].span.end <= at:
            number += 1  # 2.市教育局。: a clause begins after its number
        begin, end = self._document.clauses[number].span
        own = self._own(begin, end)
        if own is None or own.reporter or own.end != end:
            return None
        return own if self._document.text[end : end + 1] in "：:。\n" else None

    def _goes_with(self, number: int) -> bool:
        """Whether a clause follows the one before it in the same sentence, after a comma."""
        here, earlier = self._document.clauses[number], self._document.clauses[number - 1]
        if earlier.sentence != here.sentence:
            return False
        stop = _STOP.search(self._document.text, earlier.span.end, here.span.begin)
        # 县司法局审查文件9件；牵头开展清理: one who leads after a semicolon is the one before it
        return stop is None or (stop.group() in "；;" and self._document.text.startswith("牵头", here.span.begin))

    def _inherited(self, number: int) -> Subject | None:
        """The subject of the clauses before this one in the same sentence, up to a semicolon."""
        if number == 0:
            return None
        if number in self._known:
            return self._known[number]
        earlier = self._document.clauses[number - 1]
        found: Subject | None = None
        if self._document.text[earlier.span.end : self._document.clauses[number].span.begin].strip() in ("：", ":"):
            whole = self._index.within(earlier.span.begin, earlier.span.end)
            if whole and self._index.spans[whole[-1]].end == earlier.span.end:
                found = self._own(earlier.span.begin, earlier.span.end)  # 市文旅局：开展…
        if self._goes_with(number):
            found = self._own(earlier.span.begin, earlier.span.end)
            if found is not None and not found.reporter:
                found = self._with_leader(found, number - 1)
            if found is not None and _BEGINS_TO_BE.match(self._document.text, found.end):
                found = None  # 市技术转移中心启动运行，承办…: the next clause is ours again
            elif found is None and _GOES_ON.match(self._document.text, earlier.span.begin, earlier.span.end):
                found = self._inherited(number - 1)
            elif found is not None and found.reporter:
                # 会同A举办…，出台…: A was with us in the one clause only
                found = self._inherited(number - 1)
        self._known[number] = found
        return found

    def _opens_with_body(self, number: int) -> bool:
        """Whether a clause opens with a body or who heads one: it is not about the body before it."""
        begin, end = self._document.clauses[number].span
        if _OFFICER.match(self._document.text, begin, end):
            return True  # 局党委会研究4次，局长与34所学校签订…
        first = next(iter(self._index.within(begin, end)), None)
        return (
            first is not None
            and _LEAD.fullmatch(self._document.text, begin, self._index.spans[first].begin) is not None
        )

    def _predicate_at(self, at: int, end: int) -> bool:
        """Whether what follows a name says something of it, and does not go on with the name: 县政府|法律顾问室."""
        text = self._document.text
        return at >= end or at in self._predicates or text[at] in _NO_VERB or bool(_TOGETHER.match(text, at, end))

    def _own(self, begin: int, end: int) -> Subject | None:
        """The bodies that open ``text[begin:end]`` as its subject, or as the partners of one that is not named."""
        found = self._index.within(begin, end)
        if not found:
            return None
        text, spans = self._document.text, self._index.spans
        first = spans[found[0]].begin
        if not _LEAD.fullmatch(text, begin, first):
            reporter = _PARTNERS.fullmatch(text, begin, first) is not None
            if not reporter and not _CAUSES.fullmatch(text, begin, first):
                return None
        else:
            reporter = False
        group = [found[0]]
        for following in found[1:]:
            between = Span(spans[group[-1]].end, spans[following].begin)
            if _JOINED.fullmatch(text, *between):
                group.append(following)
            elif _HAS_DO.fullmatch(text, *between):
                group = [following]  # 市司法局指导市律师协会开展…
            else:
                break
        last = spans[group[-1]].end
        if not self._predicate_at(last, end):
            return None
        more = _AND_OTHERS.match(text, last, end)
        return Subject(tuple(group), reporter, more.end() if more else last)


_OFFICER = re.compile(
    r"(?:[市县区州旗镇乡局厅院校]|街道)?(?:党政)?(?:主要|分管)?(?:领导(?!小组|干部|下|班子)|负责人|负责同志|局长|厅长|[市县区州镇乡]长|书记|主任)(?=与|和|、|带|亲|主|多|先|分|率|同|签|任|为|担|听|出)"
)
_BY = re.compile("由?")
_HAS_DO = re.compile(r"(?:积极|全力)?(?:指导|督促|支持|推动|委托)(?:和?(?:指导|督促|支持|推动))?")
_LEADS = re.compile(r"(?:负责)?(?:牵头|主导|总牵头|统筹|负责)(?:负责|协调|组织)?")
_BEGINS_TO_BE = re.compile(
    r"(?:正式|顺利|全面|已|先后|相继|分别|建成)*(?:启动运行|揭牌|挂牌|投入使用|投入运营|投用|建成|竣工|开工|落成|启用|获批|成立|运营|开业|通车|封顶|通过)"
)
# after a subject without a verb of its own between: 市司法局《…》, 市政务服务中心（…）, 等5部门
_NO_VERB = frozenset("等0123456789（，。；、：《“\n")
_AND_OTHERS = re.compile(
    r"等[\d一二三四五六七八九十多]*个?(?:相关|有关)?(?:部门|单位|委办局|地区|机关)?"
    r"|[\d一二三四五六七八九十两多]+(?:个?(?:部门|单位|委办局)|家(?:单位)?)"
)
# how many they are: 市教育局、市卫健委三部门共同…
_TOGETHER = re.compile(r"[一二三四五六七八九十两多]+(?:个?(?:部门|单位|委办局)|家(?:单位)?)")
