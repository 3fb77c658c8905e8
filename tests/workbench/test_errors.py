"""What somebody sees who can go no further: a sentence on the office's own page, not the framework's words, no traceback."""

import logging

import pytest

pytest_plugins = ["workbench.offices"]


def whole(page: str) -> bool:
    """A page of the office, with its menu, not the framework's bare one."""
    return "zongbao/zongbao" in page and "<main" in page


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("zhuban", "/no-such-page/"),
        ("qiye", "/no-such-page/"),
        ("", "/no-such-page/"),
        ("zhuban", "/year/?year=1999"),
        ("", "/public/notices/999999/"),
    ],
)
def test_no_such_page(office, who, path):
    answer = office.visit(who).get(path)
    page = answer.content.decode()
    assert answer.status_code == 404 and whole(page)
    assert "没有这一页" in page and "Not Found" not in page


def test_an_address_that_acts_is_not_opened_by_typing_it(office):
    answer = office.visit("zhuban").get("/programmes/1/run/")
    assert answer.status_code == 405 and whole(answer.content.decode()) and "用页面上的按钮" in answer.content.decode()
    assert answer["Allow"] == "POST"


def test_a_machine_reads_a_sentence(office):
    answer = office.visit("").get("/api/no-such-thing/")
    assert answer.status_code == 404 and answer["Content-Type"].startswith("application/json")
    assert "接口里没有这个网址" in answer.json()["detail"]


def test_a_form_without_its_mark_says_what_to_do(office):
    from django.test import Client

    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    answer = browser.post("/sign-in/", {"username": "zhuban", "password": "zongbao-demo"})
    page = answer.content.decode()
    assert answer.status_code == 403 and whole(page) and "刷新，再办一次" in page


def test_what_is_typed_without_a_session_is_said_not_to_be_kept(office):
    """Beside the field, not as a page of its own; after signing in elsewhere the field is sent once more, not for ever."""
    from django.test import Client

    from zongbao.workbench.accounts.models import User

    typing = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://localhost/my/1/"}
    nobody = Client(SERVER_NAME="localhost").post("/cases/1/field/contact/", {"contact": "张三"}, **typing)
    said = nobody.content.decode()
    assert nobody.status_code == 422 and "没有保存：登录已过期" in said and 'href="/sign-in/?next=/my/1/"' in said
    assert not whole(said)
    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert "登录已过期" in browser.post("/cases/1/field/contact/", {"contact": "张三"}, **typing).content.decode()
    browser.force_login(User.objects.get(username="qiye"))
    once = browser.post("/cases/1/field/contact/", {"contact": "张三"}, **typing)
    twice = browser.post("/cases/1/field/contact/", {"contact": "张三", "again": "1"}, **typing)
    assert once.status_code == twice.status_code == 422
    assert "csrfmiddlewaretoken" in once.content.decode() and 'hx-trigger="load' in once.content.decode()
    assert "没有保存" in twice.content.decode() and 'hx-trigger="load' not in twice.content.decode()


@pytest.fixture
def broken(monkeypatch):
    """A page with a fault of ours in it."""
    from zongbao.workbench.overview import standing

    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(standing, "years", fault)


def test_a_fault_of_ours_has_a_number_and_shows_nothing_of_the_inside(office, broken, caplog):
    from django.test import Client

    from zongbao.workbench.accounts.models import User

    browser = Client(SERVER_NAME="localhost", raise_request_exception=False)
    browser.force_login(User.objects.get(username="zhuban"))
    with caplog.at_level(logging.ERROR, logger="zongbao.workbench.web.errors"):
        answer = browser.get("/year/")
    page = answer.content.decode()
    assert answer.status_code == 500 and whole(page)
    assert "secret inside" not in page and "Traceback" not in page
    told = next(r for r in caplog.records if r.name == "zongbao.workbench.web.errors")
    assert told.args[0] in page


def test_a_form_says_what_is_lacking_in_the_words_of_the_office(office):
    admin = office.visit("guanli")
    said = {"username": "zhuban", "email": "x", "name": ""}
    page = admin.post("/people/new/", said).content.decode()
    for sentence in ("请填写姓名", "已经有这个用户名，请换一个", "邮箱请写成“name@example.com”这样的地址"):
        assert sentence in page, sentence
    person = admin.post(f"/people/{office.actor('zhuban').user.pk}/roles/new/", {"starts_on": "明天"}).content.decode()
    for sentence in ("请选择角色", "开始日期请写成“2026-12-31”这样的日期", "请填写结束日期", ">请选择</option>"):
        assert sentence in person, sentence
    assert "必填" not in page + person and "---------" not in person


def test_what_a_form_says_itself_stands_as_it_was_written(office):
    said = {"role": "agent", "uscc": "没有这一家", "starts_on": "2026-11-01", "ends_on": "2027-11-01"}
    page = office.visit("guanli").post(f"/people/{office.actor('zhuban').user.pk}/roles/new/", said).content.decode()
    assert "企业库里没有“没有这一家”" in page
