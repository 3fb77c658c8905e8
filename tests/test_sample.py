"""The made-up policy that `make run` reads: it says that it is made up, and reads the same from a text and from a PDF."""

import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from zongbao.documents import read

SAMPLE = Path(__file__).resolve().parent.parent / "docs" / "examples" / "合成示例.txt"
TOP, LINE, WIDE = 780, 24, 40


def said(document):
    return [(c.label, c.chapter, c.units, [(a.kind, a.value, a.unit) for a in c.amounts]) for c in document.clauses]


def test_the_sample_reads_without_a_doubt():
    document = read(SAMPLE)
    assert [c.label for c in document.clauses] == ["1", "2", "3", "4", "5", "6"]
    assert document.effective_on.isoformat() == "2025-03-01"
    assert document.expires_on.isoformat() == "2027-12-31"
    assert [(a.kind, a.value, a.unit) for a in document.clauses[0].amounts] == [
        ("rate", 1.5, "%"),
        ("cap", 200, "万元"),
    ]
    assert document.findings == ()


def test_the_sample_says_that_it_is_made_up():
    assert "合成示例" in SAMPLE.read_text(encoding="utf-8").splitlines()[3]


def test_a_pdf_of_the_sample_says_the_same(tmp_path, chinese_font):
    pdf = printed(SAMPLE.read_text(encoding="utf-8"), tmp_path / "sample.pdf", font=chinese_font)
    assert said(read(pdf)) == said(read(SAMPLE))


def printed(text: str, pdf: Path, *, font: Path) -> Path:
    """The text as a page with an embedded font, lines cut where the page ends as an office's printer cuts them."""
    pdfmetrics.registerFont(TTFont("chinese", str(font)))
    canvas = Canvas(str(pdf))
    canvas.setFont("chinese", 12)
    lines = [line[i : i + WIDE] for line in text.splitlines() for i in range(0, max(len(line), 1), WIDE)]
    for place, line in enumerate(lines):
        canvas.drawString(60, TOP - LINE * place, line)
    canvas.save()
    return pdf


@pytest.mark.parametrize(("language", "amount"), [("zh", "200 万元"), ("en", "2,000,000.00 yuan")])
def test_the_terminal_reads_it_in_both_languages(language, amount):
    ask = [str(Path(sys.executable).parent / "zongbao"), "read", str(SAMPLE), "--lang", language]
    run = subprocess.run(ask, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert amount in run.stdout
