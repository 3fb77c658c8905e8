"""The day's end of the chain goes outside by the office's own clock, and what stops it is told to who watches."""

import json
import sys
import time
from datetime import timedelta
from unittest import mock

import pytest

pytest_plugins = ["workbench.offices"]


@pytest.fixture
def outside(office, tmp_path):
    from django.test import override_settings

    with override_settings(OFFICE=tmp_path, ZONGBAO_HEADS_TO=[]):
        yield tmp_path / "heads.jsonl"


def tick(office, *, at):
    """`zongbao office tick` at a time, as the clock beside `zongbao serve` runs it."""
    from click.testing import CliRunner

    from zongbao.cli.office import tick as command

    with mock.patch("django.utils.timezone.now", return_value=at):
        run = CliRunner().invoke(command, ["--store", str(office.store), "--json"])
    assert run.exit_code == 0, run.output
    return json.loads(run.stdout)


def heads(outside):
    return [json.loads(line) for line in outside.read_text(encoding="utf-8").splitlines()] if outside.exists() else []


def told(sentence):
    from zongbao.workbench.inbox.models import Message

    return sorted(Message.objects.filter(sentence__contains=sentence).values_list("user__username", flat=True))


def test_the_clock_publishes_once_a_day_also_where_nothing_happened(office, outside):
    done = [tick(office, at=office.at + timedelta(hours=n))["published"] for n in (0, 1, 23, 24, 47)]
    assert done == [True, False, True, False, True]
    days = [head["at"][:10] for head in heads(outside)]
    assert days == ["2026-11-24", "2026-11-25", "2026-11-26"]


def test_the_clock_beside_the_server_is_this_tick(office):
    from zongbao.cli.office import EVERY, _clock

    command = _clock(office.store)
    assert command[3:5] == ["office", "tick"] and command[-2:] == ["--every", EVERY]
    assert int(EVERY) < 24 * 3_600


def test_what_falls_over_beside_the_server_is_started_again_and_ends_with_it(tmp_path, monkeypatch, capfd):
    from zongbao.cli import office

    monkeypatch.setattr(office, "LOOK", 0.01)
    monkeypatch.setattr(office, "PAUSE", 0.01)
    starts = tmp_path / "starts"
    with office._kept([sys.executable, "-c", f"open({str(starts)!r}, 'a').write('x')"]):
        until = time.monotonic() + 20
        while time.monotonic() < until and (not starts.exists() or len(starts.read_text()) < 3):
            time.sleep(0.02)
    started = len(starts.read_text())
    time.sleep(0.2)
    assert len(starts.read_text()) == started >= 3
    assert "后台程序停了（0），已重新启动" in capfd.readouterr().err


def test_a_broken_chain_is_not_published_and_who_watches_is_told_once_a_day(office, outside):
    from zongbao.workbench.operations.models import Head

    assert tick(office, at=office.at)["published"]
    Head.objects.update(digest="0" * 64)
    lines = outside.read_text(encoding="utf-8")
    outside.write_text(lines.replace(heads(outside)[0]["digest"], "f" * 64), encoding="utf-8")
    later = office.at + timedelta(days=1)
    assert not tick(office, at=later)["published"] and not tick(office, at=later + timedelta(minutes=15))["published"]
    assert len(heads(outside)) == 1
    assert told("2026-11-25 的链头没有发布：操作链核验有不符") == ["guanli", "shenji"]
    assert not tick(office, at=later + timedelta(days=1))["published"]
    assert told("的链头没有发布") == ["guanli", "guanli", "shenji", "shenji"]


def test_a_disk_that_does_not_take_it_is_told_and_tried_again(office, outside):
    outside.mkdir()
    with mock.patch("zongbao.workbench.audit.heads.heads", return_value=[]):
        assert not tick(office, at=office.at)["published"]
    assert told("写不进 heads.jsonl") == ["guanli", "shenji"]
    outside.rmdir()
    assert tick(office, at=office.at + timedelta(minutes=15))["published"]


def test_a_clock_outlives_a_database_that_does_not_answer(office, outside, capsys):
    from django.db import OperationalError

    from zongbao.cli.office import _tick_again

    with mock.patch("zongbao.workbench.clock.ticking.tick", side_effect=OperationalError("locked")):
        _tick_again(at=office.at)
    assert "locked" in capsys.readouterr().err and heads(outside) == []
    _tick_again(at=office.at)
    assert len(heads(outside)) == 1
