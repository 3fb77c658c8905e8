"""The chain: what was written cannot be changed, and a change made around the database's back is seen, here and elsewhere."""

import json
import os
import subprocess
import sys

import pytest

from conftest import ROOT

pytest_plugins = ["workbench.offices"]
VERIFIER = ROOT / "src" / "zongbao" / "workbench" / "audit" / "static" / "audit" / "verify_chain.py"


def written(tmp_path):
    from zongbao.workbench.audit.verifying import lines

    path = tmp_path / "chain.jsonl"
    path.write_text("".join(lines()), encoding="utf-8")
    return path


def verified(*files):
    run = subprocess.run([sys.executable, "-I", VERIFIER, *files], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def unguarded(office):
    """Somebody who can take the guards down."""
    from django.db import connection

    from zongbao.workbench import append_only

    with connection.cursor() as cursor:
        for event in append_only.EVENTS:
            name = append_only.name("operations_entry", event)
            on = " ON operations_entry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
    return office


@pytest.mark.parametrize("table", ["operations_entry", "payments_posting", "cases_pin"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses(office, table, sql):
    from django.db import DatabaseError, connection, transaction

    office.fire(office.proposal(), "confirm", by="qiye")
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


def test_a_guard_that_is_gone_is_missed(unguarded):
    from zongbao.workbench import append_only

    assert append_only.missing(["operations_entry", "cases_pin"]) == [
        "operations_entry_no_update",
        "operations_entry_no_delete",
    ]
    append_only.install(["operations_entry"])
    assert append_only.missing(["operations_entry"]) == []


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_the_hash_is_a_stored_field(office, algorithm, tmp_path):
    from django.test import override_settings

    from zongbao.workbench.operations.models import Entry

    with override_settings(ZONGBAO_CHAIN_ALGORITHM=algorithm):
        office.fire(office.proposal(), "confirm", by="qiye")
    assert Entry.objects.order_by("-seq").first().algorithm == algorithm
    assert office.verdicts() == []
    assert verified(written(tmp_path))[0] == 0


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({"comment": "改过"}, "columns"),
        ({"body": "{}"}, "digest"),
        ({"previous": "1" * 64}, "previous"),
        ({"seq": 100_000}, "gap"),
    ],
)
def test_a_change_behind_the_guards_is_seen(unguarded, change, seen):
    from zongbao.workbench.audit.verifying import check
    from zongbao.workbench.operations.models import Entry

    assert check().faults == []
    Entry.objects.filter(pk=Entry.objects.order_by("seq")[1].pk).update(**change)
    assert any(fault.endswith(seen) for fault in check().faults)


def test_entries_cut_off_the_end_are_seen(unguarded):
    from zongbao.workbench.audit.verifying import check
    from zongbao.workbench.operations.models import Entry

    Entry.objects.order_by("-seq").first().delete()
    assert [fault.rsplit(" ", 1)[1] for fault in check().faults] == ["head"]


def test_a_chain_made_anew_does_not_pass_what_was_published(unguarded, tmp_path):
    from django.test import override_settings

    from zongbao.workbench.audit import heads
    from zongbao.workbench.audit.verifying import check
    from zongbao.workbench.operations import chain
    from zongbao.workbench.operations.models import Entry, Head

    with override_settings(OFFICE=tmp_path, ZONGBAO_HEADS_TO=["keeper@example.test"]):
        said = heads.publish(at=unguarded.at)
        assert heads.publish(at=unguarded.at) == said
        assert [h["seq"] for h in heads.heads()] == [said["seq"]]
        last = Entry.objects.order_by("-seq").first()
        body = last.body.replace('"comment":""', '"comment":"改"')
        anew = chain.digest("sha256", last.previous, body=body)
        Entry.objects.filter(pk=last.pk).update(body=body, comment="改", digest=anew)
        Head.objects.update(digest=anew)
        assert check().faults == [f"{last.seq}: published"]
        code, told = verified(written(tmp_path), heads.kept_at())
    assert code == 1
    assert "published end" in told


def test_the_end_goes_to_whoever_keeps_it(office, tmp_path):
    from django.test import override_settings

    from zongbao.workbench.audit import heads
    from zongbao.workbench.mail.models import Outgoing

    with override_settings(OFFICE=tmp_path, ZONGBAO_HEADS_TO=["keeper@example.test"]):
        said = heads.publish(at=office.at)
    assert said["digest"] in Outgoing.objects.get(address="keeper@example.test").text


def test_the_verifier_of_one_file(office, tmp_path):
    path = written(tmp_path)
    assert verified(path)[0] == 0
    lines = path.read_text(encoding="utf-8").splitlines()
    entry = json.loads(lines[1])
    entry["body"] = entry["body"].replace('"system"', '"someone"')
    for changed in ([lines[0], json.dumps(entry), *lines[2:]], lines[1:], [*lines[:1], *lines[2:]]):
        path.write_text("\n".join(changed) + "\n", encoding="utf-8")
        assert verified(path)[0] == 1
    path.write_text("not json\n", encoding="utf-8")
    assert verified(path)[0] == 4
    assert verified()[0] == 2


@pytest.mark.parametrize(("words", "code"), [(["verify"], 0), (["verify", "--json"], 0)])
def test_the_terminal(office, capsys, words, code):
    from zongbao.cli import main

    with pytest.raises(SystemExit) as ended:
        main(["audit", *words, "--store", str(office.store)])
    assert ended.value.code == code
    said = capsys.readouterr().out
    assert json.loads(said)["faults"] == [] if "--json" in words else "全部相符" in said


def test_the_terminal_ends_with_1_where_something_is_wrong(unguarded, capsys):
    from zongbao.cli import main
    from zongbao.workbench.operations.models import Entry

    Entry.objects.filter(pk=Entry.objects.order_by("seq")[1].pk).update(comment="改过")
    with pytest.raises(SystemExit) as ended:
        main(["audit", "verify", "--store", str(unguarded.store)])
    assert ended.value.code == 1
    assert "不符" in capsys.readouterr().out


def test_the_database_is_the_one_asked_for(office):
    from django.db import connection

    assert connection.vendor == ("postgresql" if "DATABASE_URL" in os.environ else "sqlite")


def test_the_chain_is_searched_by_number_person_and_reason(office):
    from zongbao.workbench.audit import queries

    case = office.reach("submitted")
    office.fire(case, "refuse_formal", by="shouli", comment="合成理由甲")
    assert {entry.file for entry in queries.entries(case.number)} == {case.about}
    assert {entry.actor.username for entry in queries.entries("苏敏")} == {"shouli"}
    assert queries.entries("合成理由甲").get().what == "case.refuse_formal"
    assert not queries.entries("没有这样的事").exists()
    page = office.visit("shenji").get("/audit/chain/?q=合成理由甲").content.decode()
    assert case.number in page and "确认享受" not in page
