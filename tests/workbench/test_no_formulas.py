"""Nothing that leaves in a sheet runs: every text column holds a formula, every address that hands out a sheet is asked."""

import csv
import io
import re
import zipfile

import pytest

from conftest import ROOT

pytest_plugins = ["workbench.offices"]
PAYLOAD = '=HYPERLINK("http://x.test","y")'
COMPUTED = set("uscc subject status status_before status_after reason_code".split())  # by a run, from no one's typing
SHEETS = {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# Addresses that hand out a sheet. A new one is found by the walk and must stand here. Sheets handed out for deliveries (the
# empty one, the sender's own with marks) are tried in `tests/facts`.
EXPORTS = {
    "account",
    "awards",
    "balances-file",
    "budget",
    "call-list",
    "cases",
    "deliveries",
    "desk",
    "findings",
    "list",
    "lists",
    "joint-review",
    "papers",
    "pre-opinions",
    "papers-service-sheet",
    "reconciliation",
    "registry",
    "run-changes",
    "registry-export",
    "roles-held",
    "reply-sheet",
    "run",
    "sample",
    "workings-rows",
    "workings-sheet",
}
# Sheets whose words are the product's own, and what the seal writes for no eye but its own.
OWN_WORDS = {"facts/templates.py", "facts/synthetic/zone.py", "workbench/registry/sealing.py"}


@pytest.fixture
def poisoned(office, own_store):
    """An office in which every free text is a formula, with a sample and a finding."""
    from django.apps import apps
    from django.db import DatabaseError, models, transaction

    from workbench import test_security
    from zongbao.workbench.audit.models import Finding, Sample

    case, auditor = office.reach("notice"), office.actor("shenji").user
    sample = Sample.objects.create(seed="1", percent=100, population=1, by=auditor, at=office.at)
    Finding.objects.create(case=case, sample=sample, question="为什么", by=auditor, at=office.at)
    _letter_out(case, by=auditor, at=office.at)
    for model in apps.get_models():
        for field in model._meta.get_fields():
            text = isinstance(field, models.CharField | models.TextField) and not field.choices
            key = (
                field.name in test_security.NO_TEXT | COMPUTED or (model._meta.label, field.name) in test_security.KEYS
            )
            if text and not key and model.__module__.startswith("zongbao"):
                try:
                    with transaction.atomic():
                        model.objects.update(**{field.name: PAYLOAD[: field.max_length]})
                except DatabaseError:
                    """What is guarded, unique or bound by a constraint holds no free text."""
    return office


def _letter_out(case, *, by, at):
    """The paper of a letter, whose table leaves with it."""
    from workbench.furnished import _docx
    from zongbao.workbench.papers.keeping import keep
    from zongbao.workbench.papers.models import Paper, Subject

    said = {"number": "合成函1号", "kind": "letter", "title": "函", "facts": {}, "docx_sha256": keep(_docx())}
    paper = Paper.objects.create(**said, by=by, sent_at=at)
    Subject.objects.create(paper=paper, about=case.letters.get().about, case=case)


def handed_out(office):
    """Every sheet that somebody can get, under the name of its address."""
    from workbench.test_pages import patterns

    visitors = [office.visit(who) for who in ("shenji", "zhuban")]
    for name, converters in patterns():
        if not name.startswith(("api", "sign", "set", "link", "view-as")):
            yield from _sheets(visitors, name, converters)


def things():
    """The numbers of what a sheet may be about: on PostgreSQL each kind counts on its own."""
    from zongbao.workbench.audit.models import Sample
    from zongbao.workbench.meetings.models import MeetingList
    from zongbao.workbench.papers.models import Paper
    from zongbao.workbench.programmes.models import Outcome

    outcome = Outcome.objects.filter(cases__state="notice").latest("pk")
    letter, sample, meeting = Paper.objects.get(kind="letter"), Sample.objects.get(), MeetingList.objects.get()
    return sorted({sample.pk, outcome.pk, outcome.run_id, letter.pk, meeting.pk})


def _sheets(visitors, name, converters):
    """The sheets at one address, asked for by the first who may open it, in either form."""
    from workbench.test_pages import address

    numbers = things()
    for number in numbers if converters else numbers[:1]:
        for form in ("csv", "xlsx"):
            place = address(name, converters, number).replace("/rows/case/", "/rows/imports/")
            asked = f"{place}?as={form}&queue=decide"
            answer = next((got for v in visitors if (got := v.get(asked)).status_code != 403), None)
            kind = answer.headers.get("Content-Type", "").partition(";")[0] if answer else ""
            if answer and answer.status_code == 200 and kind in SHEETS:
                yield name, kind, b"".join(answer) if answer.streaming else answer.content


def runs(kind, content):
    """What a spreadsheet would run in it."""
    if kind == "text/csv":
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        return [cell for row in rows for cell in row if re.match(r"[=+@\t\r＝]|-(?![\d.])", cell)]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    return [f for sheet in sheets for f in re.findall(r"<f>(.*?)</f>", sheet) if "HYPERLINK" in f]


def test_no_sheet_that_leaves_runs_what_somebody_typed(poisoned):
    found, wrong = set(), []
    for name, kind, content in handed_out(poisoned):
        found.add(name)
        wrong += [f"{name} {kind}: {cell}" for cell in runs(kind, content)]
    assert wrong == []
    assert found == EXPORTS


def test_what_would_run_is_seen():
    assert runs("text/csv", f'a,"{PAYLOAD}",-5.00'.replace('"http', '""http').encode()) != []
    assert runs("text/csv", b"a,'=1,-5.00") == []


def unsafe_writers(root):
    """The files that write sheets and do not ask the one place what may leave."""
    writes = re.compile(r"xlsxwriter\.Workbook\(|csv\.writer\(")
    found = [path for path in root.rglob("*.py") if writes.search(path.read_text(encoding="utf-8"))]
    return {p.relative_to(root).as_posix() for p in found if "zongbao.facts.cells import" not in p.read_text("utf-8")}


def test_one_place_says_what_may_leave(tmp_path):
    assert unsafe_writers(ROOT / "src" / "zongbao") == OWN_WORDS
    (tmp_path / "new.py").write_text("import csv\ncsv.writer(out)\n", encoding="utf-8")
    assert unsafe_writers(tmp_path) == {"new.py"}
