"""Does confidence mean something? Of the facts said with a confidence, the share that annotated reports call right.

    python tests/benchmarks/reliability.py [GOLD_FOLDER]

Prints a table a class: facts, right ones and their share, by confidence. A fact is right when a required or optional
answer matches it as the scorer beside the gold folder matches (``../shared/score.py``); for an observation its value,
unit and bound must be right as well.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.pipeline import facts_of
from kg.reports import read_report
from kg.resolution.model import Entity, EntityClass, ReportFacts
from kg.vocabulary.concepts import load_vocabulary

SHARED = Path(__file__).parents[2].parent / "shared"
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
NAMED = {
    EntityClass.BODY: ("bodies", "name", 0.0),
    EntityClass.POLICY: ("policies", "title", 0.0),
    EntityClass.PROGRAM: ("programs", "name", 0.5),
    EntityClass.HONOUR: ("honours", "name", 0.5),
    EntityClass.PROBLEM: ("problems", "quote", 0.4),
    EntityClass.COMMITMENT: ("commitments", "quote", 0.4),
}


def main(gold: Path) -> None:
    """Print the table over all annotated reports in `gold`."""
    scorer = load(gold.parent / "score.py")
    vocabulary = load_vocabulary()
    said: Counter[tuple[str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    for answer in sorted(gold.glob("*.json")):
        truth = json.loads(answer.read_text("utf8"))
        name = truth["report"]["file"]
        path = next(p for p in (answer.with_name(name), SHARED / "reports" / name) if p.exists())
        for cls, confidence, ok in judged(facts_of(read_report(path), vocabulary), truth, scorer):
            number = next(i for i, upper in enumerate(BINS[1:]) if confidence < upper)
            for key in (cls, "all"):
                said[key, number] += 1
                right[key, number] += ok
    print(
        f"{'confidence':14}"
        + "".join(f"{f'{BINS[i]:.2f}–{min(BINS[i + 1], 1):.2f}':>18}" for i in range(len(BINS) - 1))
    )
    for cls in [*dict.fromkeys(key for key, _ in said if key != "all"), "all"]:
        cells = [
            f"{right[cls, i]}/{said[cls, i]} {right[cls, i] / said[cls, i]:.0%}" if said[cls, i] else "–"
            for i in range(len(BINS) - 1)
        ]
        print(f"{cls:14}" + "".join(f"{cell:>18}" for cell in cells))


def load(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(facts: ReportFacts, truth: dict[str, Any], scorer: ModuleType) -> Iterator[tuple[str, float, bool]]:
    """Class, confidence and rightness of every fact of one report."""
    norm: Callable[[str], str] = scorer.norm
    for entity in facts.entities:
        if entity.cls in NAMED and entity.evidence:
            part, key, least = NAMED[entity.cls]
            answers = [{norm(x) for x in (item[key], *item.get("accept", []))} for item in truth.get(part, [])]
            labels = {norm(label) for label in (entity.label, *entity.alt_labels)}
            yield part, confidence_of(entity), any(matches(labels, names, least, scorer) for names in answers)
    for observation in facts.observations:
        begin, end = observation.evidence.span
        yield (
            "metrics",
            observation.evidence.confidence,
            any(
                begin <= item["at"] < end
                and abs(float(observation.value) - float(item["value"])) <= 1e-6 + 1e-4 * abs(float(item["value"]))
                and norm(observation.unit_text) in {norm(unit) for unit in (item["unit"], *item.get("accept_unit", []))}
                and observation.bound.replace("-", "_") == item.get("bound", "exact").replace("-", "_")
                for item in truth.get("metrics", [])
            ),
        )


def confidence_of(entity: Entity) -> float:
    """The confidence of an entity is that of its surest mention."""
    return max(evidence.confidence for evidence in entity.evidence)


def matches(labels: set[str], names: set[str], least: float, scorer: ModuleType) -> bool:
    """Whether one of the labels is one of the names, or close to one where the scorer allows that."""
    if labels & names:
        return True
    return least > 0 and any(scorer.close(a, b, least) or a in b or b in a for a in names for b in labels)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold")
