"""任意字节：atheris on every reader for some seconds; each file is read or refused with a sentence, nothing else comes out.

    python tests/fuzz/readers.py [SECONDS] [FOLDER]

The first byte of an input chooses the reader, the rest is the file. Seeds, the grown corpus and what crashed stand in FOLDER
(build/fuzz unless told), never in the tree. `make fuzz` installs atheris there first: it has wheels for Linux only.
"""

import csv
import io
import logging
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit(
        "缺 atheris（只有 Linux x86_64 有现成的包）：用 make fuzz 安装并运行。atheris is not installed; run make fuzz."
    )

with atheris.instrument_imports(include=["zongbao"]):
    from zongbao.documents import read, read_text
    from zongbao.facts.checks import check
    from zongbao.facts.kinds import KINDS
    from zongbao.facts.layouts import lay
    from zongbao.facts.sources import contents, read_one
    from zongbao.refusals import Refusal

SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf", ".doc")
SLOWEST, LONGEST = 20, 60_000
FOLDER = Path(sys.argv[2] if len(sys.argv) > 2 else "build/fuzz").resolve()
LETTER = """云岭区支持综合保税区发展的若干措施
云商规〔2025〕0号
一、支持进口
1.对年度新增量给予1.5%的奖励，每家企业每年最高不超过200万元。（责任单位：区商务委、区财政局）
第二条 自2025年3月1日起施行，有效期3年。
"""


def text_reader(content: bytes) -> None:
    read_text(content.decode("utf-8", "ignore")).to_json()


def file_reader(suffix: str) -> Callable[[bytes], None]:
    place = FOLDER / f"one{suffix}"

    def reader(content: bytes) -> None:
        place.write_bytes(content)
        read(place).to_json()

    return reader


def delivery_reader(kind: str) -> Callable[[bytes], None]:
    """A delivery of one kind, as CSV, workbook or archive: what it is shows in its bytes."""
    place = FOLDER / "one.zip"

    def reader(content: bytes) -> None:
        members = [("one", content)]
        if content.startswith(b"PK"):
            place.write_bytes(content)
            members = list(contents(place))
        for name, member in members:
            check(lay(read_one(name, member, kind=KINDS[kind]), KINDS[kind]), KINDS[kind])

    return reader


READERS: list[Callable[[bytes], None]] = [
    text_reader,
    *(file_reader(suffix) for suffix in SUFFIXES),
    *(delivery_reader(kind) for kind in KINDS),
]


def one_input(data: bytes) -> None:
    """What libFuzzer calls: a refusal is an answer; any other exception is a find."""
    if not data:
        return
    try:
        READERS[data[0] % len(READERS)](data[1:])
    except Refusal as refusal:
        assert str(refusal), "a refusal without a sentence"


# --- seeds, all made here -----------------------------------------------------------------------------------------


def seeds() -> dict[int, list[bytes]]:
    """By reader: files as they should be, for the fuzzer to damage."""
    files = {".html": f"<html><body><p>{LETTER}</p><table><tr><td>1</td></tr></table></body></html>".encode()}
    files |= {".docx": docx(), ".pdf": pdf(), ".doc": docx()}
    found = {0: [LETTER.encode()]}
    for at, suffix in enumerate(SUFFIXES, 1):
        found[at] = [files.get(suffix, LETTER.encode("gb18030")), LETTER.encode()]
    for at, kind in enumerate(KINDS, 1 + len(SUFFIXES)):
        table = rows(kind)
        found[at] = [comma(table), comma(table, "gb18030"), workbook(table), zipped(comma(table))]
    return found


def rows(kind: str) -> list[list[str]]:
    names = [column.name for column in KINDS[kind].columns]
    known = {"uscc": "91310118DEM000277Y", "value_cny": "1,234.50", "released_on": "2025-03-04", "mode": "0110"}
    return [names, [known.get(name, "1") for name in names], ["" for _ in names]]


def comma(table: list[list[str]], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue().encode(encoding)


def workbook(table: list[list[str]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("数据")
    for at, row in enumerate(table):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("一.csv", content)
    return out.getvalue()


def docx() -> bytes:
    from docx import Document

    out, document = io.BytesIO(), Document()
    for line in LETTER.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def pdf() -> bytes:
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(72, 720, "1. 200 / 1.5% 2025-03-01")
    page.save()
    return out.getvalue()


def main() -> None:
    """Fuzz for so many seconds; ends the process, 0 where nothing was found."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    shutil.rmtree(FOLDER / "seeds", ignore_errors=True)
    (FOLDER / "seeds").mkdir(parents=True)
    for reader, files in seeds().items():
        for number, content in enumerate(files):
            (FOLDER / "seeds" / f"{reader}-{number}").write_bytes(bytes([reader]) + content)
    logging.disable(logging.CRITICAL)
    print(f"任意字节读入 {seconds} 秒，{len(READERS)} 种读法；发现的问题写在 {FOLDER}", flush=True)
    limits = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={FOLDER}/crash-", str(FOLDER / "seeds")], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
