"""企业库：what is changed is in the history, what is previewed is what is written, what is delivered is what stands."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

pytest_plugins = ["workbench.offices"]

NEW = "91310118DEM999990"


@pytest.fixture
def firm(office):
    return office.proposal().enterprise


def change(office, firm, *, version=None, by="zhuban", **values):
    from zongbao.workbench.registry.services import changing

    said = {
        "by": office.actor(by),
        "at": office.at,
        "expected_version": version or firm.version,
        "comment": "合成函1号",
    }
    with changing(firm, **said) as held:
        for name, value in values.items():
            setattr(held, name, value)
        held.save()
    firm.refresh_from_db()


def test_every_change_is_in_the_history_with_before_and_after(office, firm):
    from zongbao.workbench.registry.queries import history

    change(office, firm, pilot="一般纳税人试点", qualifications="AEO")
    told = {(str(c.field), c.before, c.after) for c in history(firm)}
    assert told == {("试点状态", "", "一般纳税人试点"), ("资质", "", "AEO")}
    assert history(firm)[0].entry.comment == "合成函1号"


def test_a_stale_page_changes_nothing(office, firm):
    from zongbao.workbench.registry.services import ChangedMeanwhile

    seen = firm.version
    change(office, firm, pilot="甲")
    with pytest.raises(ChangedMeanwhile, match="已被修改"), transaction.atomic():
        change(office, firm, version=seen, pilot="乙")
    firm.refresh_from_db()
    assert firm.pilot == "甲"


def test_who_keeps_no_registry_is_told_who_does(office, firm):
    from zongbao.workbench.accounts.permissions import NotAllowed

    with pytest.raises(NotAllowed, match="主办"):
        change(office, firm, by="caiwu", pilot="甲")


def test_an_enterprise_never_succeeds_itself(office, firm):
    from zongbao.workbench.registry.models import Enterprise
    from zongbao.workbench.registry.services import Circular

    other = Enterprise.objects.exclude(pk=firm.pk).filter(merged_into=None, predecessors=None).first()
    change(office, other, merged_into=firm)
    with pytest.raises(Circular, match="成环"), transaction.atomic():
        change(office, firm, merged_into=other)


def test_a_telephone_number_does_not_stay_in_the_chain_for_ever(office, firm):
    from zongbao.workbench.operations.models import Entry
    from zongbao.workbench.registry.models import Contact
    from zongbao.workbench.registry.services import changing

    said = {"by": office.actor("zhuban"), "at": office.at, "expected_version": firm.version}
    with changing(firm, **said) as held:
        Contact.objects.create(enterprise=held, name="合成联系人", phone="13800001234")
    last = Entry.objects.last()
    assert "尾号 1234" in last.after["contacts"]
    assert "13800001234" not in last.body


def broken(name):
    return pytest.raises(IntegrityError, match=name)


def test_the_database_refuses_what_the_office_forbids(office, firm):
    from zongbao.workbench.registry.models import Authorisation, CustomsCode, Enterprise

    with broken("enterprise_left_after_settled"), transaction.atomic():
        Enterprise.objects.filter(pk=firm.pk).update(settled_on=date(2024, 1, 2), left_on=date(2024, 1, 1))
    with broken("code"), transaction.atomic():
        CustomsCode.objects.create(enterprise=firm, code=firm.codes.first().code)
    with broken("code_ends_after_start"), transaction.atomic():
        firm.codes.update(valid_from=date(2024, 1, 2), valid_until=date(2024, 1, 2))
    with broken("authorisation_ends_after_start"), transaction.atomic():
        term = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 1)}
        Authorisation.objects.create(enterprise=firm, purpose="测算", basis="授权书", given_at=office.at, **term)


# --- sheets -----------------------------------------------------------------------------------------------------------


def sheet(tmp_path, *rows, heads="统一社会信用代码,企业名称,海关编码,入驻日期,迁出日期,行业,前身企业,资质"):
    path = tmp_path / "企业.csv"
    path.write_text("\n".join([heads, *rows]), encoding="utf-8")
    return path


def row_of(firm, **said):
    from zongbao.workbench.registry.sealing import HEADS, rows_of

    told = dict(zip((*HEADS, "资质"), (*next(rows_of(firm)), firm.qualifications), strict=True)) | said
    return ",".join(told.values())


def test_what_goes_out_comes_in_and_changes_nothing(office, tmp_path):
    from zongbao.workbench.registry.models import Enterprise
    from zongbao.workbench.registry.sheets import preview, workbook

    path = tmp_path / "企业库.xlsx"
    path.write_bytes(workbook(Enterprise.objects.prefetch_related("codes", "predecessors")))
    found = preview(path)
    assert found.planned == ()
    undated = Enterprise.objects.filter(settled_on=None).count()
    assert found.unchanged == Enterprise.objects.count() - undated


def test_a_preview_writes_nothing_and_what_is_confirmed_is_what_was_shown(office, firm, tmp_path):
    from zongbao.workbench.registry.models import Enterprise
    from zongbao.workbench.registry.sheets import confirm, preview

    new = f"{new_code()},合成新企业,3122666ZZZ,2026-03-01,,,,"
    path = sheet(tmp_path, row_of(firm, 资质="AEO 高级"), new)
    count, found = Enterprise.objects.count(), preview(path)
    assert [p.changes for p in found.planned if p.enterprise] == [{"qualifications": ("", "AEO 高级")}]
    assert (found.entered, Enterprise.objects.count()) == (1, count)
    firm.refresh_from_db()
    assert firm.qualifications == ""
    confirm(path, seal=found.seal, by=office.actor("zhuban"), at=office.at)
    firm.refresh_from_db()
    assert (firm.qualifications, Enterprise.objects.count()) == ("AEO 高级", count + 1)
    assert Enterprise.objects.get(uscc=new_code()).codes.get().code == "3122666ZZZ"
    assert preview(path).planned == ()


def new_code():
    from zongbao.facts.uscc import check_sign

    return NEW + check_sign(NEW)


def test_a_registry_that_changed_since_the_preview_is_previewed_again(office, firm, tmp_path):
    from zongbao.workbench.registry.sheets import PreviewStale, confirm, preview

    path = sheet(tmp_path, row_of(firm, 资质="AEO"))
    seen = preview(path).seal
    change(office, firm, pilot="甲")
    with pytest.raises(PreviewStale, match="重新预览"):
        confirm(path, seal=seen, by=office.actor("zhuban"), at=office.at)
    firm.refresh_from_db()
    assert firm.qualifications == ""


def test_bad_rows_are_findings_and_change_nothing(office, firm, tmp_path):
    from zongbao.workbench.registry.sheets import preview

    found = preview(sheet(tmp_path, row_of(firm, 入驻日期="2026-02-30")))
    assert found.planned == ()
    assert [f.code for f in found.findings] == ["bad_date"]


def test_a_preview_names_columns_as_the_sheet_does_and_says_which_rows_are_left_out(office, firm, tmp_path):
    from zongbao.workbench.registry.sheets import preview

    path = sheet(tmp_path, row_of(firm, 入驻日期="2026-13-01"))
    assert [(f.level, label) for f, label in preview(path).labelled] == [("error", "入驻日期")]


def test_an_officer_nobody_names_holds_back_that_row_alone(office, firm, tmp_path):
    """Three hundred rows are not refused for one name."""
    from zongbao.workbench.registry.models import Enterprise
    from zongbao.workbench.registry.sheets import preview

    other = Enterprise.objects.filter(codes__isnull=False, settled_on__isnull=False).exclude(pk=firm.pk).first()
    rows = (f"{row_of(firm)},无此人", f"{row_of(other)},主办·陈立")
    heads = "统一社会信用代码,企业名称,海关编码,入驻日期,迁出日期,行业,前身企业,资质,服务专员"
    found = preview(sheet(tmp_path, *rows, heads=heads))
    assert [(f.row, f.value, label) for f, label in found.labelled if f.level == "error"] == [(2, "无此人", "服务专员")]
    assert [planned.uscc for planned in found.planned] == [other.uscc]


def test_an_heir_is_named_by_its_code_and_an_authorisation_is_told_in_words(office, firm):
    from zongbao.workbench.registry.forms import EnterpriseForm
    from zongbao.workbench.registry.models import Enterprise
    from zongbao.workbench.registry.queries import history
    from zongbao.workbench.registry.services import record_authorisation

    heir = Enterprise.objects.exclude(pk=firm.pk).first()
    firm.merged_into = heir
    form = EnterpriseForm(instance=firm)
    assert f'value="{heir.uscc}"' in str(form["merged_into"]) and "<select" not in str(form["merged_into"])
    for code, sound in ((f" {heir.uscc.lower()} ", True), (firm.uscc, False), ("无", False), ("", True)):
        assert ("merged_into" not in EnterpriseForm({"merged_into": code}, instance=firm).errors) is sound
    term = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    given = record_authorisation(firm, purpose="核对", basis="授权书", by=office.actor("zhuban"), at=office.at, **term)
    assert str(history(firm)[0].field) == "数据授权" and history(firm)[0].after.startswith("核对；授权书；2025")
    days = (date(2024, 12, 31), date(2025, 12, 30), date(2025, 12, 31))
    assert [str(given.standing(day)) for day in days] == ["还没到期限", "有效", "已到期"]
    given.revoked_at = office.at
    assert str(given.standing(days[1])) == "已撤回"


def test_nothing_in_a_workbook_is_a_formula(office, firm, tmp_path):
    from zipfile import ZipFile

    from zongbao.workbench.registry.models import Enterprise
    from zongbao.workbench.registry.sheets import workbook

    change(office, firm, qualifications="=HYPERLINK(1)")
    path = tmp_path / "out.xlsx"
    path.write_bytes(workbook(Enterprise.objects.filter(pk=firm.pk).prefetch_related("codes", "predecessors")))
    assert b"<f>" not in ZipFile(path).read("xl/worksheets/sheet1.xml")


# --- sealing ----------------------------------------------------------------------------------------------------------


def test_the_registry_says_to_the_facts_what_the_zone_said(office, filled):
    """The made-up office took its registry from the zone's deliveries: delivered back, nothing is otherwise."""
    from zongbao.facts import batches, registry
    from zongbao.workbench.registry.sealing import deliver_registry

    own = deliver_registry(at=office.at).batch
    standing = [b for b in batches.standing(filled) if b.kind == "enterprises"]
    zone = [b for b in standing if b.id != own]
    told = [registry.registry_of([b.path / "rows.parquet" for b in those]) for those in (standing, zone)]
    assert told[0].enterprises.equals(told[1].enterprises)
    assert told[0].codes.equals(told[1].codes)
    assert own in [b.id for b in standing]


def test_a_changed_registry_replaces_its_own_delivery_and_counts_from_the_next_seal(office, firm, filled):
    from zongbao.facts import batches
    from zongbao.workbench.registry.queries import unsealed
    from zongbao.workbench.registry.sealing import deliver_registry

    before = deliver_registry(at=office.at)
    assert deliver_registry(at=office.at) == before
    change(office, firm, left_on=date(2025, 6, 30))
    assert unsealed() == 1
    after = deliver_registry(at=office.at)
    assert unsealed() == 0
    standing = {b.id for b in batches.standing(filled)}
    assert (after.batch in standing, before.batch in standing) == (True, False)
    change(office, firm, left_on=None)
    assert deliver_registry(at=office.at).batch == before.batch


def test_an_export_whose_note_was_lost_does_not_stand_beside_the_next(office, firm, filled):
    """The facts are files: a rolled back note leaves its delivery behind, and the next export withdraws it."""
    from zongbao.facts import batches
    from zongbao.workbench.registry.models import Export
    from zongbao.workbench.registry.sealing import FILE, deliver_registry

    change(office, firm, left_on=date(2025, 6, 30))
    lost = deliver_registry(at=office.at)
    Export.objects.filter(pk=lost.pk).delete()
    change(office, firm, left_on=None)
    kept = deliver_registry(at=office.at)
    assert [b.id for b in batches.standing(filled) if b.file == FILE] == [kept.batch]


def test_a_firm_is_found_by_the_letters_its_name_is_typed_by(office, firm):
    from zongbao.workbench.face.pinyin import initials
    from zongbao.workbench.registry.queries import enterprises

    assert initials("示例第507号国际贸易有限公司") == "sld507hgjmyyxgs"
    word = initials(firm.name)
    assert firm in enterprises({"q": word}, day=office.at.date()) and firm in enterprises(
        {"q": word.upper()}, day=office.at.date()
    )
    assert firm.name in office.visit("zhuban").get(f"/search/?q={word}").content.decode()
    assert not enterprises({"q": "zzzzqq"}, day=office.at.date())


def test_a_customs_code_has_ten_characters(office, firm):
    from zongbao.workbench.registry.forms import CodeForm

    wrong, right = (
        CodeForm({"code": code}, instance=firm.codes.model(enterprise=firm)) for code in ("31226", "312260000a")
    )
    assert "code" in wrong.errors and "code" not in right.errors and right.cleaned_data["code"] == "312260000A"


def test_what_is_entered_has_its_name_at_once(office):
    from zongbao.facts.uscc import sound
    from zongbao.workbench.registry.models import Enterprise

    code = "91310118DEM0099998"
    code = next(code[:-1] + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if sound(code[:-1] + last))
    clerk = office.visit("zhuban")
    assert clerk.post("/enterprises/new/", {"uscc": code}).status_code == 422
    clerk.post("/enterprises/new/", {"uscc": code, "name": "合成新企业有限公司"})
    assert Enterprise.objects.get(uscc=code).name == "合成新企业有限公司"
