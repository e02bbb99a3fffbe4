"""A random sample of facts with the sentences that say them, for a person to read and judge.

    python tests/benchmarks/spot_check.py REPORT [REPORT …] [--number 60] [--seed 1] [--classes Observation,Body,…]

Prints N facts spread over the reports and classes: what the graph says, and the sentence with the words in ⟦ ⟧.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator

from kg.language.spans import Span
from kg.pipeline import facts_of
from kg.reports import read_report
from kg.resolution.model import EntityClass, ReportFacts
from kg.vocabulary.concepts import load_vocabulary


def main() -> None:
    """Read the arguments and print the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+")
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--classes", default="")
    arguments = parser.parse_args()
    wanted = set(filter(None, arguments.classes.split(",")))
    vocabulary = load_vocabulary()
    pools: dict[str, list[str]] = defaultdict(list)
    for path in arguments.reports:
        for cls, line in facts(facts_of(read_report(path), vocabulary)):
            if not wanted or cls in wanted:
                pools[cls].append(line)
    chooser = random.Random(arguments.seed)
    share = max(1, arguments.number // max(1, len(pools)))
    for cls, lines in sorted(pools.items()):
        print(f"\n== {cls}: {min(share, len(lines))} of {len(lines)}")
        for line in chooser.sample(lines, min(share, len(lines))):
            print(line)


def facts(found: ReportFacts) -> Iterator[tuple[str, str]]:
    """Class and printed line of every fact of a report."""
    label = {entity.id: entity.label for entity in found.entities}
    for entity in found.entities:
        if entity.cls is EntityClass.INDICATOR or not entity.evidence:
            continue
        kinds = ", ".join(path for _, path in entity.concepts)
        yield entity.cls.value, f"- {entity.label} [{kinds}]\n    {in_sentence(found, entity.evidence[0].span)}"
    for observation in found.observations:
        what = (
            f"{observation.label} [{observation.measure_kind} {observation.direction or ''} {observation.modality}, "
            f"{observation.period.label}, {label.get(observation.indicator, '')}]"
        )
        yield "Observation", f"- {what}\n    {in_sentence(found, observation.evidence.span)}"
    for statement in found.statements:
        if statement.evidence is not None:
            subject = label.get(statement.subject, statement.subject)
            ends = f"{subject} —{statement.predicate}→ {label.get(statement.object, '')}"
            yield "Statement", f"- {ends}\n    {in_sentence(found, statement.evidence.span)}"


def in_sentence(found: ReportFacts, span: Span) -> str:
    """The sentence around a span, the span marked."""
    text = found.report.text
    around = next((s.span for s in found.report.sentences if s.span.begin <= span.begin < s.span.end), span)
    end = max(around.end, span.end)
    return f"{text[around.begin : span.begin]}⟦{span.of(text)}⟧{text[span.end : end]}".replace("\n", " ")[:300]


if __name__ == "__main__":
    main()
