"""Full names of departments from the short ones of running text: 市发改委, 区文广旅体局, 市交警支队."""

from __future__ import annotations

from kg.vocabulary.concepts import Concept

_LETTERS = {"文": "文化", "广": "广电", "旅": "旅游", "体": "体育", "教": "教育"}
_ENDINGS = {"委": "委员会", "办": "办公室"}
_MUNICIPALITIES = ("11", "12", "31", "50")
_TRAFFIC_POLICE = "交通警察"


def department_name(concept: Concept, core: str, prefix: str, code: str | None) -> str:
    """The full name of the department of the place `prefix` whose short name without the place is `core`."""
    stems = concept.get("stem")
    short = next(
        (stem for stem in sorted((*stems, *concept.get("shortStem")), key=len, reverse=True) if core.startswith(stem)),
        "",
    )
    ending = core[len(short) :]
    ending = _ENDINGS.get(ending, ending)
    stem = short if not short or short in stems else _spelt_out(short, stems)
    if ending == "局" and short == "卫健" and code and code.endswith("0000"):
        ending = "委员会"  # a province has no 卫生健康局
    if stem == _TRAFFIC_POLICE and ending.endswith("队"):
        province = ending == "总队" and code is not None and code[:2] not in _MUNICIPALITIES
        stem = ("公安厅" if province else "公安局") + stem
    return (concept.first("namePrefix") or "") + prefix + stem + ending


def _spelt_out(short: str, stems: tuple[str, ...]) -> str:
    """The official stem that a short one stands for: 文广旅体 for 文化广电旅游体育; else the usual one."""
    words = "".join(_LETTERS.get(letter, letter) for letter in short)
    spelt = next((stem for stem in stems if stem.replace("和", "") == words), None)
    return spelt or next((stem for stem in stems if _abbreviates(short, stem)), stems[0])


def _abbreviates(short: str, full: str) -> bool:
    """Whether the letters of `short` stand in `full` in their order."""
    letters = iter(full)
    return all(letter in letters for letter in short)
