"""Policies: titles in 《》 with the titles inside them, laws named without marks, document numbers, short names."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import PolicyMention
from kg.extraction.unmarked_policies import unmarked_policies
from kg.extraction.words import Words
from kg.language.spans import Cover, Span
from kg.language.titles import normal_title
from kg.vocabulary.lexicon import longest

_NUMBER = re.compile(
    r"[（(]?([\u4e00-\u9fffA-Za-z]{1,12}[〔\[［（(]\s?(?:19|20)\d{2}\s?[〕\]］）)]\s?(?:第)?\d{1,5}号"
    r"|(?:中华人民共和国)?[\u4e00-\u9fff]{2,12}令(?:第)?\d{1,4}号)[）)]?"
)
_NUMBER_BEFORE = re.compile(
    r"(?:根据|按照|依据|落实|贯彻|执行|对照|以)?([\u4e00-\u9fff]{1,6}(?:[〔\[［（(])(?:19|20)\d{2}(?:[〕\]］）)])(?:第)?\d{1,5}号)(?:文件?)?$"
)
_SHORT_NAME = re.compile(r"[（(](?:以下|下)?(?:统一)?简称[:：]?(?:为)?[《“\"]?([^》”\"）)]{2,20})[》”\"]?[）)]")
# what may stand after a title's kind: （试行）, （2021—2025年）, 2016-2020年, 草案
_TRAILING = re.compile(r"(?:[（(][^）)]*[）)]|[（(][^）)]*$|20\d{2}(?:年)?(?:[-—–－至~]+20\d{2})?年?|草案|[的\s])+$")
# a title goes on only to say which text of it is meant: （2023年修订草案送审稿）
_NEW_TEXT = re.compile(r"(?:[（()）—–-]|(?:19|20)\d{2}年?|修订|修正|修改|草案|征求意见|送审|报批|试行|暂行|稿|案)*")
# 公司法务, 刑法学, 民法典草案: the law's name goes on to another word
_NOT_AFTER_LAW = re.compile(r"[律学官院治制规务师人庭援]|草案|实施(?:条例|细则|办法)")
_LONGEST_KIND = 4
_BODY_END = re.compile(r"(?:委员会|领导小组|办公室|中心|局|协会)$")
_COPIES = re.compile(r"(?:等[^，。；《]{0,8}?)?\d[\d.,]*[余多万千]*(?:册|本|份)")
_COUNTED_MEASURES = re.compile(r"(?:[一二三四五六七八九十百]+|\d+)条(?:政策|工作|惠企|硬|具体)?(?:措施|举措|意见)?$")


def find_policies(document: Document) -> list[PolicyMention]:
    """Every mention of a policy, left to right; a title inside another one follows it and points to it."""
    mentions: list[PolicyMention] = []
    index_of_title: dict[int, int] = {}
    names: dict[str, PolicyMention] = {}  # short names that the text defines
    text = document.text
    for index, title in enumerate(document.titles):
        inner = title.inner.of(text)
        name = re.sub(r"\s*\n\s*", "", inner).strip()
        if not 2 <= len(name) <= 120 or _is_no_policy(document, title.span, name):
            continue
        parent = index_of_title.get(title.parent) if title.parent is not None else None
        if parent is not None:
            name = _inner_name(name)
        kind, known = kind_of_title(document.words, name)
        if parent is None and not known and _is_performed(document.words, text, title.span):
            continue
        full = names.get(name) or _named_before(name, mentions, document.words)
        if full is not None:
            name, kind, known = full.title, full.kind, True
        number = _NUMBER.match(text, title.span.end) or _NUMBER_BEFORE.search(
            text, max(0, title.span.begin - 24), title.span.begin
        )
        rule = "policy/nested-title" if parent is not None else "policy/title"
        closed = text[title.span.end - 1] in "》〉>"
        law = document.words.law_of_title.get(normal_title(name), "")
        index_of_title[index] = len(mentions)
        mentions.append(
            PolicyMention(
                title.span,
                name,
                kind,
                rule if closed else "policy/title-unclosed",
                0.98 if (known or law) and closed else 0.9 if closed else 0.7,
                parent,
                law,
                number.group(1) if number else "",
            )
        )
        if parent is None:
            defined = _SHORT_NAME.match(text, title.span.end)
            if defined:
                names[defined.group(1)] = mentions[-1]
    mentions += _laws_without_marks(document)
    mentions += _laws_listed(document, mentions)
    mentions += unmarked_policies(document, mentions)
    mentions += _agreements(document)
    return _reindexed(_with_laws_in_titles(document, mentions))


def _named_before(name: str, mentions: list[PolicyMention], words: Words) -> PolicyMention | None:
    """The document that a bare word for its kind means: 《条例》 after 《信访工作条例》."""
    if name not in words.title_endings or len(name) > _LONGEST_KIND:
        return None
    return next((m for m in reversed(mentions) if m.title != name and _TRAILING.sub("", m.title).endswith(name)), None)


def _is_performed(words: Words, text: str, span: Span) -> bool:
    """Whether a title of no known kind is of something written, sung, shown or played."""
    before = words.before_performance.search(text, max(0, span.begin - 10), span.begin)
    return bool(before or words.after_performance.match(text, span.end))


def _reindexed(mentions: list[PolicyMention]) -> list[PolicyMention]:
    """Sorted by place, with `parent` pointing at the new positions."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].span.begin, -mentions[i].span.end))
    new = {old: position for position, old in enumerate(order)}
    return [
        PolicyMention(
            m.span,
            m.title,
            m.kind,
            m.rule,
            m.confidence,
            new[m.parent] if m.parent is not None else None,
            m.law,
            m.number,
        )
        for m in (mentions[i] for i in order)
    ]


def _inner_name(name: str) -> str:
    """The title of a document cited in another's title, when the outer title's own words slipped into the marks.

    《X贯彻落实<法治政府建设实施纲要(2021-2025年)工作方案>》: the plan's own word 工作方案 follows the cited years.
    """
    match = re.match(
        r"(.*(?:纲要|规划|条例|意见|规定)[（(][^）)]*年[）)])(?:工作方案|实施方案|实施意见|具体措施|分工方案)$", name
    )
    return match.group(1) if match else name


def _is_no_policy(document: Document, span: Span, name: str) -> bool:
    """Whether what stands in title marks is a publication, a broadcast or a body."""
    text, words = document.text, document.words
    published = words.publication.search(_TRAILING.sub("", name))
    if published and not any(name.endswith(ending) for ending in words.title_endings if ending.endswith("书")):
        return True
    before = words.before_publication.search(text, max(0, span.begin - 6), span.begin)
    if before or words.after_publication.match(text, span.end):
        return True
    if _COPIES.match(text, span.end) and words.counted_publication.search(name):
        return True
    return bool(_BODY_END.search(name)) and "关于" not in name


def kind_of_title(words: Words, title: str) -> tuple[str, bool]:
    """The kind of a document by the ending of its title, and whether an ending was known."""
    law = words.law_of_title.get(normal_title(title))
    if law:
        kind = words.vocabulary.scheme("law")[law].first("policyKind")
        if kind:
            return kind.split("/")[-1], True
    core = title
    for _ in range(3):
        shorter = _TRAILING.sub("", core)
        if shorter == core or not shorter:
            break
        core = shorter
    core = core.rstrip('〉>》”"')
    kind = words.kind_of_ending(core)
    if kind:
        return kind, True
    if _COUNTED_MEASURES.search(core):
        return "measures", True
    return "other", False


# 学习宪法、监察法: the constitution among other laws, not 宪法宣誓
_LONGEST_LAW = 14
_LAW_AFTER = re.compile(r"[、和及与](?P<law>[\u4e00-\u9fff]{2,12}?法)(?=[、，。；和及与等\n]|$)")
_CONSTITUTION = re.compile(
    r"宪(?:(?<=[学习守彻施传读照了实循行护据依究、和]宪)法(?=[、和][\u4e00-\u9fff]{2,14}(?:法|法典|条例)(?![律治]))"
    r"|(?<=[、和]宪)法(?=等(?:法律|$|[，。、])))"
)
# 与北京市签署对口合作框架协议: what was signed, one and not several
_SIGNED = re.compile(
    r"签(?:署|订)了?(?P<agreement>[^，。；、的了《》“”□\d]{2,20}?(?:框架协议|合作协议|合作备忘录|谅解备忘录))(?=[，。；、\n]|等?$)"
)


def _laws_without_marks(document: Document) -> list[PolicyMention]:
    """民法典, 政府信息公开条例: laws that the vocabulary says are recognised without 《》."""
    mentions = [
        PolicyMention(Span(*match.span()), match.group(), "law", "policy/law-unmarked", 0.85, None, "constitution")
        for match in _CONSTITUTION.finditer(document.masked)
    ]
    places = {hit.end: hit.begin for hit in document.hits.get("place", [])}
    for hit in longest(document.hits.get("law", [])):
        if document.title_at(hit.begin) is not None:
            continue
        if _NOT_AFTER_LAW.match(document.text, hit.end):
            continue
        if document.text[hit.begin - 1 : hit.begin] in ("省", "市", "区", "县", "州", "旗"):
            if hit.begin in places:  # 浙江省优化营商环境条例 is the province's own
                span = Span(places[hit.begin], hit.end)
                mentions.append(
                    PolicyMention(span, span.of(document.text), "regulation", "policy/regulation-unmarked", 0.8)
                )
            continue
        key = hit.value[0]
        name = document.text[hit.begin : hit.end]
        kind = kind_of_title(document.words, name)[0]
        mentions.append(PolicyMention(Span(hit.begin, hit.end), name, kind, "policy/law-unmarked", 0.9, None, key))
    return mentions


def _laws_listed(document: Document, mentions: list[PolicyMention]) -> list[PolicyMention]:
    """Laws whose short names are ordinary words, beside other laws in a list: 学习未成年人保护法、教育法."""
    found: list[PolicyMention] = []
    taken = Cover(len(document.text))
    for mention in mentions:
        taken.take(mention.span)
    for mention in mentions:
        if mention.kind != "law" or mention.parent is not None:
            continue
        after = _LAW_AFTER.match(document.masked, mention.span.end)
        beside = [Span(*after.span("law"))] if after else []
        if document.masked[mention.span.begin - 2 : mention.span.begin] in ("法、", "法和", "法及", "法与"):
            end = mention.span.begin - 1
            beside += [Span(end - length, end) for length in range(_LONGEST_LAW, 1, -1) if length <= end]
        for span in beside:
            name = span.of(document.masked)
            key = document.words.law_of_title.get(normal_title(name))
            if key and not taken.has(span):
                taken.take(span)
                found.append(PolicyMention(span, name, "law", "policy/law-unmarked", 0.8, None, key))
                break
    return found


def _agreements(document: Document) -> list[PolicyMention]:
    """签署对口合作框架协议: an agreement by its ending, where it is signed."""
    return [
        PolicyMention(Span(*match.span("agreement")), match["agreement"], "other", "policy/signed", 0.75)
        for match in _SIGNED.finditer(document.masked)
    ]


def _with_laws_in_titles(document: Document, mentions: list[PolicyMention]) -> list[PolicyMention]:
    """A law named inside a title without marks of its own: 《关于…民法典涉及…清理工作方案的通知》 cites it."""
    inner = []
    for hit in longest(document.hits.get("law", [])):
        title = document.title_at(hit.begin)
        if title is None:
            continue
        enclosing = [i for i, m in enumerate(mentions) if m.span.begin <= hit.begin and hit.end <= m.span.end]
        if not enclosing:
            continue
        parent = max(enclosing, key=lambda i: mentions[i].span.begin)
        outer = mentions[parent]
        name = document.text[hit.begin : hit.end]
        # the own title of the law, of a place's of the same name (X市城市绿化条例（草案）), or of rules to it is no
        # citation
        rest = document.text[hit.end : outer.span.end].rstrip("》〉>")
        if outer.law or _NEW_TEXT.fullmatch(rest) or hit.begin - outer.span.begin < 3:
            continue
        kind = kind_of_title(document.words, name)[0]
        inner.append(
            PolicyMention(Span(hit.begin, hit.end), name, kind, "policy/law-in-title", 0.85, parent, hit.value[0])
        )
    return [*mentions, *inner]
