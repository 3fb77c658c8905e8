"""The interface: a token opens what its person may see, in its scope, until its day; the application door takes once."""

import re
from datetime import timedelta

import pytest

pytest_plugins = ["workbench.offices"]


def token(office, who, scope="read", days=30):
    from zongbao.workbench.accounts.secrets import make_token

    return make_token("试", scope, by=office.actor(who), at=office.at, ends_at=office.at + timedelta(days=days))


@pytest.fixture
def ask(office):
    """Ask the interface as somebody."""

    def asked(path, who="", scope="read", body=None, method=None):
        head = {"Authorization": f"Bearer {token(office, who, scope)}"} if who else {}
        client, said = office.visit(), {"headers": head, "content_type": "application/json"}
        return (
            client.post(f"/api/{path}", body, **said) if body is not None else client.get(f"/api/{path}", headers=head)
        )

    return asked


def test_a_token_reads_what_its_person_may_see(office, ask):
    from zongbao.workbench.cases.models import Case

    own = office.proposal()
    assert ask("cases", "zhuban").json()["count"] == Case.objects.count()
    rows = ask("cases", "qiye").json()["rows"]
    assert {row["number"] for row in rows} == {c.number for c in Case.objects.filter(enterprise=own.enterprise)}
    assert {row["enterprise"] for row in rows} == {own.enterprise.uscc}
    other = Case.objects.exclude(enterprise=own.enterprise).first()
    assert ask(f"cases/{other.number}", "qiye").status_code == 404
    rungs = ask(f"cases/{own.number}/explanation", "qiye").json()["rungs"]
    assert rungs[-1]["value"] == ask(f"cases/{own.number}", "qiye").json()["computed"]
    assert ask("my/assessment", "qiye").status_code == 200
    assert ask("my/assessment", "zhuban").status_code == 403
    assert ask("cases", "guanli").status_code == 403


def test_a_session_is_no_token(office):
    assert office.visit("zhuban").get("/api/cases").status_code == 401


def test_a_token_ends_with_its_day_its_person_or_its_owners_will(office):
    from zongbao.workbench.accounts.models import Token, User
    from zongbao.workbench.accounts.secrets import TermTooLong, close_token, hashed, token_of

    secret = token(office, "zhuban", days=1)
    assert Token.objects.filter(hash=hashed(secret)).exists()
    assert not Token.objects.filter(hash=secret).exists()
    assert token_of(secret, at=office.at).user.username == "zhuban"
    assert token_of(secret, at=office.at + timedelta(days=1)) is None
    User.objects.filter(username="zhuban").update(is_active=False)
    assert token_of(secret, at=office.at) is None
    User.objects.filter(username="zhuban").update(is_active=True)
    close_token(Token.objects.get(hash=hashed(secret)), by=office.actor("zhuban"), at=office.at)
    assert token_of(secret, at=office.at) is None
    with pytest.raises(TermTooLong, match="一年"):
        token(office, "zhuban", days=400)


def application(office, **changed):
    firm = office.proposal().enterprise
    said = {
        "reference": "一网通办-1",
        "measure": "storage_fee",
        "year": 2026,
        "enterprise": firm.uscc,
        "subject": "甲库",
    }
    return said | {"statement": "经统一申报系统"} | changed


def test_an_application_is_taken_once(office, ask):
    from zongbao.workbench.cases.models import Case

    before = Case.objects.count()
    first = ask("applications", "shouli", "apply", application(office))
    assert first.status_code == 200, first.content
    again = ask("applications", "shouli", "apply", application(office))
    assert again.json() == first.json()
    assert Case.objects.count() == before + 1
    other = ask("applications", "shouli", "apply", application(office, subject="乙库"))
    assert other.status_code == 409
    assert "内容不同" in other.json()["detail"]
    stands = ask(f"applications/{application(office)['reference']}", "shouli", "apply").json()
    assert stands["number"] == first.json()["number"]
    assert office.verdicts() == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"measure": "nothing"}, 409), ({"enterprise": "x"}, 422), ({"year": "x"}, 422), ({"more": 1}, 422)],
)
def test_an_application_that_is_not_sound_is_refused(office, ask, changed, status):
    assert ask("applications", "shouli", "apply", application(office, **changed)).status_code == status


def test_each_door_has_its_scope(office, ask):
    assert ask("applications", "shouli", "read", application(office)).status_code == 403
    assert ask("cases", "shouli", "apply").status_code == 403
    assert ask("applications", "zhuban", "apply", application(office)).status_code == 403


@pytest.fixture
def one_connection():
    """Requests in this process leave the connection of the test open, as Django's own client does."""
    from django.core import signals
    from django.db import close_old_connections

    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.mark.filterwarnings("ignore")
def test_whatever_is_asked_the_answer_is_as_described(office, one_connection):
    """A bounded number of made-up requests to every address of the interface, in this process."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    from zongbao.workbench.wsgi import application as office_wsgi

    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", office_wsgi)
    tokens = {"apply": token(office, "shouli", "apply"), "read": token(office, "zhuban")}
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 7

    @settings(
        max_examples=150,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def holds(data):
        operation = data.draw(st.sampled_from(operations))
        case = data.draw(operation.as_strategy())
        scope = "apply" if "applications" in operation.path else "read"
        case.call_and_validate(headers={"Authorization": f"Bearer {tokens[scope]}"})

    holds()


@pytest.mark.parametrize(
    ("asks", "status", "sentence"),
    [
        ({"path": "cases?limit=9999"}, 422, "limit 不能大于 500"),
        ({"path": "cases/没有"}, 404, "没有这个编号，或者它不归这个令牌的人看"),
        ({"path": "v1/cases"}, 404, "接口里没有这个网址；有哪些见 /api/openapi.json"),
        (
            {"path": "applications", "scope": "apply", "body": {"year": "二"}},
            422,
            "缺 reference；缺 measure；year 请写整数",
        ),
        ({"path": "applications", "scope": "apply", "body": "{"}, 400, "送来的内容不是 JSON，读不了"),
    ],
)
def test_what_is_not_answered_says_why_in_a_sentence(ask, asks, status, sentence):
    answer = ask(who="shouli", **asks)
    assert answer.status_code == status
    assert answer.json()["detail"].startswith(sentence)


def test_a_firm_is_not_told_by_its_token_what_is_only_recommended(office, ask):
    case = office.reach("approval")
    assert ask(f"cases/{case.number}", "zhuban").json()["recommended"]
    assert ask(f"cases/{case.number}", "qiye").json()["recommended"] is None
    assert {row["recommended"] for row in ask("cases", "qiye").json()["rows"]} == {None}


def test_who_makes_a_token_reads_where_the_interface_is(office):
    page = office.visit("qiye").get("/account/").content.decode()
    assert "http://localhost/api/" in page and 'href="/api/openapi.json"' in page


def test_the_page_on_the_interface_names_every_address_and_no_other(office):
    from conftest import ROOT
    from zongbao.workbench.api.views import api

    told = re.findall(r"`(GET|POST) (/api/\S+)`", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    paths = api.get_openapi_schema()["paths"]
    there = {(way.upper(), path) for path, ways in paths.items() for way in ways}
    assert set(told) - {("GET", "/api/openapi.json")} == there
