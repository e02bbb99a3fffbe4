"""Programs: known by name, quoted, ending as programs' names do, listed, built, held in editions, striven for."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extraction.built_programs import built_programs
from kg.extraction.document import Document
from kg.extraction.edition_programs import edition_programs
from kg.extraction.listed_programs import listed_programs
from kg.extraction.model import BodyMention, HonourFact, PolicyMention, ProgramMention
from kg.extraction.program_names import (
    ending_kind,
    ending_length,
    is_generic,
    mention_of,
    name_begin,
    with_curly_quotes,
    without_lead,
)
from kg.extraction.programs_by_ending import programs_by_ending
from kg.extraction.quoted_programs import quoted_programs
from kg.extraction.striving_programs import striving_programs
from kg.language.spans import Cover, Span
from kg.vocabulary.lexicon import longest

# 国企改革|三年行动: a known program's own campaign
_GOES_ON_AS = re.compile(
    r"(?:[一二三四五两\d]年|深化|提升|巩固|攻坚|集中|专项|重点|示范|创新|百日|质效|质量|扩面|增效|强化|治理|服务|宣传|冬季|夏季|春季|秋季){1,4}"
    r"(?:行动计划|行动方案|行动|攻坚战|攻坚|计划|工程|试点)(?!方案|》)"
)


_ONE_THING = re.compile(r"[“\"]?一件事[”\"]?")  # 教育入学|“一件事”
_LOOKED_BACK = re.compile(r"[“\"]?回头看[”\"]?")
_LONGEST_THING = 8
_COUNT = re.compile(r"[一二三四五六七八九十两几]+[个项大条](?=[“\"])")  # 省政府|三个“一号工程”
# 全面依法治市协调小组|联席会议制度: other forms of bodies belong to the name
_ACTING = ("national", "organ", "department")


def find_programs(
    document: Document, bodies: list[BodyMention], policies: list[PolicyMention], honours: list[HonourFact]
) -> list[ProgramMention]:
    """Every mention of a program, left to right, without overlaps."""
    found = [
        *_known(document),
        *quoted_programs(document),
        *programs_by_ending(document),
        *listed_programs(document),
        *built_programs(document),
        *edition_programs(document),
        *striving_programs(document),
    ]
    found = [_looked_back(document, mention) for mention in found]
    cover, in_bodies = Cover(len(document.text)), Cover(len(document.text))
    in_honours, in_policies = Cover(len(document.text)), Cover(len(document.text))
    for policy in policies:
        if policy.rule in ("policy/unmarked", "policy/regulation-unmarked"):
            in_policies.take(policy.span)
    for body in bodies:
        in_bodies.take(body.span)
    for honour in honours:
        in_honours.take(honour.span)
    kept: list[ProgramMention] = []
    ends = {body.span.end: body.span.begin for body in bodies if body.form in _ACTING}
    whole = {body.span.end: body.span.begin for body in bodies}
    found = [mention for mention in found if not _is_of_body(document, mention, whole)]
    found = [own for mention in found if (own := _without_body(document, mention, ends)) is not None]
    for mention in sorted(found, key=lambda m: (-(m.span.end - m.span.begin), -m.confidence, m.span.begin)):
        if document.title_at(mention.span.begin) is not None:
            continue
        named = mention.rule in ("program/quoted", "program/quoted-alone") and document.text[mention.span.begin] in '“"'
        if in_policies.has(mention.span) and not named:
            continue  # 甲市秋冬季综合治理攻坚|行动方案, 甲省河湖长制|条例
        if in_bodies.has(_unquoted(mention)) and mention.rule not in ("program/listed-thing", "program/built"):
            continue
        if in_honours.touches(mention.span) and (
            mention.rule != "program/known" or mention.kind == "service" or not in_honours.has(mention.span)
        ):
            continue  # what was granted: 人民调解工作先进集体
        if cover.take(mention.span):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _is_of_body(document: Document, mention: ProgramMention, bodies: dict[int, int]) -> bool:
    """Whether a name is no more than the rest of a body's and an ending: 区|融媒体中心|平台."""
    stem_end = mention.span.end - ending_length(document, mention.span.of(document.text))
    begins = bodies.get(stem_end)
    return mention.rule == "program/ending" and begins is not None and begins < mention.span.begin


def _looked_back(document: Document, mention: ProgramMention) -> ProgramMention:
    """With “回头看” that goes on with a name: 农村户厕改造|“回头看”."""
    after = _LOOKED_BACK.match(document.text, mention.span.end)
    if after is None:
        return mention
    span = Span(mention.span.begin, after.end())
    return replace(mention, span=span, name=with_curly_quotes(span.of(document.text)))


def _unquoted(mention: ProgramMention) -> Span:
    """The span of a name without the quotation marks that are around all of it: “甲镇矛盾纠纷多元化解中心”."""
    alone = mention.rule == "program/quoted-alone" and mention.name.count("“") == 1
    return Span(mention.span.begin + 1, mention.span.end - 1) if alone and mention.name[0] == "“" else mention.span


def _without_body(document: Document, mention: ProgramMention, ends: dict[int, int]) -> ProgramMention | None:
    """Without the body at the begin of the name: 司法部|行政执法监督协作机制; None if nothing else names it."""
    if mention.rule not in ("program/ending", "program/quoted", "program/quoted-alone"):
        return mention
    begin, end = mention.span.begin, mention.span.end
    own = begin
    for at in range(begin + 1, end - 1):
        if ends.get(at, end) <= own:
            own = at
    if own == begin:
        return mention
    count = _COUNT.match(document.text, own)
    rest = Span(without_lead(document.text, count.end() if count else own, end), end)
    name = with_curly_quotes(rest.of(document.text))
    if mention.rule == "program/ending" and is_generic(name[: len(name) - ending_length(document, name)]):
        return None
    return replace(mention, span=rest, name=name)


def _known(document: Document) -> list[ProgramMention]:
    scheme = document.words.vocabulary.scheme("program")
    mentions = []
    hits = longest(document.hits.get("program", []))
    said = {hit.value[0]: with_curly_quotes(document.text[hit.begin : hit.end]) for hit in hits}
    for hit in hits:
        concept = scheme[hit.value[0]]
        kind = (concept.first("programKind") or "program-kind/system").split("/")[-1]
        longer = _GOES_ON_AS.match(document.text, hit.end)
        span = Span(hit.begin, longer.end() if longer else hit.end)
        if longer:
            kind = ending_kind(document, longer.group()) or kind
        if not longer and _ONE_THING.fullmatch(span.of(document.text)):
            begin = name_begin(document, span.begin, _LONGEST_THING)
            span = Span(without_lead(document.text, begin, span.end) if begin is not None else span.begin, span.end)
        name = with_curly_quotes(span.of(document.text))
        if not longer:
            name = _meant(name, hit.value[0], concept.label, said)
        mentions.append(mention_of(document, span, kind, "known", 0.85, name))
    return mentions


def _meant(name: str, key: str, label: str, said: dict[str, str]) -> str:
    """What a short name means: “一件事” is “高效办成一件事” where only that is spoken of in full."""
    short = name.strip("“”")
    if len(short) == len(label.strip("“”")):
        return name
    longer = [other for of, other in said.items() if of != key and short in other and other.strip("“”") != short]
    return longer[0] if len(longer) == 1 and len(said[key]) <= len(name) else name
