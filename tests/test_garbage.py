"""The collector rests while a report is worked on, and is at work again after it, whatever happened."""

from __future__ import annotations

import gc

import pytest

from kg.garbage import no_search_for_cycles


def test_the_collector_rests_meanwhile_and_works_again_even_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError), no_search_for_cycles():
        with no_search_for_cycles():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_a_collector_that_its_user_stopped_stays_stopped() -> None:
    gc.disable()
    try:
        with no_search_for_cycles():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
