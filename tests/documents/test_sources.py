"""From a file to its text: encodings, office files, web pages, print files, and files that are none of these."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as new_docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from zongbao.documents import read
from zongbao.documents.office import chinese
from zongbao.documents.sources import UnreadableDocument, source_of
from zongbao.refusals import Unreadable

TEXT = "关于奖励的办法\n第一条 对企业奖励５万元。（责任单位：区商务局）\n第二条 自印发之日起施行。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_are_found_out(tmp_path: Path, encoding: str, ends: str) -> None:
    path = tmp_path / "办法.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
    assert source_of(path) == TEXT


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"没有的\.txt") as refused:
        read(tmp_path / "没有的.txt")
    assert refused.value.exit_code == 4


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\xff\xff\xff\xff\x80", b"PK\x03\x04broken", b"abc\x00def"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "图.txt"
    path.write_bytes(data)
    with pytest.raises(Unreadable):
        read(path)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".doc", ".wps"])
def test_a_damaged_office_file_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"坏{suffix}"
    path.write_bytes(b"not what it says")
    with pytest.raises(UnreadableDocument, match="坏"):
        read(path)


def test_markdown_marks_are_not_words(tmp_path: Path) -> None:
    path = tmp_path / "办法.md"
    path.write_text("## **一、扶持**\n**1.** 对企业奖励**5万元**。\n2. 对个人奖励。", encoding="utf-8")
    document = read(path)
    assert [each.title for each in document.chapters] == ["扶持"]
    assert [each.value for each in document.clauses[0].amounts] == [5]


def numbered(document: object, formats: list[tuple[str, str]]) -> str:
    """Add a numbering definition with one level per (format, text) and give its number id."""
    root = document.part.numbering_part.element  # type: ignore[attr-defined]
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for depth, (shape, words) in enumerate(formats):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", shape), ("w:lvlText", words)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    return str(root.add_num(90).numId)


def item(document: object, words: str, number: str, depth: int) -> None:
    paragraph = document.add_paragraph(words)  # type: ignore[attr-defined]
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = int(number)


def test_numbers_that_word_makes_up_are_printed_and_tables_are_rows(tmp_path: Path) -> None:
    document = new_docx()
    document.add_paragraph("关于奖励的办法")
    number = numbered(document, [("chineseCounting", "%1、"), ("decimal", "%2．")])
    for words, depth in [
        ("培育主体", 0),
        ("对企业奖励5万元。", 1),
        ("对个人奖励3万元。", 1),
        ("完善服务", 0),
        ("设立专窗。", 1),
    ]:
        item(document, words, number, depth)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "甲级", "补助8万元"
    document.save(str(tmp_path / "办法.docx"))
    found = read(tmp_path / "办法.docx")
    assert [each.title for each in found.chapters] == ["培育主体", "完善服务"]
    assert ["/".join(each.path) for each in found.clauses] == ["一/1", "一/2", "二/1"]
    assert "甲级 补助8万元" in found.source


def test_how_word_counts() -> None:
    assert [chinese(value) for value in (1, 10, 11, 20, 21, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
        "100",
    ]


def test_blocks_of_a_web_page_are_lines_and_scripts_are_gone(tmp_path: Path) -> None:
    page = (
        "<html><head><title>网</title><style>p{}</style></head><body><nav>首页</nav><h1>关于奖励的办法</h1>"
        "<p>第一条　对企业<b>奖励</b>5<span>万元</span>。<br>第二条 兑现。</p><script>var a='9万元'</script>"
        "<table><tr><td>甲级</td><td>补助8万元</td></tr></table></body></html>"
    )
    path = tmp_path / "办法.html"
    path.write_bytes(page.encode("gb18030"))
    assert source_of(path) == "关于奖励的办法\n第一条 对企业奖励5万元。\n第二条 兑现。\n甲级 补助8万元"


def printed(pages: list[list[str]]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream)
    for number, lines in enumerate(pages, start=1):
        canvas.setFont("STSong-Light", 12)
        for place, line in enumerate(["云溪市人民政府文件", *lines, f"- {number} -"]):
            canvas.drawString(50, 800 - 20 * place, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_print_file_loses_headers_and_page_numbers_and_its_lines_are_joined(tmp_path: Path) -> None:
    body = [
        [
            "第一条 对首次认定为高新技术企业的，给予一次性奖励二十",
            "万元。",
            "第二条 对规模以上工业企业按照新增设备投资额给予百分之",
        ],
        ["五的补助。", "第三条 兑现。"],
        ["第四条 本办法由区商务局解释。"],
    ]
    path = tmp_path / "办法.pdf"
    path.write_bytes(printed(body))
    document = read(path)
    assert [each.label for each in document.clauses] == [f"第{n}条" for n in "一二三四"]
    assert [(each.value, each.unit) for each in document.clauses[0].amounts] == [(20, "万元")]
    assert [(each.value, each.unit) for each in document.clauses[1].amounts] == [(5, "%")]
    assert "人民政府文件" not in document.source


def test_a_print_file_without_text_is_refused(tmp_path: Path) -> None:
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "扫描.pdf"
    path.write_bytes(stream.getvalue())
    with pytest.raises(UnreadableDocument, match="扫描"):
        read(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf", ""]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"任意{suffix}"
    for bytes_ in (data, b"%PDF-1.4\n" + data, b"PK\x03\x04" + data):
        path.write_bytes(bytes_)
        try:
            read(path)
        except Unreadable as refused:
            assert refused.exit_code == 4
