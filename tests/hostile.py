"""A report that tries to break out of the page that shows it."""

from __future__ import annotations

from dataclasses import replace

from facts import example

from kg.language.spans import Span
from kg.reports.model import Modality, Sentence
from kg.resolution.model import Entity, EntityClass, Evidence, ReportFacts, Statement

BREAKOUT = "</script><script>window.broken=1</script>"
IMAGE = '<img src="x" onerror="window.broken=1">'
LINK = '<a href="javascript:window.broken=1">𠀀办法</a>'


def hostile() -> ReportFacts:
    """The example report with a title, a policy, a body and a sentence that are markup, and a letter beyond the BMP."""
    facts = example()
    begin = len(facts.report.text) + 1
    line = f"𠮷{BREAKOUT}印发{LINK}，{IMAGE}。"
    text = f"{facts.report.text}\n{line}"

    def at(words: str) -> Evidence:
        first = text.index(words, begin)
        return Evidence(Span(first, first + len(words)), "test", 0.9)

    kind = (("classification", "body-kind/other"),)
    policy = (("type_document", "policy-kind/measures"),)
    return replace(
        facts,
        title=f"{BREAKOUT}{IMAGE}报告",
        report=replace(
            facts.report,
            text=text,
            sentences=(
                *facts.report.sentences,
                Sentence(Span(begin, len(text)), len(facts.report.sentences), 0, Modality.ACHIEVED),
            ),
            paragraphs=(*facts.report.paragraphs, Span(begin, len(text))),
        ),
        entities=(
            *facts.entities,
            Entity("body/hostile", EntityClass.BODY, BREAKOUT, (IMAGE,), kind, (), (at(BREAKOUT),)),
            Entity("policy/hostile", EntityClass.POLICY, LINK, (), policy, (("documentNumber", IMAGE),), (at(LINK),)),
        ),
        statements=(
            *facts.statements,
            Statement("policy/hostile", "issuedBy", "body/hostile", at(f"{BREAKOUT}印发{LINK}")),
        ),
    )
