"""Which body reports: the department that the title, the opening or 我局 names."""

from __future__ import annotations

import re

from kg.extraction.model import BodyMention, Extraction
from kg.reports.model import Report
from kg.resolution.jurisdiction import self_reference

# 市政府法制办：at the head of a report is to whom it goes
_ADDRESSED = re.compile(r"(?:[、，和及][^\n。：:]{2,20})*[：:][ \u3000]*(?:\n|$)")


def issuer_mention(report: Report, extraction: Extraction) -> BodyMention | None:
    """The mention that names the reporting department, or None when a government (or nobody named) reports."""
    bodies = extraction.bodies
    # 区卫生健康局党委 is of the department that reports
    own = (m.whole if m.form == "part" and m.whole and m.kind in ("party-committee", "meeting") else m for m in bodies)
    departmental = [m for m in own if _may_report(m)]
    if report.title_span is not None:
        in_title = [m for m in bodies if report.title_span.covers(m.span)]
        for mention in in_title:
            if mention in departmental:
                return mention
            if mention.form == "organ" and mention.kind == "office" and mention.place:
                return mention
            if mention.form == "organ" and mention.key == "administrative-committee":
                return mention
            if mention.form == "organ" and mention.key in ("government", "league-office"):
                return None
        if not in_title and _names_place(report.title) and self_reference(bodies) is None:
            return None
    office = self_reference(bodies)
    opening = [
        s
        for s in report.sentences
        if not s.is_heading and (report.title_span is None or s.span.begin >= report.title_span.end)
    ][:3]
    for sentence in opening:
        for mention in departmental:
            if not sentence.span.covers(mention.span):
                continue
            if _ADDRESSED.match(report.written, mention.span.end):
                continue
            before = report.written[sentence.span.begin : mention.span.begin]
            after = report.written[mention.span.end : mention.span.end + 12]
            if re.match(r"的?(?:坚强|正确|有力)?(?:领导|指导|支持|安排|部署|要求)", after):
                continue
            if re.search(r"(?:按照|根据|在|对照|依照|落实|的)[^，,]*$", before):
                continue
            if re.fullmatch(
                r"[^\u4e00-\u9fff]*(?:20\d{2}年(?:以来)?|今年以来|一年来|现将)?[，,\s]*", before
            ) or re.search(r"[，,:：]\s*$", before):
                return mention
    if office is not None:
        counts: dict[str, list[BodyMention]] = {}
        for mention in departmental:
            if mention.core.endswith(office) or (office == "委" and mention.core.endswith("委员会")):
                counts.setdefault(mention.key + mention.core, []).append(mention)
        if counts:
            best = max(
                counts.values(), key=lambda found: (len(found), any(m.place for m in found), -found[0].span.begin)
            )
            return next((m for m in best if m.place), best[0])
    return None


def _may_report(mention: BodyMention) -> bool:
    """Whether a body is a department, or a branch or team of one (第一稽查局, 湖北调查总队)."""
    if mention.form == "part":
        return mention.whole is not None and mention.whole.form in ("department", "national")
    if mention.form == "named":
        return mention.kind == "department" or mention.core.endswith("管委会")
    return mention.form in ("department", "national")


def _names_place(title: str) -> bool:
    return bool(re.search(r"[省市区县旗州镇乡](?!局|委|政府)", title))
