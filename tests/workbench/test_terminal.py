"""The office from a terminal, asked for English: what people read there is English, what is written down stays Chinese."""

import re

import pytest

pytest_plugins = ["workbench.offices"]
CHINESE = re.compile(r"[“”\u3000\u3400-\u9fff，。；：（）、【】]")


@pytest.fixture
def say(office, capsys, monkeypatch):
    """Run a command of this office; its exit code and what it said."""
    from zongbao.cli import main

    def run(*argv):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*argv, "--store", str(office.store)])
        told = capsys.readouterr()
        return ended.value.code, told.out + told.err

    monkeypatch.setenv("ZONGBAO_LANG", "en")
    yield run
    (office.store / "office" / "heads.jsonl").unlink(missing_ok=True)  # what one test publishes no other finds


@pytest.fixture
def refused(office):
    """A case whose term is over, with an end that nobody may give it: the clock is refused."""
    from datetime import date

    from django.db import connection

    from zongbao.refusals import Refusal
    from zongbao.workbench.cases.machine import CASE

    case = office.proposal()
    type(case).objects.filter(pk=case.pk).update(due_on=date(2026, 1, 5))
    asked = CASE.guards.get("expire")

    def never(thing, act):
        raise Refusal("还有 3 件公示异议没有答复")

    CASE.guards["expire"] = [never]
    yield case
    assert connection.in_atomic_block
    CASE.guards["expire"] = asked or []


def test_what_the_clock_is_refused_is_told_in_the_language_of_the_terminal(say, refused, monkeypatch):
    _, out = say("office", "tick")
    assert f'Case {refused}: "Lapse" was not done: 3 objections' in out
    assert CHINESE.search(out) is None
    monkeypatch.setenv("ZONGBAO_LANG", "zh")
    assert f"申报件 {refused}“逾期”没有办成：还有 3 件公示异议没有答复" in say("office", "tick")[1]


TERM = ("--from", "2026-01-01", "--until", "2028-01-01")


@pytest.mark.parametrize(
    "asked",
    [("--role", "nobody"), ("--unit", "nowhere"), ("--role", "approver"), ("--mail", "x")],
    ids=lambda asked: asked[1],
)
def test_a_person_who_is_refused_is_refused_in_english(say, asked):
    code, out = say("office", "person", "new", "A B", *TERM, *asked)
    assert (code > 0, CHINESE.search(out)) == (True, None), out


def test_what_is_written_for_a_new_person_is_chinese_whatever_the_terminal_speaks(say):
    from zongbao.workbench.mail.models import Outgoing

    code, out = say("office", "person", "new", "A B", *TERM, "--mail", "new@example.test")
    assert (code, CHINESE.search(out)) == (0, None)
    letter = Outgoing.objects.get(address="new@example.test")
    assert letter.subject == "开通综保账号" and "设置口令" in letter.text


def test_the_accounts_of_the_demo_have_english_roles(office, monkeypatch):
    from zongbao.cli.office import _demo_accounts

    monkeypatch.setenv("ZONGBAO_LANG", "en")
    roles = {said["username"]: said["roles"] for said in _demo_accounts()}
    assert roles["zhuban"].startswith("Lead") and roles["pizhun"].startswith("Approver")


def test_the_chain_is_checked_written_and_published_in_english(say, office, tmp_path):
    from django.test import override_settings

    with override_settings(OFFICE=tmp_path, ZONGBAO_HEADS_TO=[]):
        said = [say("audit", "verify"), say("audit", "export", "-o", str(tmp_path / "c")), say("audit", "publish")]
    assert [code for code, _ in said] == [0, 0, 0]
    assert CHINESE.search("".join(out for _, out in said)) is None


def test_a_chain_that_was_changed_is_told_in_english(say, office):
    from zongbao.workbench.operations.models import Head

    Head.objects.update(digest="0" * 64)
    code, out = say("audit", "verify")
    assert (code, CHINESE.search(out)) == (1, None)
    assert "the end of the chain is not the one on record" in out


@pytest.mark.parametrize("call", [("verify",), ("publish",), ("export", "-o", "chain.jsonl")], ids=lambda call: call[0])
def test_an_office_that_was_never_set_up_is_told_so(say, monkeypatch, call):
    from zongbao.cli.office import NotSetUp

    def unmade():
        raise NotSetUp("no office")

    monkeypatch.setattr("zongbao.cli.audit.refuse_unmade", unmade)
    assert say("audit", *call) == (3, "no office\n")


def test_an_update_lays_its_own_files_over_those_that_look_newer(office, tmp_path):
    from django.conf import settings
    from django.test import override_settings

    from zongbao.workbench.web import laid_files

    old = tmp_path / "zongbao" / "zongbao.css"
    old.parent.mkdir()
    old.write_text("of the version before")
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=settings.STORAGES):
        assert not laid_files.are_laid()
        laid_files.lay()
        assert laid_files.are_laid()
        (tmp_path / "zongbao" / "list.js").unlink()
        assert not laid_files.are_laid()
    assert "of the version before" not in old.read_text() and ":root" in old.read_text()


def test_serve_does_not_call_ready_what_fails(office):
    """A server whose first page is a fault is told of, and not offered to anybody."""
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from types import SimpleNamespace

    from zongbao.cli.office import NotSetUp, _wait_until_it_answers

    class Page(BaseHTTPRequestHandler):
        status = 500

        def do_GET(self):
            self.send_response(self.status)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port, alive = server.server_port, SimpleNamespace(poll=lambda: None)
    with pytest.raises(NotSetUp, match="office setup"):
        _wait_until_it_answers("127.0.0.1", port, server=alive)
    Page.status = 200
    _wait_until_it_answers("127.0.0.1", port, server=alive)
    server.shutdown()
