"""The error casebook: a short text a case, by class of text, with the exact facts that a careful reader finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casebook import Case, cases, differences


def _parameters() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{case.group}: {case.name}",
            marks=[pytest.mark.xfail(reason=case.known_failure, strict=True)] if case.known_failure else [],
        )
        for case in cases()
    ]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case, record_property: Callable[[str, object], None]) -> None:
    record_property("casebook", case.group)
    found = differences(case)
    assert not found, "\n".join([case.text, *found])


def test_the_casebook_is_large_enough() -> None:
    assert len(cases()) >= 160
    assert len({case.group for case in cases()}) >= 30
