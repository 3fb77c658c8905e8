"""The gallery: screens of the walks, kept as pictures with a caption in both languages. `make gallery` takes them anew.

A picture has its name here and its moment in a walk (`walker.pictured(name)`). Enterprise and public pages are taken as a phone
shows them, desks on an office screen, a paper as it leaves the printer.
"""

import io
import os
from pathlib import Path

from PIL import Image

from conftest import ROOT

FOLDER = ROOT / "docs" / "gallery"
INDEX = ROOT / "docs" / "gallery.md"
TALLEST = 1500
SHOWN = {780: 390, 794: 600}  # a phone has two dots a pixel; a sheet of paper is shown smaller than it is
COLOURS = 128

CHAPTERS = {
    ("企业，用手机", "The enterprise, on a phone"): {
        "firm-due": ("我的政策：可以享受什么、为什么、到哪天", "What is due, why, and by when"),
        "firm-ladder": ("怎么算的：一步一句话，数从哪里来", "How it was computed, a sentence a step"),
        "firm-confirm": ("免申即享：只要确认", "Nothing to apply for: confirm"),
        "firm-standing": ("确认之后：走到哪里、在谁手里、何时到账", "How far it is, with whom, when the money comes"),
        "firm-openings": (
            "可以申报的，连同按现有数据的结果",
            "What may be applied for, with its result on present data",
        ),
        "firm-draft": (
            "申报表：边填边存，材料只要写明依据的",
            "The application: saved as typed, no paper without its basis",
        ),
        "firm-correction": ("补正：一次说清，逐项答复", "A correction: all at once, answered item by item"),
        "firm-reconsider": ("对金额有异议：复核申请已收到", "The amount is disputed"),
        "firm-papers": ("收到的文书", "Papers received"),
        "firm-data": ("数据授权：谁可以看、谁看过", "Who may look at my data, and who did"),
    },
    ("公众", "The public"): {
        "public-start": ("扶持项目", "The programmes"),
        "public-calculator": (
            "试算：用真实的规则、编造的数，什么也不留",
            "The calculator: real rules, figures of one's own, nothing kept",
        ),
        "public-notice": ("公示", "A public notice"),
        "public-object": ("提出异议：实名、附依据", "An objection, by name and with evidence"),
        "public-awards": ("扶持结果名册", "The register of awards"),
    },
    ("办公室", "The office"): {
        "desk": ("工作台：只有要我办的", "The desk: only what waits for me"),
        "case": ("申报件：左档案、中测算、右要办的事", "The claim: file, ladder, what is still to do"),
        "correction": ("一次性告知补正", "A correction request names everything at once"),
        "board": ("联审看板：一行一件，一列一单位", "Joint review: claims by units"),
        "letter": ("协办函：问不登录系统的单位", "A letter to a unit that does not sign in"),
        "adjustment": ("人工调整：有依据，另一人复核", "An amount by hand: its basis, and a second person"),
        "list": ("上会批次：先合计，后名单", "A meeting's list: totals first"),
        "decision": ("记录会议结果：逐件", "The meeting's decision, line by line"),
        "notice": ("公示：期限、留证、异议", "The notice: its days, its proof, its objections"),
        "cases": ("申报件列表：合计就是所列", "The list adds up what it shows"),
        "call-list": ("催办名单：应兑未兑", "Firms that are due and have not confirmed"),
        "paper": ("发出的公文与送达", "A paper as it was sent, and its receipt"),
        "invite": ("人员：先授予角色，再寄出邀请", "A person: first a role, then the invitation"),
    },
    ("联审单位", "The reviewing unit"): {
        "unit-desk": ("本单位待办", "What waits for the unit"),
        "review": ("审核意见：先声明利害关系，再看测算", "The opinion: interests first, then the ladder"),
        "opinion": ("拟定意见：本单位的问题", "The unit's own questions"),
    },
    ("政策与数据", "The policy and the data"): {
        "year": ("总览：应兑、核定、到账、预算", "The year in one picture"),
        "policy-text": ("政策原文对照：一句话成了什么", "The text beside what became of it"),
        "readings": ("口径：文件没说的，各种读法各值多少", "Readings: each silence with its price"),
        "programmes": ("扶持测算：各项目的最近测算与预算余额", "The programmes, their newest runs and what is left"),
        "programme": ("一个项目：联审单位、材料、预算", "A programme: units, materials, budget"),
        "run": ("一次测算：谁变了、变多少、为什么", "A run: who changed, by how much, why"),
        "registry": ("企业库", "The registry"),
        "enterprise": ("一家企业：代码、联系人、授权、历史", "An enterprise: codes, contacts, authorisations, history"),
        "deliveries": ("数据归集", "Deliveries of data"),
        "reconciliation": ("对数：海关函与明细", "The customs letter against the lines"),
        "rows": ("从一个数到它的单据", "From a figure to its declarations"),
    },
    ("审计", "The auditor"): {
        "audit": ("审计总览", "The auditor's first page"),
        "chain": ("日志核验：一条封一条", "The chain of operations"),
        "permissions": ("权限表：谁能办什么", "Who may do what"),
    },
    ("打印", "On paper"): {
        "workings-print": ("测算说明，一页 A4", "The workings, one A4"),
        "paper-print": ("发出的公文，一页 A4", "A paper as it was sent, one A4"),
    },
}
CAPTIONS = {name: told for pictures in CHAPTERS.values() for name, told in pictures.items()}
HEAD = """# 画廊　The gallery

这些画面由 `make gallery` 走一遍办公室时取下，企业、单据、金额、人员和文号都是编造的。

`make gallery` takes these pictures while it walks through the office. Enterprises, declarations, sums, people and numbers are
made up.
"""


class Camera:
    """Takes the pictures of the gallery into a folder; without one it only knows whether a picture has its caption."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def take(self, page, name: str) -> None:
        assert name in CAPTIONS, name
        if self.folder:
            page.wait_for_load_state("networkidle")
            screen = page.viewport_size
            high = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": screen["width"], "height": min(high, TALLEST)})
            self._keep(page.screenshot(), name)
            page.set_viewport_size(screen)

    def _keep(self, png: bytes, name: str) -> None:
        """In as few colours as our screens need, so that the gallery weighs little."""
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        self.folder.mkdir(parents=True, exist_ok=True)
        few.save(self.folder / f"{name}.png", optimize=True)


def camera() -> Camera:
    """The camera of this run: with a folder where ZONGBAO_GALLERY asks for pictures."""
    return Camera(FOLDER if os.environ.get("ZONGBAO_GALLERY") == "1" else None)


def index() -> str:
    """The page of the gallery, Chinese first."""
    told = [HEAD]
    for (zh, en), pictures in CHAPTERS.items():
        told.append(f"## {zh}　{en}\n")
        told += [_entry(name, *words) for name, words in pictures.items()]
    return "\n".join(told)


def _entry(name: str, zh: str, en: str) -> str:
    width = SHOWN.get(Image.open(FOLDER / f"{name}.png").width, 1000)
    return f'**{zh}**　{en}\n\n<img src="gallery/{name}.png" width="{width}" alt="{zh}">\n'


if __name__ == "__main__":
    INDEX.write_text(index(), encoding="utf-8")
