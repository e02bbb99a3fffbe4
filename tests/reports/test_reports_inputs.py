"""Files, folders and standard input, and what a sidecar says of them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kg.reports import Metadata, ReadError, find_reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "报告"
    (top / "2023").mkdir(parents=True)
    (top / ".git").mkdir()
    for name in (
        "b.txt",
        "a.TXT",
        "2023/c.docx",
        "2023/d.md",
        "2023/~$c.docx",
        ".hidden.txt",
        ".git/e.txt",
        "notes.xlsx",
    ):
        (top / name).write_text("2023年，我县依法行政。", encoding="utf-8")
    return top


def test_folder_is_searched_in_order(folder: Path) -> None:
    assert [r.name for r in find_reports([folder])] == ["a.TXT", "b.txt", "2023/c.docx", "2023/d.md"]
    assert next(find_reports([folder])).content == folder / "a.TXT"


def test_files_are_taken_as_named_and_once(folder: Path) -> None:
    found = list(find_reports([folder / "notes.xlsx", str(folder / "b.txt"), folder]))
    assert [r.name for r in found] == ["notes.xlsx", "b.txt", "a.TXT", "2023/c.docx", "2023/d.md"]


def test_sidecars_near_and_far_and_what_the_user_says(folder: Path) -> None:
    (folder / "metadata.csv").write_text(
        "\ufefffile,title,issuer,area,year,source\nb.txt,“甲”报告,青山县人民政府,360103,2022,https://example.org/b\n"
        "2023/d.md,,远处,,2020,\n2023/c.docx,,远处,,,\n",
        encoding="utf-8",
    )
    (folder / "2023" / "metadata.csv").write_bytes("file,year\n./d.md,2021\n".encode("gb18030"))
    given = {r.name: r.given for r in find_reports([folder])}
    assert given["b.txt"] == Metadata("“甲”报告", "青山县人民政府", "360103", 2022, "https://example.org/b")
    assert given["2023/d.md"] == Metadata(issuer="远处", year=2021)
    assert given["2023/c.docx"] == Metadata(issuer="远处")
    assert given["a.TXT"] == Metadata()
    (one,) = find_reports([folder / "b.txt"], Metadata(year=2019))
    assert (one.given.year, one.given.area) == (2019, "360103")


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("名称,年份\nb.txt,2020\n", "line 1"),
        ("file,jahr\nb.txt,2020\n", "unknown columns .jahr"),
        ("file,year\nb.txt,去年\n", "line 2: “去年” is no year"),
        ("file,year\nb.txt,2020\nz.txt,2020\n", "line 3: there is no file “z.txt”"),
        ("", "line 1"),
    ],
)
def test_wrong_sidecars(folder: Path, csv: str, said: str) -> None:
    (folder / "metadata.csv").write_text(csv, encoding="utf-8")
    with pytest.raises(ReadError, match=said):
        list(find_reports([folder]))


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        list(find_reports([tmp_path / "none"]))
    with pytest.raises(ReadError, match="folder without reports"):
        list(find_reports([tmp_path]))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO("2023年。".encode())

    monkeypatch.setattr(sys, "stdin", Input())
    (found,) = find_reports(["-"], Metadata(year=2023))
    assert (found.name, found.content, found.given.year) == ("standard input", "2023年。".encode(), 2023)
