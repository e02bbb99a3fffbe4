"""HTML, Word and PDF: what a reader sees becomes text, tables become cells, and hostile files are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import pytest
from documents import SHARED, Line, Row, make_pdf, needs_shared
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kg.reports import Modality, ReadError, Report, read_report
from kg.reports.limits import MAX_TABLE_CELLS

PAGE = """<!DOCTYPE html><html><head><title>青山县2023年政府信息公开工作年度报告_青山县人民政府</title>
<meta name="PubDate" content="2024-01-31 10:00:00"><style>.x{color:red}</style><script>var a = "机密";</script></head>
<body><form action="/s"><div class="nav"><a href="/">首页</a> <a href="/x">政务公开</a></div>
<div id="wrap"><div class="breadcrumb">当前位置：首页 &gt; 公开</div>
<h1>青山县2023年政府信息公开<br/>工作年度报告</h1>
<div>发布时间：2024-02-01 来源：县政府办</div>
<div class="content"><p>　　2023年，我县认真落实
信息公开要求，公开&nbsp;<b>政府</b>信息575条。</p>
<p>一、总体情况</p><p>收到申请8件。<span style="display:none">看不见</span><!-- 注释 --></p>
<p>二、收到和处理申请情况</p>
<table><tr><td rowspan="2" colspan="2">（本列数据的勾稽关系）</td><td colspan="2">申请人情况</td></tr>
<tr><td>自然人</td><td>法人</td></tr>
<tr><td colspan="2">本年新收申请数量</td><td>7</td><td>1</td></tr>
<tr><td rowspan="2">办理<br>结果</td><td>予以公开</td><td>5</td><td>1</td></tr>
<tr><td>不予公开</td><td>2</td><td>0</td></tr></table>
<p>三、存在的主要问题及改进情况</p><p>解读形式单一。2024年，我县将丰富解读形式。</p></div>
<p><a href="javascript:print()">【打印本页】</a> <a>【关闭窗口】</a></p></div>
<div class="footer"><p>版权所有 青山县人民政府办公室</p></div></form></body></html>"""


def words(report: Report) -> list[str]:
    return report.text.split("\n")


def test_page_becomes_its_main_text() -> None:
    report = read_report(PAGE.encode(), name="page.html")
    assert report.media_type == "text/html"
    assert words(report) == [
        "青山县2023年政府信息公开",
        "工作年度报告",
        "发布时间：2024-02-01 来源：县政府办",
        "2023年，我县认真落实信息公开要求，公开 政府信息575条。",
        "一、总体情况",
        "收到申请8件。",
        "二、收到和处理申请情况",
        "（本列数据的勾稽关系）\t申请人情况",
        "自然人\t法人",
        "本年新收申请数量\t7\t1",
        "办理结果\t予以公开\t5\t1",
        "不予公开\t2\t0",
        "三、存在的主要问题及改进情况",
        "解读形式单一。2024年，我县将丰富解读形式。",
        "",
    ]
    assert report.title == "青山县2023年政府信息公开工作年度报告"
    assert (report.found.year, report.found.published) == (2023, date(2024, 2, 1))
    assert [s.modality for s in report.sentences[-2:]] == [Modality.PROBLEM, Modality.PLANNED]


def test_table_of_a_page() -> None:
    report = read_report(PAGE.encode("gb18030"), name="page.htm")
    (table,) = report.tables
    assert [[c.span.of(report.text) for c in row] for row in table.rows] == [
        ["（本列数据的勾稽关系）", "（本列数据的勾稽关系）", "申请人情况", "申请人情况"],
        ["（本列数据的勾稽关系）", "（本列数据的勾稽关系）", "自然人", "法人"],
        ["本年新收申请数量", "本年新收申请数量", "7", "1"],
        ["办理结果", "予以公开", "5", "1"],
        ["办理结果", "不予公开", "2", "0"],
    ]
    assert [[c.header for c in row] for row in table.rows] == [
        [True] * 4, [True] * 4, [True, True, False, False], [True, True, False, False], [True, True, False, False],
    ]  # fmt: skip
    # rows are paragraphs, not sentences
    assert not any(table.span.begin <= s.span.begin < table.span.end for s in report.sentences)
    assert sum(table.span.covers(p) for p in report.paragraphs) == 5


def test_title_outside_the_main_text_and_layout_tables() -> None:
    body = "<p>2023年，我县依法行政水平稳步提升，全年办理行政复议案件38件，办结37件，群众满意率99.75%。</p>" * 3
    page = (
        "<html><head><title>无关标题</title>"
        "<meta name='ArticleTitle' content='青山县2023年法治政府建设情况报告'></head><body>"
        f"<table><tr><td><a href=1>政务</a></td></tr><tr><td>"
        f"<table><tr><td>{body}</td></tr></table></td></tr></table></body></html>"
    )
    report = read_report(page.encode(), name="old.html")
    assert words(report)[0] == report.title == "青山县2023年法治政府建设情况报告"
    assert report.title_span == (0, 18)
    assert len(report.paragraphs) == 4
    assert report.tables == ()


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<font>", "<ul><li>", "<table><tr><td>", "<span a='", "<"])
def test_deep_nesting_is_bounded(opening: str) -> None:
    page = "<html><body>" + opening * 100_000 + "办理案件38件" + "<p>办结37件</p></body></html>"
    try:
        report = read_report(page.encode(), name="deep.html")
    except ReadError as error:
        assert error.mend
    else:
        assert report.text.count("\n") < 100_000


def test_many_tags_nested_and_closed() -> None:
    report = read_report(
        ("<html><body>" + "<div>" * 100_000 + "办理案件" + "</div>" * 100_000 + "<p>办结37件</p>").encode(),
        name="deep.html",
    )
    assert words(report) == ["办理案件", "办结37件", ""]
    assert "nested deeper" in report.warnings[0]


def test_huge_spans_are_refused() -> None:
    row = "<tr><td rowspan=65000 colspan=1000>甲</td><td>1</td></tr>"
    with pytest.raises(ReadError, match=f"{MAX_TABLE_CELLS:,} table cells"):
        read_report(f"<html><body><table>{row * 300}</table></body></html>".encode(), name="wide.html")


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(ReadError, match="more than 500,000 tags"):
        read_report(b"<html><body>" + b"<b>x" * 600_000, name="tags.html")


def test_page_without_text() -> None:
    with pytest.raises(ReadError, match="without text"):
        read_report(b"<html><body><div id=app></div><script>render()</script></body></html>", name="app.html")


# Markdown


def test_markdown_is_kept_and_its_structure_read() -> None:
    text = (
        "# 青山县2023年法治政府建设情况报告\n\n2023年，我县依法行政。\n\n## 主要成效\n\n**（一）复议**\n\n办结37件。\n"
        "\n| 类别 | 数量 |\n"
        "|---|---:|\n| 复议 | 38 |\n| 诉讼 | 19 |\n\n## 下一步打算\n\n继续努力。\n"
    )
    report = read_report(text.encode(), name="a.md")
    assert (report.text, report.media_type) == (text, "text/markdown")
    assert report.title == "青山县2023年法治政府建设情况报告"
    assert report.title_span is not None and report.title_span.of(text) == report.title
    found = [(s.level, s.heading.number, s.heading.text, s.modality) for s in report.sections if s.heading]
    assert found == [
        (1, "", "主要成效", Modality.ACHIEVED),
        (2, "（一）", "复议", Modality.ACHIEVED),
        (1, "", "下一步打算", Modality.PLANNED),
    ]
    (table,) = report.tables
    assert [[c.span.of(text) for c in row] for row in table.rows] == [["类别", "数量"], ["复议", "38"], ["诉讼", "19"]]
    assert [c.header for c in table.rows[0]] == [True, True]


# Word


def test_word_paragraphs_and_tables_in_order(word: Callable[[Callable[[docx.document.Document], None]], bytes]) -> None:
    def fill(document: docx.document.Document) -> None:
        document.core_properties.title = "模板"
        document.add_paragraph("青山县2023年法治政府建设情况报告")
        document.add_paragraph("　　2023年，我县依法行政。")
        document.add_heading("主要成效", 1)
        paragraph = document.add_paragraph("办理复议案件")
        paragraph.add_run("38件").bold = True
        paragraph.add_run("（草稿）").font.hidden = True
        table = document.add_table(rows=3, cols=3)
        for row, texts in zip(
            table.rows, [["类别", "数量", ""], ["", "受理", "办结"], ["复议", "38", "37"]], strict=True
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))
        document.add_paragraph("二、下一步打算")
        document.add_paragraph("继续努力。")

    report = read_report(word(fill), name="报告.docx")
    assert words(report) == [
        "青山县2023年法治政府建设情况报告",
        "2023年，我县依法行政。",
        "主要成效",
        "办理复议案件38件",
        "类别\t数量",
        "受理\t办结",
        "复议\t38\t37",
        "二、下一步打算",
        "继续努力。",
        "",
    ]
    (table,) = report.tables
    assert [[c.span.of(report.text) for c in row] for row in table.rows] == [
        ["类别", "数量", "数量"], ["类别", "受理", "办结"], ["复议", "38", "37"],
    ]  # fmt: skip
    assert [[c.header for c in row] for row in table.rows] == [[True] * 3, [True] * 3, [True, False, False]]
    assert [s.heading.text for s in report.sections if s.heading] == ["主要成效", "下一步打算"]


def test_word_automatic_numbers_insertions_and_deletions(
    word: Callable[[Callable[[docx.document.Document], None]], bytes],
) -> None:
    def element(tag: str, **attributes: str) -> object:
        made = OxmlElement(tag)
        for name, value in attributes.items():
            made.set(qn(f"w:{name}"), value)
        return made

    def fill(document: docx.document.Document) -> None:
        numbering = document.part.numbering_part.element
        abstract = element("w:abstractNum", abstractNumId="90")
        for depth, (form, pattern) in enumerate(
            (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
        ):
            level = element("w:lvl", ilvl=str(depth))
            level.append(element("w:start", val="1"))
            level.append(element("w:numFmt", val=form))
            level.append(element("w:lvlText", val=pattern))
            abstract.append(level)
        numbering.insert(0, abstract)
        number = element("w:num", numId="90")
        number.append(element("w:abstractNumId", val="90"))
        numbering.append(number)
        document.add_paragraph("2023年，我县依法行政。")
        for depth, text in (
            (0, "主要做法"),
            (1, "加强领导"),
            (2, "开会"),
            (2, "发文"),
            (1, "规范执法"),
            (0, "下一步打算"),
        ):
            paragraph = document.add_paragraph(text)
            properties = paragraph._p.get_or_add_pPr()
            numbers = element("w:numPr")
            numbers.append(element("w:ilvl", val=str(depth)))
            numbers.append(element("w:numId", val="90"))
            properties.append(numbers)
        paragraph = document.add_paragraph("办结")
        for tag, inner, text in (("w:del", "w:delText", "36件"), ("w:ins", "w:t", "37件")):
            change, run, words_ = element(tag), element("w:r"), element(inner)
            words_.text = text
            run.append(words_)
            change.append(run)
            paragraph._p.append(change)

    report = read_report(word(fill), name="a.docx")
    assert words(report)[1:-1] == [
        "一、主要做法", "（一）加强领导", "1.开会", "2.发文", "（二）规范执法", "二、下一步打算", "办结37件",
    ]  # fmt: skip
    assert [s.level for s in report.sections] == [0, 1, 2, 3, 3, 2, 1]


def test_word_prose_in_a_table_is_prose(word: Callable[[Callable[[docx.document.Document], None]], bytes]) -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_table(rows=1, cols=2).cell(0, 0).text = "2023年，我县依法行政水平稳步提升。" * 15

    report = read_report(word(fill), name="a.docx")
    assert report.tables == ()
    assert len(report.sentences) == 15


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"word/document.xml": bytes(300 * 2**20)}, "zip bomb"),
        ({"word/document.xml": b"<w:p/>" * 6_000_000}, "zip bomb"),
        ({"word/document.xml": b"<a/>"} | {f"x/{i}": b"" for i in range(6000)}, "zip bomb"),
        ({"word/document.xml": b"<broken"}, "damaged Word document"),
        ({"readme.txt": b"hello"}, "is an archive"),
        ({"OFD.xml": b"<a/>"}, "OFD"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}, "no Word document"),
    ],
)
def test_archives_that_are_refused(files: dict[str, bytes], said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_report(archive(files), name="a.docx")


def test_word_entities_are_not_expanded(word: Callable[[Callable[[docx.document.Document], None]], bytes]) -> None:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    source = zipfile.ZipFile(io.BytesIO(word(lambda document: document.add_paragraph("甲"))))
    files = {name: source.read(name) for name in source.namelist()}
    xml = files["word/document.xml"].decode()
    head, rest = xml.split("?>", 1)
    files["word/document.xml"] = (
        f'{head}?><!DOCTYPE x [<!ENTITY a0 "案">{entities}]>{rest.replace("甲", "&a11;甲")}'.encode()
    )
    try:
        report = read_report(archive(files), name="a.docx")
    except ReadError as error:
        assert error.mend
    else:
        assert len(report.text) < 100


# PDF


def row(text: str, base: float, left: float = 90, size: float = 16) -> Row:
    return (left, base, size, text)


def test_pdf_lines_become_paragraphs_across_pages() -> None:
    pages = [
        [
            row("青山县司法局文件", 800, 190, 26),
            row("青山县2023年法治政府建设情况报告", 760, 150, 22),
            row("二〇二三年，青山县认真落实法治政府建设部署，", 720, 122),
            row("依法行政能力不断增强，全年办理行政复议案件三十", 696),
            row("八件，按期办结。", 672),
            row("一、主要做法", 648, 122),
            row("（一）健全机制。会议研究部署法治工作，压紧压实", 624, 122),
            row("各级各部门责任，全年开展执法监督检查十二次，发", 600),
            row("青山县司法局办公室印", 60, 200, 10),
            row("— 1 —", 40, 290, 12),
        ],
        [
            row("现问题逐一督促整改到位，群众满意度不断得到提升", 720),
            row("并有序推进。", 696),
            row("二、下一步打算", 672, 122),
            row("继续努力。", 648, 122),
            row("青山县司法局办公室印", 60, 200, 10),
            row("— 2 —", 40, 290, 12),
        ],
        [
            row("青山县人民政府", 720, 350),
            row("2024年1月20日", 696, 350),
            row("青山县司法局办公室印", 60, 200, 10),
            row("— 3 —", 40, 290, 12),
        ],
    ]
    report = read_report(make_pdf(pages), name="a.pdf")
    assert report.media_type == "application/pdf"
    assert words(report) == [
        "青山县司法局文件",
        "青山县2023年法治政府建设情况报告",
        "二〇二三年，青山县认真落实法治政府建设部署，依法行政能力不断增强，全年办理行政复议案件三十八件，按期办结。",
        "一、主要做法",
        "（一）健全机制。会议研究部署法治工作，压紧压实各级各部门责任，全年开展执法监督检查十二次，发现问题逐一督促整改到位，"
        "群众满意度不断得到提升并有序推进。",
        "二、下一步打算",
        "继续努力。",
        "青山县人民政府",
        "2024年1月20日",
        "",
    ]
    assert report.title == "青山县2023年法治政府建设情况报告"
    assert (report.found.issuer, report.found.published) == ("青山县司法局", date(2024, 1, 20))
    assert report.sections[-1].modality is Modality.PLANNED


def grid(columns: list[float], rows: list[float]) -> list[Line]:
    """The rules of a table without merged cells."""
    across = [(columns[0], y, columns[-1], y) for y in rows]
    return across + [(x, rows[0], x, rows[-1]) for x in columns]


def cells(report: Report) -> list[list[list[str]]]:
    return [[[cell.span.of(report.text) for cell in row] for row in table.rows] for table in report.tables]


def test_pdf_tables_with_rules_between_their_cells() -> None:
    page = [
        row("二、主动公开政府信息情况", 760, 122),
        row("信息内容", 705, 95),
        row("本年制发件", 713, 205),
        row("数", 693, 205),
        row("规章", 665, 95),
        row("3", 665, 205),
        row("三、其他事项", 600, 122),
    ]
    report = read_report(make_pdf([page], lines=[grid([90, 200, 310], [730, 690, 650])]), name="a.pdf")
    assert cells(report) == [[["信息内容", "本年制发件数"], ["规章", "3"]]]
    assert words(report) == ["二、主动公开政府信息情况", "信息内容\t本年制发件数", "规章\t3", "三、其他事项", ""]


def test_pdf_table_that_goes_on_over_the_end_of_a_page() -> None:
    columns: list[float] = [90, 200, 310, 420]
    # the upper part: one header over the last two columns, and a row that the end of the page cuts
    upper = [(90, 120, 420, 120), (90, 80, 420, 80), *((x, 40, x, 120) for x in (90, 200, 420)), (310, 40, 310, 80)]
    lower = grid(columns, [800, 760, 720])
    first = [
        row("办理结果", 95, 95), row("申请人", 95, 205),
        row("予以公开", 55, 95), row("自然人", 55, 205), row("总计", 55, 315),
    ]  # fmt: skip
    second = [
        row("12", 775, 205),
        row("15", 775, 315),
        row("部分公开", 735, 95),
        row("2", 735, 205),
        row("4", 735, 315),
    ]
    report = read_report(make_pdf([first, second], lines=[upper, lower]), name="a.pdf")
    assert cells(report) == [
        [
            ["办理结果", "申请人", "申请人"],
            ["予以公开", "自然人", "总计"],
            ["予以公开", "12", "15"],
            ["部分公开", "2", "4"],
        ]
    ]


def test_pdf_frames_and_underlines_are_no_tables() -> None:
    page = [row("全年办理行政复议案件38件。", 700), row("二、普法", 660, 122)]
    frame = [(60, 600, 500, 600), (60, 760, 500, 760), (60, 600, 60, 760), (500, 600, 500, 760)]
    report = read_report(make_pdf([page], lines=[[*frame, (90, 698, 300, 698)]]), name="a.pdf")
    assert not report.tables and words(report) == ["全年办理行政复议案件38件。", "二、普法", ""]


def test_pdf_that_is_encrypted_or_scanned() -> None:
    with pytest.raises(ReadError, match=r"a\.pdf: is an encrypted PDF\. Save a copy without the password"):
        read_report(make_pdf([[row("办理案件38件。", 700)]], encrypted=True), name="a.pdf")
    with pytest.raises(ReadError, match=r"without a text layer \(scanned pages\)\. Run OCR"):
        read_report(make_pdf([[], []]), name="a.pdf")
    report = read_report(make_pdf([[row("全年办理行政复议案件38件。", 700)], []]), name="a.pdf")
    assert "pages without text (scanned?): 2" in report.warnings[0]


def test_pdf_damaged_at_any_place_gives_a_report_or_a_read_error() -> None:
    data = make_pdf([[row("全年办理行政复议案件38件。", 700)]])
    for cut in range(20, len(data), 97):
        try:
            read_report(data[:cut], name="a.pdf")
        except ReadError as error:
            assert error.mend


@needs_shared
def test_real_notice_in_pdf() -> None:
    report = read_report(SHARED / "reports" / "notice-2019-860.pdf")
    assert report.title == "关于加强个人所得税纳税信用建设的通知"
    assert report.found.published == date(2019, 8, 20)
    assert [s.heading.number for s in report.sections if s.heading and s.level == 1] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
    ]
    assert not any("— " in line for line in words(report))
    assert len(report.paragraphs) == 33


# the name and the content


@pytest.mark.parametrize(
    ("data", "name", "media_type", "warned"),
    [
        ("2023年，我县依法行政。".encode(), "a.docx", "text/plain", True),
        ("2023年，我县依法行政。".encode(), "a.pdf", "text/plain", True),
        ("2023年，我县依法行政。".encode(), "报告", "text/plain", False),
        (PAGE.encode(), "a.txt", "text/html", True),
        (make_pdf([[row("全年办理行政复议案件38件。", 700)]]), "a.txt", "application/pdf", True),
        ("2023年，<b>我县</b>依法行政。".encode(), "a.txt", "text/plain", False),
    ],
)
def test_content_decides(data: bytes, name: str, media_type: str, warned: bool) -> None:
    report = read_report(data, name=name)
    assert report.media_type == media_type
    assert any("the name says" in warning for warning in report.warnings) is warned
