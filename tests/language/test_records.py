from __future__ import annotations

import pickle

import pytest

from kg.language.records import record
from kg.language.variants import Variants


@record(frozen=True, slots=True)
class Pair:
    left: int
    right: str = ""


def test_records_compare_hash_and_travel_by_their_fields() -> None:
    assert Pair(1, "a") == Pair(1, "a") != Pair(1)
    assert len({Pair(1, "a"), Pair(1, "a"), Pair(2)}) == 2
    assert pickle.loads(pickle.dumps(Pair(1, "a"))) == Pair(1, "a")


def test_records_take_no_new_attributes() -> None:
    with pytest.raises(AttributeError):
        Pair(1).middle = 3  # type: ignore[attr-defined]


def test_variants_are_written_in_one_form() -> None:
    assert Variants({"(": "（", ")": "）", "“": ""}).unified("a(b)“c") == "a（b）c"
