"""The same report typed in other ways says the same: widths of digits and marks, blanks, line ends."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from kg.pipeline import facts_of
from kg.reports import example_path, read_report
from kg.vocabulary.concepts import load_vocabulary

HALF_WIDTH = str.maketrans("，；：（）。", ",;:().")
FULL_WIDTH = str.maketrans("0123456789%", "０１２３４５６７８９％")
MARKS = re.compile(r"[\s，,；;：:（）()。.“”\"‘’'《》〈〉—–-]")


def spaced(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(\d[\d.]*)(?=[\u4e00-\u9fff])", r" \1 ", text)


def said(text: str) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str, str]]]:
    """Entities by class and name, observations by value, modality and indicator; without marks and blanks."""
    facts = facts_of(read_report(text.encode(), name="report.txt"), load_vocabulary())
    labels = {entity.id: entity.label for entity in facts.entities}
    plain = {id: MARKS.sub("", label).translate({ord("％"): "%"}) for id, label in labels.items()}
    entities = Counter((entity.cls.name, plain[entity.id]) for entity in facts.entities)
    observations = Counter(
        (f"{observation.value}", observation.modality, plain[observation.indicator])
        for observation in facts.observations
    )
    return entities, observations


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.translate(FULL_WIDTH),
        lambda text: text.translate(HALF_WIDTH),
        lambda text: text.replace("“", '"').replace("”", '"'),
        lambda text: text.replace("\n", "\r\n\u3000\u3000"),
        lambda text: text.replace("\n", "\n\xa0\xa0"),
        lambda text: text.replace("—", "-"),
        spaced,
    ],
    ids=["digits-full", "marks-half", "quotes-straight", "indented", "no-break-spaces", "dashes", "spaced-digits"],
)
def test_another_way_of_writing_says_the_same(written: Callable[[str], str]) -> None:
    text = example_path().read_text(encoding="utf-8")
    assert said(written(text)) == said(text)
