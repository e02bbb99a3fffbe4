"""Vocabularies of the user's own: what adds to ours, and what is of no use and said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.pipeline import Options, build_directory
from kg.reports import example_path, find_reports
from kg.reports.model import Metadata
from kg.vocabulary.concepts import load_vocabulary

HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vocab: <https://w3id.org/govkg/vocab/> .
@prefix program: <https://w3id.org/govkg/vocab/program/> .
@prefix programs: <https://w3id.org/govkg/vocab/programs/> .
@prefix ex: <https://example.org/> .
"""
OURS = """program:night-school a skos:Concept ; skos:prefLabel "法治夜校"@zh ; skos:inScheme vocab:program .
vocab:program skos:altLabel "工作项目"@zh .
ex:list a skos:ConceptScheme .
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.ttl"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_a_concept_of_a_scheme_of_ours_is_used_without_a_word(tmp_path: Path) -> None:
    vocabulary = load_vocabulary((written(tmp_path, OURS),))
    assert vocabulary.by_name["program"]["法治夜校"].key == "night-school"
    assert vocabulary.warnings == ()
    assert load_vocabulary().warnings == ()


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ('ex:night-school a skos:Concept ; skos:prefLabel "法治夜校"@zh .', "https://example.org/night-school"),
        ('ex:night-school skos:hiddenLabel "普法夜校"@zh .', "https://example.org/night-school"),
        ("programs:night-school a skos:Concept .", "https://w3id.org/govkg/vocab/programs/night-school"),
        ("vocab:night-school a skos:Concept .", "https://w3id.org/govkg/vocab/night-school"),
    ],
)
def test_a_concept_elsewhere_is_named_with_its_file(tmp_path: Path, text: str, iri: str) -> None:
    (warning,) = load_vocabulary((written(tmp_path, OURS + text),)).warnings
    assert warning.startswith(f"{tmp_path / 'mine.ttl'}: not looked for in reports: <{iri}>; ")
    assert "program-kind" in warning


def test_many_are_counted(tmp_path: Path) -> None:
    (warning,) = load_vocabulary(
        (written(tmp_path, "".join(f"ex:c{n} a skos:Concept .\n" for n in range(9))),)
    ).warnings
    assert "<https://example.org/c4> and 4 more; " in warning


def test_builds_pass_the_warning_on(tmp_path: Path) -> None:
    path = written(tmp_path, "ex:night-school a skos:Concept .")
    sources = list(find_reports([example_path()], Metadata()))
    build = build_directory(sources, tmp_path / "out", Options(vocabulary=(path,)), html=False)
    assert any("<https://example.org/night-school>" in warning for warning in build.warnings)
    with pytest.warns(UserWarning, match="<https://example.org/night-school>"):
        kg.build(example_path(), vocabulary=[path])
