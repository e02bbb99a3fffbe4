"""What the READMEs tell people to type works, and both say the same."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.reports import example_path

ROOT = Path(__file__).parents[1]
README, CHINESE = (ROOT / "README.md").read_text("utf-8"), (ROOT / "README.zh.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands(text: str) -> list[list[str]]:
    """The `kg` commands of the shell blocks, without those that want a network, a browser or somebody's folder."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    split = [shlex.split(line, comments=True) for line in lines if line.startswith("kg ")]
    return [words[1:] for words in split if "reports/" not in words and words[1] != "view"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report as text and as Word, and the graph of the example in `out`."""
    import docx

    path = tmp_path_factory.mktemp("readme")
    shutil.copy(example_path(), path / "report.txt")
    document = docx.Document()
    for paragraph in example_path().read_text("utf-8").splitlines():
        document.add_paragraph(paragraph)
    document.save(str(path / "report.docx"))
    kg.build(example_path()).save(path / "out")
    return path


def test_the_commands(folder: Path) -> None:
    found = commands(README)
    assert len(found) >= 6
    for words in found:
        said = subprocess.run([sys.executable, "-m", "kg", *words], cwd=folder, capture_output=True, text=True)
        assert (said.returncode, said.stderr) == (0, said.stderr), words
        assert said.stdout or words[0] == "export"


def test_the_python(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = blocks(README, "python")
    monkeypatch.chdir(folder)
    exec(compile(code, "README.md", "exec"), {})
    assert (folder / "graph.html").stat().st_size > 100_000


def test_the_vocabulary_of_ones_own(tmp_path: Path) -> None:
    (turtle,) = blocks(README, "turtle")
    (tmp_path / "mine.ttl").write_text(turtle, "utf-8")
    (tmp_path / "report.txt").write_text(
        "合肥市蜀山区2023年法治政府建设情况报告\n\n一、主要工作\n\n区司法局开办普法夜校，全年授课30次。\n", "utf-8"
    )
    names = "SELECT ?name { ?p a gov:Program ; skos:prefLabel ?name }"
    graph = kg.build(tmp_path / "report.txt", vocabulary=[tmp_path / "mine.ttl"], force=True)
    assert [row["name"] for row in graph.query(names)] == ["法治夜校"]


def test_both_languages_say_the_same() -> None:
    for language in ("sh", "turtle", "python"):
        bare = [[re.sub(r"\s*#.*", "", block) for block in blocks(text, language)] for text in (README, CHINESE)]
        assert bare[0] == bare[1]
    assert README.count("\n## ") == CHINESE.count("\n## ")
    assert README.count("\n|") == CHINESE.count("\n|")


def test_what_they_point_to_is_there() -> None:
    for text in (README, CHINESE, (ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (ROOT / target).exists(), target
