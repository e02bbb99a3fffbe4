"""What full names say about which body is part of which."""

from __future__ import annotations

import pytest

from kg.resolution.belonging import parents_by_name


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("昆明市官渡区司法局太和司法所", "昆明市官渡区司法局"),
        ("昆明市人民政府办公室", "昆明市人民政府"),
        ("中共昆明市司法局党组", "昆明市司法局"),
        ("中共昆明市委员会办公室", "中共昆明市委员会"),
        ("中共昆明市委全面依法治市委员会", "中共昆明市委员会"),
        ("昆明市官渡区太和街道办事处", "昆明市官渡区人民政府"),
    ],
)
def test_a_name_says_its_parent(name: str, parent: str) -> None:
    others = ["昆明市", "昆明市公安局", "昆明市官渡区财政局", "中共昆明市官渡区委员会"]
    assert parents_by_name([name, parent, *others])[name] == parent


def test_the_longest_name_is_the_parent() -> None:
    names = ["甲市公安局", "甲市公安局交警支队", "甲市公安局交警支队一大队"]
    assert parents_by_name(names) == {names[1]: names[0], names[2]: names[1]}


def test_names_that_only_share_a_place_belong_to_nobody() -> None:
    assert parents_by_name(["昆明市司法局", "昆明市公安局", "中共昆明市委员会", "昆明市委员会"]) == {}
