"""Accounts: who may give what to whom, for how long, and what ends with it."""

import re
from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest

pytest_plugins = ["workbench.offices"]
TERM = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1)}


def user(username):
    from zongbao.workbench.accounts.models import User

    return User.objects.get(username=username)


def person(office, username="xinren"):
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.accounts.services import add_person

    said = User(username=username, name="新人", email="xinren@example.test")
    return add_person(said, by=office.actor("guanli"), at=office.at)


def granted(office, who, role="lead", **said):
    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.accounts.services import give_role

    return give_role(Grant(user=who, role=role, **TERM | said), by=office.actor("guanli"), at=office.at)


def test_roles_are_given_by_the_admin_and_by_nobody_to_themselves(office):
    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.accounts.services import NotToOneself, give_role

    assert granted(office, person(office)).pk
    with pytest.raises(NotAllowed, match="系统管理"):
        give_role(Grant(user=user("zhuban"), role="approver", **TERM), by=office.actor("zhuban"), at=office.at)
    with pytest.raises(NotToOneself, match="另一位"):
        give_role(Grant(user=user("guanli"), role="lead", **TERM), by=office.actor("guanli"), at=office.at)
    assert office.verdicts() == []


@pytest.mark.parametrize(("who", "role"), [("shenji", "lead"), ("zhuban", "auditor"), ("zhuban", "admin")])
def test_audit_and_administration_stand_alone(office, who, role):
    from zongbao.workbench.accounts.services import RolesApart

    with pytest.raises(RolesApart, match="不兼任"):
        granted(office, user(who), role)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"role": "owner"}, "哪家企业"),
        ({"role": "reviewer"}, "哪个单位"),
        ({"role": "approver"}, "批准什么"),
        ({"ends_on": date(2025, 1, 1)}, "不能早于开始日"),
    ],
)
def test_a_grant_that_is_not_sound_is_refused_with_the_rule(office, said, sentence):
    from zongbao.workbench.accounts.services import NotSound

    with pytest.raises(NotSound, match=sentence):
        granted(office, person(office), **{"role": "lead", **said})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grant_ends_after_start", {"role": "lead", "ends_on": date(2025, 1, 1)}),
        ("grant_of_firm_names_firm", {"role": "owner"}),
        ("grant_of_unit_names_unit", {"role": "head"}),
        ("grant_of_approver_has_subject", {"role": "approver"}),
    ],
)
def test_the_database_refuses_it_too(office, name, said):
    from django.db import IntegrityError, transaction

    from zongbao.workbench.accounts.models import Grant

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Grant.objects.create(user=user("zhuban"), **TERM | said)


def test_sessions_end_when_a_role_is_given_or_ended(office):
    from zongbao.workbench.accounts.services import end_role

    browser = office.visit("zhuban")
    assert browser.get("/cases/").status_code == 200
    grant = granted(office, user("zhuban"), "intake")
    assert browser.get("/cases/").status_code == 302
    browser = office.visit("zhuban")
    end_role(grant, on=office.at.date(), by=office.actor("guanli"), at=office.at, reason="调岗")
    assert browser.get("/cases/").status_code == 302
    assert office.actor("zhuban").roles == {"lead"}


def test_a_lent_grant_acts_on_behalf_of_its_owner_and_ends_with_its_term(office):
    from zongbao.workbench.accounts.models import Delegation
    from zongbao.workbench.accounts.services import lend
    from zongbao.workbench.operations.models import Entry

    case, grant = office.proposal(), user("shouli").grants.get()
    loan = Delegation(
        grant=grant, to=person(office), starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 1), reason="年假"
    )
    lend(loan, by=office.actor("shouli"), at=office.at)
    office.fire(case, "confirm", by="qiye")
    office.fire(case, "accept_formal", by="xinren")
    entry = Entry.objects.get(file=case.about, what="case.accept_formal")
    assert (entry.actor.username, entry.on_behalf_of.username) == ("xinren", "shouli")
    assert "（代 受理·苏敏）" in office.visit("zhuban").get(f"/cases/{case.pk}/").content.decode()
    office.at += timedelta(days=30)
    assert office.actor("xinren").roles == set()


@pytest.mark.parametrize(
    ("owner", "to", "ends_on", "sentence"),
    [
        ("shouli", "shouli", date(2026, 12, 1), "本人代本人"),
        ("shouli", "zhuban", date(2029, 1, 1), "授权期限"),
        ("shouli", "shenji", date(2026, 12, 1), "不能代办"),
    ],
)
def test_a_loan_stays_inside_its_grant_and_outside_audit(office, owner, to, ends_on, sentence):
    from zongbao.refusals import Refusal
    from zongbao.workbench.accounts.models import Delegation
    from zongbao.workbench.accounts.services import lend

    loan = Delegation(
        grant=user(owner).grants.get(), to=user(to), starts_on=date(2026, 11, 1), ends_on=ends_on, reason="假"
    )
    with pytest.raises(Refusal, match=sentence):
        lend(loan, by=office.actor(owner), at=office.at)


def test_an_approver_role_lent_does_not_join_two_ends_of_one_file(office):
    from zongbao.workbench.accounts.models import Delegation
    from zongbao.workbench.accounts.services import lend
    from zongbao.workbench.firing import steps_from

    case = office.proposal()
    office.fire(case, "confirm", by="qiye")
    office.fire(case, "accept_formal", by="shouli")
    loan = Delegation(
        grant=user("pizhun").grants.get(),
        to=user("shouli"),
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 12, 1),
        reason="假",
    )
    lend(loan, by=office.actor("guanli"), at=office.at)
    case.state = "approval"
    said = [
        s.verdict for s in steps_from(case, office.actor("shouli"), at=office.at) if "approver" in s.transition.roles
    ]
    assert said
    assert [v.allowed for v in said] == [False] * len(said)
    assert all("另一人" in v.reason for v in said)


def test_a_link_sets_the_password_once_and_in_time(office):
    from zongbao.workbench.accounts import secrets
    from zongbao.workbench.mail.carrying import carry_out
    from zongbao.workbench.mail.models import Outgoing

    who = person(office)
    secret = secrets.send_link(who, "invite", by=office.actor("guanli"), at=office.at).rstrip("/").rsplit("/", 1)[1]
    letter = Outgoing.objects.get(address=who.email)
    assert secret in letter.text
    assert carry_out(letter, at=office.at).text == ""
    with pytest.raises(secrets.LinkSpent, match="过期"):
        secrets.use_link(secret, "一个足够长的口令呀啊", at=office.at + timedelta(days=8))
    with pytest.raises(secrets.WeakPassword, match=r"^口令至少 10 个字符；这个口令太常见；口令不能全是数字$"):
        secrets.use_link(secret, "1234", at=office.at)
    secrets.use_link(secret, "一个足够长的口令呀啊", at=office.at)
    with pytest.raises(secrets.LinkSpent, match="用过"):
        secrets.use_link(secret, "另一个足够长的口令呀", at=office.at)
    who.refresh_from_db()
    assert who.check_password("一个足够长的口令呀啊")
    assert office.verdicts() == []


def test_a_person_changes_the_password_by_the_one_that_stands(office):
    """Every session ends, so whoever had the old one is out; the chain knows that it was changed."""
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.operations.models import Entry

    here, elsewhere = office.visit("qiye"), office.visit("qiye")
    said = {"old": "zongbao-demo", "password": "另一个足够长的口令一", "again": "另一个足够长的口令一"}
    assert "修改口令" in here.get("/account/").content.decode()
    wrong = here.post("/account/password/", {**said, "old": "不是这个"})
    assert wrong.status_code == 422 and "现在的口令不对" in wrong.content.decode()
    assert here.post("/account/password/", {**said, "password": "1234567890", "again": "1234567890"}).status_code == 422
    assert here.post("/account/password/", said)["Location"] == "/sign-in/"
    assert User.objects.get(username="qiye").check_password(said["password"])
    assert [client.get("/my/").status_code for client in (here, elsewhere)] == [302, 302]
    assert Entry.objects.filter(what="person.password", actor__username="qiye").count() == 1


def test_a_new_link_ends_the_one_before_and_nobody_learns_who_there_is(office):
    from zongbao.workbench.accounts import secrets
    from zongbao.workbench.mail.models import Outgoing

    person(office)
    secrets.ask_for_reset("xinren", at=office.at)
    secrets.ask_for_reset("xinren", at=office.at)
    secrets.ask_for_reset("nobody", at=office.at)
    texts = [letter.text for letter in Outgoing.objects.order_by("pk")]
    first, second = (next(w for w in t.split() if "/link/" in w).rstrip("/").rsplit("/", 1)[1] for t in texts)
    with pytest.raises(secrets.LinkSpent):
        secrets.link_of(first, at=office.at)
    assert secrets.link_of(second, at=office.at)
    public = office.visit()
    answers = {public.post("/forgot/", {"username": name}).status_code for name in ("xinren", "nobody")}
    assert answers == {302}


def test_the_page_of_a_link(office):
    from django.utils import timezone

    from zongbao.workbench.accounts import secrets
    from zongbao.workbench.mail.models import Outgoing

    who, now = person(office), timezone.now()
    path = secrets.send_link(who, "invite", by=office.actor("guanli"), at=now).split("8000", 1)[1]
    public = office.visit()
    letter = Outgoing.objects.get(address=who.email).text
    assert who.username in letter and who.username in public.get(path).content.decode(), "nobody guesses their username"
    differ = public.post(path, {"password": "一个足够长的口令呀啊", "again": "不一样"})
    assert differ.status_code == 422
    assert "两次输入的口令不一样" in differ.content.decode()
    assert public.post(path, {"password": "一个足够长的口令呀啊", "again": "一个足够长的口令呀啊"}).status_code == 302
    spent = public.get(path)
    assert spent.status_code == 404
    assert "已经用过" in spent.content.decode()


def test_a_code_counts_once(office):
    from zongbao.workbench.accounts.factors import WrongCode, use_code

    who = user("pizhun")
    code = pyotp.TOTP(who.second_factor).at(office.at)
    use_code(who, code, at=office.at)
    with pytest.raises(WrongCode, match="已经用过"):
        use_code(who, code, at=office.at + timedelta(seconds=5))
    with pytest.raises(WrongCode, match="不对"):
        use_code(who, "000000" if code != "000000" else "111111", at=office.at)
    use_code(
        who, pyotp.TOTP(who.second_factor).at(office.at + timedelta(seconds=30)), at=office.at + timedelta(seconds=30)
    )


def test_who_decides_money_enrols_before_anything_else(office):
    from django.utils import timezone

    from zongbao.workbench.accounts.factors import take_off

    take_off(user("pizhun"), by=office.actor("guanli"), at=office.at, reason="手机丢失")
    browser = office.visit("pizhun")
    session = browser.session
    del session["factor"]
    session.save()
    assert browser.get("/cases/").url == "/second-factor/"
    assert browser.get("/second-factor/").url == "/second-factor/new/"
    page = browser.get("/second-factor/new/").content.decode()
    secret = browser.session["enrolling"]
    assert secret in page
    assert "data:image/svg+xml" in page
    assert browser.post("/second-factor/new/", {"code": "12"}).status_code == 422
    assert browser.post("/second-factor/new/", {"code": pyotp.TOTP(secret).at(timezone.now())}).status_code == 302
    assert browser.get("/cases/").status_code == 200


def test_five_wrong_sign_ins_lock(office, monkeypatch):
    """Attempts are counted by the machine's own clock, as the lock is."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.now(UTC))
    browser = office.visit()
    said = [browser.post("/sign-in/", {"username": "zhuban", "password": "wrong"}).status_code for _ in range(5)]
    assert said == [200, 200, 200, 200, 429]
    right = browser.post("/sign-in/", {"username": "zhuban", "password": "zongbao-demo"})
    assert right.status_code == 429
    assert "锁定" in right.content.decode()
    assert office.visit().post("/sign-in/", {"username": "fuhe", "password": "zongbao-demo"}).status_code == 302


def test_the_admin_sees_who_is_locked_out_and_lets_them_in(office, monkeypatch):
    from zongbao.workbench.accounts.locks import locked_until
    from zongbao.workbench.accounts.models import User

    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.now(UTC))
    person, browser, right = User.objects.get(username="zhuban"), office.visit(), {"username": "zhuban"}
    assert locked_until(person, at=datetime.now(UTC)) is None
    for _ in range(5):
        browser.post("/sign-in/", {**right, "password": "wrong"})
    assert locked_until(person, at=datetime.now(UTC)) > datetime.now(UTC)
    assert office.visit("zhuban").post(f"/people/{person.pk}/unlock/").status_code == 403
    told = office.visit("guanli").post(f"/people/{person.pk}/unlock/", follow=True).content.decode()
    assert "已解除锁定" in told and "解除登录锁定" in told
    assert locked_until(person, at=datetime.now(UTC)) is None
    assert browser.post("/sign-in/", {**right, "password": "zongbao-demo"}).status_code == 302


def test_the_admin_finds_who_lacks_something(office):
    """Without a role, without a password, with a role that ends soon; a unit that is no more gets nobody new."""
    from zongbao.workbench.accounts.models import Unit

    admin, day = office.visit("guanli"), office.at.date()

    def found(standing: str) -> list[str]:
        return re.findall(
            r'<a href="/people/\d+/">(\S+)</a>', admin.get(f"/people/?standing={standing}").content.decode()
        )

    made = admin.post("/people/new/", {"username": "xin", "name": "新来的"})["Location"]
    assert admin.get("/")["Location"] == "/people/"
    assert (found("no_role"), found("no_password"), found("ends_soon")) == (["xin"], ["xin"], [])
    said = {"role": "reviewer", "unit": Unit.objects.get(code="economy").pk, "starts_on": day, "ends_on": "2026-12-20"}
    Unit.objects.filter(code="economy").update(abolished_on=day, heir=Unit.objects.get(code="zone"))
    assert admin.post(f"{made}roles/new/", said).status_code == 422
    said["unit"] = Unit.objects.get(code="market").pk
    assert admin.post(f"{made}roles/new/", said).status_code == 302
    assert (found("no_role"), found("ends_soon")) == ([], ["xin"])
    assert "联审经办\u2003market\u20032026-11-24 – 2026-12-20" in admin.get(made).content.decode()


def test_looking_as_a_firm_shows_its_pages_and_does_nothing(office):
    case = office.proposal()
    browser, offered = office.visit("shenji"), f"/view-as/?uscc={case.enterprise.uscc}"
    assert offered in browser.get(f"/enterprises/{case.enterprise_id}/").content.decode()
    assert case.enterprise.uscc in browser.get(offered).content.decode()
    assert browser.post("/view-as/", {"uscc": case.enterprise.uscc}).status_code == 302
    page = browser.get(f"/my/{case.pk}/").content.decode()
    assert "只能看，不能办" in page
    assert browser.get("/cases/").status_code == 403
    act = browser.post(f"/act/case/{case.pk}/confirm/", {"expected_version": case.version})
    assert act.status_code == 403
    assert browser.get(f"/act/case/{case.pk}/confirm/").status_code == 200
    assert browser.post("/view-as/end/").status_code == 302
    assert browser.get("/cases/").status_code == 200
    case.refresh_from_db()
    assert case.state == "proposed"
    assert office.visit("qiye").get("/view-as/").status_code == 403


def test_who_held_which_role_on_a_day(office):
    browser = office.visit("shenji")
    page = browser.get("/roles-held/?on=2026-11-24").content.decode()
    assert "主办·陈立" in page
    assert "没有人有角色" in browser.get("/roles-held/?on=2020-01-01").content.decode()
    assert browser.get("/roles-held/?on=2026-02-31").status_code == 200
    assert "陈立" in browser.get("/roles-held/?as=csv").content.decode()


def test_units_have_heirs_and_no_rings(office):
    from zongbao.workbench.accounts.models import Unit
    from zongbao.workbench.accounts.services import NotSound, keep_unit

    by, at = office.actor("guanli"), office.at
    economy, commerce = Unit.objects.get(code="economy"), Unit.objects.get(code="commerce")
    economy.abolished_on = date(2026, 6, 1)
    with pytest.raises(NotSound, match="由谁承接"):
        keep_unit(economy, by=by, at=at, before={})
    economy.heir = commerce
    keep_unit(economy, by=by, at=at, before={})
    assert economy.standing_on(date(2026, 7, 1)) == commerce
    commerce.abolished_on, commerce.heir = date(2026, 8, 1), economy
    with pytest.raises(NotSound, match="绕成了圈"):
        keep_unit(commerce, by=by, at=at, before={})


def test_the_first_admin_comes_from_the_terminal(office):
    from zongbao.workbench.accounts.first import first_person
    from zongbao.workbench.accounts.services import NotSound

    said = {"name": "首位", "subject": "", "unit": None, "mail": "", "at": office.at, **TERM}
    address = first_person(username="first", role="admin", **said)
    assert "/link/" in address
    assert office.actor("first").roles == {"admin"}
    with pytest.raises(NotSound, match="没有“boss”"):
        first_person(username="second", role="boss", **said)
