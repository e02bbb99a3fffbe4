"""Plain text: the characters are kept, whatever the encoding; what is no text is refused with a message that helps."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest
from documents import SHARED, needs_shared
from hypothesis import given
from hypothesis import strategies as st

from kg.reports import Metadata, ReadError, example_path, looks_like_report, read_report
from kg.reports.limits import MAX_BYTES, MAX_CHARACTERS
from kg.reports.paragraphs import split_paragraphs, split_sentences

TEXT = (
    "青山县2023年法治政府建设情况报告\r\n\r\n"
    "　　2023年，我县依法行政水平稳步提升。\r\n一、主要做法\r\n办理复议案件38件。\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16-le", "utf-16-be"],
)
def test_text_is_the_file_character_for_character(data: bytes) -> None:
    report = read_report(data, name="青山.txt")
    assert report.text == TEXT
    assert report.media_type == "text/plain"
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    assert report.source == "青山.txt"
    assert report.warnings == ()
    assert [s.of(report.text) for s in report.paragraphs][1] == "2023年，我县依法行政水平稳步提升。"


def test_rare_encoding_is_guessed_and_said() -> None:
    text = (
        "青山縣2023年法治政府建設情況報告\n這一年，本縣依法行政水平穩步提升，辦理行政復議案件三十八件，按期辦結率為百分之百。\n"
        * 8
    )
    report = read_report(text.encode("big5"), name="big5.txt")
    assert report.text == text
    assert "big5" in report.warnings[0].lower()


def test_path_and_given_source(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    assert read_report(path).source == "报告.txt"
    report = read_report(str(path), given=Metadata(source="https://example.org/1", year=2022, title="另一个题目"))
    assert report.source == "https://example.org/1"
    assert report.title == "另一个题目"
    assert report.title_span is None
    assert report.found.year == 2023


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "is empty"),
        (b" \n\t\r\n", "a.txt", "is empty"),
        (codecs.BOM_UTF8 + " \u3000\n".encode(), "a.txt", "is empty"),
        (bytes(range(256)) * 40, "a.txt", "neither text"),
        (b"\x81\xfe\x9f" * 3000 + b"\xff", "a.txt", "neither text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "a.pdf", "is an image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.docx", "old or encrypted Office file"),
        (b"{\\rtf1 abc}", "a.docx", "RTF"),
        (b"PK\x03\x04" + bytes(100), "a.docx", "damaged"),
        (b"%PDF-1.7\n garbage", "a.pdf", "damaged PDF"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_mend(data: bytes, name: str, said: str) -> None:
    with pytest.raises(ReadError) as error:
        read_report(data, name=name)
    assert str(error.value).startswith(f"{name}: ")
    assert said in error.value.problem
    assert error.value.mend


def test_files_that_are_too_large_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(ReadError, match=r"huge\.txt: is 200 MB, more than the 64 MB"):
        read_report(path)
    with pytest.raises(ReadError, match="more than the 64 MB"):
        read_report(b"a" * (MAX_BYTES + 1), name="stdin")
    with pytest.raises(ReadError, match="characters, more than"):
        read_report(("政" * (MAX_CHARACTERS + 1)).encode(), name="long.txt")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.txt: cannot be opened"):
        read_report(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="cannot be opened"):
        read_report(tmp_path)


# hard-wrapped lines

WRAPPED = (
    "青山县2023年法治政府建设情况报告\n"
    "\n"
    "    2023年，青山县深入学习宣传习近平法治思想，认真落实上级关于\n"
    "法治政府建设的各项部署，依法行政能力明显增强，全年办理行政复议\n"
    "案件38件，办结率100%，群众对执法工作的满意度持续提高。\n"
    "    全年开展执法监督检查12次，评查案卷220卷，对发现的问题逐一下\n"
    "发通知书并督促整改到位。\n"
    "一、主要做法\n"
    "    出台规范性文件制定程序规定，对重大行政决策实行目录管理，凡是\n"
    "没有经过合法性审查的，一律不提交集体讨论。\n"
)


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    paragraphs = [span.of(WRAPPED) for span in split_paragraphs(WRAPPED)]
    assert [p[:6] for p in paragraphs] == ["青山县202", "2023年，", "全年开展执法", "一、主要做法", "出台规范性文"]
    assert paragraphs[1].endswith("持续提高。")
    report = read_report(WRAPPED.encode(), name="w.txt")
    assert report.text == WRAPPED
    assert "逐一下\n发通知书" in report.sentences[2].span.of(WRAPPED)


def test_short_lines_that_are_not_wrapped_stay_apart() -> None:
    text = "二、下一步打算\n一是加强学习培训\n二是规范执法程序\n三是完善监督机制\n四是做好普法宣传\n五是健全工作制度\n"
    assert len(split_paragraphs(text)) == 6


# sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办理案件3件。满意率100%！为什么？", ["办理案件3件。", "满意率100%！", "为什么？"]),
        ("他说：“一定办好。”随后离开。", ["他说：“一定办好。”", "随后离开。"]),
        ("发扬“冲！”的精神。", ["发扬“冲！”的精神。"]),
        ("印发《加油！青年行动方案》。另行部署。", ["印发《加油！青年行动方案》。", "另行部署。"]),
        ("减少事项；精简材料；优化流程", ["减少事项；精简材料；优化流程"]),
        ("网址http://a.cn/x?id=1&b=2可查。", ["网址http://a.cn/x?id=1&b=2可查。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    (paragraph,) = split_paragraphs(text)
    assert [s.of(text) for s in split_sentences(text, paragraph)] == expected


@given(
    st.text(
        alphabet="一二三（）()1.、。！？；：“”《》 \u3000\n\r\t年月法治问题下步将存在还有的2023是第—#|附件",
        max_size=300,
    )
)
def test_any_text_is_read_with_consistent_spans(text: str) -> None:
    if not text.strip():
        return
    report = read_report(text.encode(), name="any.txt")
    assert report.text == text
    end = 0
    for paragraph in report.paragraphs:
        assert end <= paragraph.begin < paragraph.end
        end = paragraph.end
    begin = 0
    for sentence in report.sentences:
        assert begin <= sentence.span.begin < sentence.span.end
        assert report.paragraphs[sentence.paragraph].covers(sentence.span)
        section = report.sections[sentence.section]
        assert section.span.begin <= sentence.span.begin
        begin = sentence.span.end
    said = "".join(s.span.of(text) for s in report.sentences)
    assert "".join(said.split()) == "".join(text.split()).replace("\ufeff", "")
    assert report.sections[0].heading is None
    assert report.sections[0].span == (0, len(text))
    for section in report.sections[1:]:
        assert section.parent is not None
        parent = report.sections[section.parent]
        assert section.level == parent.level + 1
        assert parent.span.covers(section.span)
        assert section.heading is not None
        assert section.span.begin == section.heading.span.begin
        assert section.heading.text_span.of(text) == section.heading.text


@given(st.binary(max_size=400))
def test_any_bytes_give_a_report_or_a_read_error(data: bytes) -> None:
    try:
        report = read_report(data, name="any.bin")
    except ReadError as error:
        assert error.problem and error.mend
    else:
        assert report.paragraphs


# is it a report


def test_example_is_a_report() -> None:
    report = read_report(example_path())
    assert looks_like_report(report) is None
    assert (report.title, report.found.year) == ("南昌市西湖区2020年法治政府建设情况报告", 2020)


@pytest.mark.parametrize(
    "text",
    [
        "月亮升起来的时候，老船夫还坐在渡口抽烟。水声很轻，像有人在远处说话。他想起年轻时撑船过江的日子，那时岸上有一棵极大的"
        "柳树，孩子们夏天都爬到树上去捉蝉。如今柳树没有了，孩子们也都长大了，只有江水还是老样子。他把烟灰磕在船帮上，站起来，"
        "望着对岸的灯火，慢慢地解开了缆绳。" * 5,
        "昨晚的比赛吸引了三万名观众。主队上半场由前锋首开纪录，下半场客队换人后扳平比分。赛后主教练说，球队的防守还需要磨合，"
        "但队员们跑动积极，值得肯定。下周球队将去客场迎战老对手，球迷们已经订好了车票。" * 5,
        "The quick brown fox jumps over the lazy dog. " * 50,
        "def f(x):\n    return x + 1\n" * 100,
        "好",
    ],
    ids=["novel", "match report", "English", "code", "one character"],
)
def test_other_texts_are_told_apart(text: str) -> None:
    reason = looks_like_report(read_report(text.encode(), name="other.txt"))
    assert reason is not None
    assert reason.startswith("other.txt: ")


@needs_shared
@pytest.mark.parametrize("folder", ["gold", "reports"])
def test_all_real_reports_look_like_reports(folder: str) -> None:
    for path in sorted((SHARED / folder).iterdir()):
        if path.suffix in (".txt", ".docx", ".pdf"):
            assert looks_like_report(read_report(path)) is None, path.name


@pytest.mark.parametrize(
    "text",
    [
        "《" * 100_000 + "！》甲" * 100_000,
        "还有问题" * 100_000,
        "1." * 300_000,
        "一是" * 200_000,
        "\n" * 500_000 + "一、情况",
        "我区" + "的" * 300_000 + "将",
        "2023年" * 100_000,
        "—" * 200_000,
        "（一）" * 100_000,
    ],
    ids=lambda text: text[:4],
)
def test_monotonous_text_is_read_too(text: str) -> None:
    assert read_report(text.encode(), name="m.txt").text == text
