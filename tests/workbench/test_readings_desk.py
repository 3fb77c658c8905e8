"""口径：from 待明确 to 已公布 by two people, with a price; what is published is what the next run reads."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

pytest_plugins = ["workbench.offices"]
pytestmark = pytest.mark.usefixtures("own_store")

POLICY = "qingpu_2024"
DECIDED = {"meeting": "合成会议〔2026〕3号", "legal_review": "合成审〔2026〕5号", "paper": "合成商〔2026〕19号"}
PUBLIC = {"published_on": date(2026, 11, 24), "place": "合成网站", "starts_on": date(2026, 11, 24)}


def reading(name="newly"):
    from zongbao.workbench.readings.models import Reading

    return Reading.objects.get(policy=POLICY, name=name, state="open")


def drafted(office, name="newly", value="whenever", *, by="zhengce"):
    from zongbao.workbench.readings.services import price

    found = reading(name)
    office.fire(found, "draft", by=by, value=value, text="合成口径文字", owner="商务委（合成）")
    return price(found)


def published(office, name="newly", value="whenever"):
    found = drafted(office, name, value)
    office.fire(found, "approve", by="koujing", **DECIDED)
    office.fire(found, "publish", by="zhengce", **PUBLIC)
    return found


def test_every_open_silence_has_a_row_and_a_decided_one_has_none(office):
    from zongbao.workbench.readings.models import Reading
    from zongbao.workbench.readings.services import open_silences

    names = set(Reading.objects.values_list("name", flat=True))
    assert "newly" in names
    assert "unclassified_lines" in names
    assert "year_pair" not in names
    assert open_silences(POLICY, at=office.at) == []


def test_a_published_reading_is_a_decision_of_the_facts(office, own_store):
    from zongbao.facts.decisions import recorded
    from zongbao.workbench.readings.queries import cards

    found = published(office)
    decision = next(d for d in recorded(own_store) if d.id == found.decision)
    assert (decision.name, decision.value, decision.paper) == ("newly", "whenever", DECIDED["paper"])
    assert (decision.published_on, decision.place, decision.owner) == ("2026-11-24", "合成网站", "商务委（合成）")
    card = next(c for c in cards(POLICY, day=office.at.date()) if c.silence.name == "newly")
    assert card.value == "不论何时入驻，只看扶持期"
    assert not card.is_open


def test_a_draft_has_its_price_from_the_rules_themselves(office):
    from zongbao.workbench.programmes.models import Run

    run = Run.objects.filter(programme__measure="storage_fee").first()
    told = next(r for r in run.prices if r["key"] == "newly")
    option = next(o for o in told["options"] if o["key"] == "whenever")
    found = drafted(office)
    assert found.price_now == run.total
    assert found.price_from <= int(option["total"].replace(".", "")) <= found.price_to
    assert found.touched >= option["enterprises_touched"]


def test_nobody_approves_before_the_price_is_known(office):
    from zongbao.workbench.machine import NotReady

    found = reading()
    office.fire(found, "draft", by="zhengce", value="whenever", text="x", owner="x")
    with pytest.raises(NotReady, match="还在计算"):
        office.fire(found, "approve", by="koujing", **DECIDED)


def test_drafter_and_approver_are_two_people(office):
    from zongbao.workbench.accounts.models import Grant, User
    from zongbao.workbench.accounts.permissions import NotAllowed

    both = User.objects.get(username="zhengce")
    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1)}
    Grant.objects.create(user=both, role="approver", subject="rules", **term)
    found = drafted(office)
    with pytest.raises(NotAllowed, match="另一人"):
        office.fire(found, "approve", by="zhengce", **DECIDED)


def test_an_approver_of_awards_does_not_approve_rules(office):
    from zongbao.workbench.accounts.permissions import NotAllowed

    with pytest.raises(NotAllowed, match="批准人"):
        office.fire(drafted(office), "approve", by="pizhun", **DECIDED)


def test_a_value_that_is_no_option_is_refused(office):
    from zongbao.workbench.readings.silences import NotAnOption

    with pytest.raises(NotAnOption, match="不是口径"):
        office.fire(reading(), "draft", by="zhengce", value="随便", text="x", owner="x")


def test_a_figure_reads_with_its_unit_and_a_rate_is_written_as_one(office):
    """“40” would be forty millionths where forty per cent is meant."""
    from zongbao.evaluation.amounts import typed
    from zongbao.evaluation.question import read_value
    from zongbao.rules.policy import load_policy
    from zongbao.workbench.readings.silences import NotAnOption, silences, value_of

    found = silences(load_policy(POLICY))
    rate, price = found["storage_fee.rate"], found["storage_month.unit_price"]
    assert (rate.words(400_000), rate.as_typed(400_000), value_of(rate, "40%")) == ("40 %", "40%", 400_000)
    assert (price.words(4_500), price.as_typed(4_500), value_of(price, "45.00")) == ("45.00 元/平方米", "45.00", 4_500)
    for unit, value in (
        ("ppm", 1),
        ("ppm", 25_000),
        ("fen", 123_456_789),
        ("fen/m2", 7),
        ("usd_cent", 10),
        ("months", 36),
    ):
        assert read_value(unit, typed(unit, value)) == value
    with pytest.raises(NotAnOption, match="百分号"):
        value_of(rate, "40")


def test_a_reading_is_called_by_the_words_it_hangs_on(office):
    """No internal key on its page, where it is acted on, or in the chain."""
    found = drafted(office)
    for address in (f"/readings/{found.pk}/", f"/act/reading/{found.pk}/redraft/"):
        said = office.visit("zhengce").get(address).content.decode()
        assert "“新落户在综保区内的外贸企业”" in said and f">{found.name}<" not in said and f" {found.name}" not in said
    assert "“新落户在综保区内的外贸企业”" in office.visit("shenji").get("/audit/chain/").content.decode()


def test_a_publication_to_come_is_not_registered_today(office):
    from zongbao.workbench.machine import NotReady

    found = drafted(office)
    office.fire(found, "approve", by="koujing", **DECIDED)
    with pytest.raises(NotReady, match="还没有到"):
        office.fire(found, "publish", by="zhengce", **PUBLIC | {"published_on": date(2026, 12, 1)})


def test_a_decided_reading_is_decided_anew_by_a_new_row(office):
    from zongbao.workbench.readings.services import reopen

    old = published(office)
    new = reopen(POLICY, "newly", by=office.actor("zhengce"), at=office.at)
    assert (new.state, old.pk != new.pk) == ("open", True)
    assert reopen(POLICY, "newly", by=office.actor("zhengce"), at=office.at) == new


def test_a_decision_begun_anew_by_mistake_is_dropped_and_what_bound_goes_on_binding(office):
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.readings.queries import binding, cards
    from zongbao.workbench.readings.services import open_silences, reopen

    with pytest.raises(NotReady, match="还没有定过口径"):
        office.fire(reading(), "drop", by="zhengce", comment="误点")
    old = published(office)
    new = reopen(POLICY, "newly", by=office.actor("zhengce"), at=office.at)
    form = office.visit("zhengce").get(f"/act/reading/{new.pk}/draft/").content.decode()
    assert 'value="商务委（合成）"' in form, "a new draft begins with what was decided"
    assert binding(new, day=office.at.date()) == "不论何时入驻，只看扶持期"
    office.fire(new, "drop", by="zhengce", comment="误点")
    card = next(c for c in cards(POLICY, day=office.at.date()) if c.silence.name == "newly")
    assert (card.under_way, card.decided["id"]) == (None, old.decision)
    assert open_silences(POLICY, at=office.at) == []
    assert reopen(POLICY, "newly", by=office.actor("zhengce"), at=office.at).pk not in {old.pk, new.pk}


def test_what_is_on_its_way_stands_first_and_what_does_not_count_it_yet_is_said(office):
    from zongbao.workbench.readings.queries import cards, not_counted_by
    from zongbao.workbench.readings.services import reopen

    found = published(office)
    assert {run.programme.measure for run in not_counted_by(found)} == {"storage_fee"}
    assert "还没有用上它" in office.visit("zhengce").get(f"/readings/{found.pk}/").content.decode()
    new = reopen(POLICY, "newly", by=office.actor("zhengce"), at=office.at)
    office.fire(new, "draft", by="zhengce", value="since_the_policy", text="合成", owner="合成")
    assert cards(POLICY, day=office.at.date())[0].under_way == new
    assert "现行：不论何时入驻" in office.visit("koujing").get(f"/readings/{new.pk}/").content.decode()


def test_the_database_refuses_what_the_office_forbids(office):
    from zongbao.workbench.readings.models import Reading

    found = reading()
    with pytest.raises(IntegrityError, match=r"readings_reading|reading_once_under_way"), transaction.atomic():
        Reading.objects.create(policy=POLICY, name="newly", state="open", since=office.at)
    with pytest.raises(IntegrityError, match="reading_by_two"), transaction.atomic():
        person = office.actor("zhengce").user
        Reading.objects.filter(pk=found.pk).update(drafted_by=person, approved_by=person)
    with pytest.raises(IntegrityError, match="reading_published_is_whole"), transaction.atomic():
        Reading.objects.filter(pk=found.pk).update(state="published")
    with pytest.raises(IntegrityError, match="reading_state_known"), transaction.atomic():
        Reading.objects.filter(pk=found.pk).update(state="elsewhere")


def test_who_opens_the_names_stands_in_the_chain(office):
    from zongbao.workbench.operations.models import Entry
    from zongbao.workbench.readings.queries import moved_by

    address, browser = f"/policy/{POLICY}/readings/newly/names/", office.visit("zhengce")
    assert browser.get(address).url == f"/policy/{POLICY}/readings/"
    assert browser.post(address).url == address
    last, found = Entry.objects.last(), moved_by(POLICY, "newly")
    assert (last.what, last.actor.username) == ("reading.names_opened", "zhengce")
    assert last.after == {"name": "newly", "count": found.count()}
    assert found[0].uscc in browser.get(f"{address}?as=csv").content.decode()
    assert office.visit("zhuban").get(address).status_code == 302, "who did not open them does not see them"


# --- the paper ----------------------------------------------------------------------------------------------------------


def test_every_figure_of_a_measure_is_joined_to_its_amount(office):
    from zongbao.rules.policy import load_policy
    from zongbao.workbench.readings.papers import sides

    found = {side.label: side for side in sides(load_policy(POLICY), on=date(2026, 11, 24), official=None)}
    keys = {piece.key for line in found["4"].pieces for piece in line}
    assert {"import_growth.rate", "import_growth.ceiling"} <= keys
    assert "first_of_kind.amount" in {piece.key for line in found["1"].pieces for piece in line}
    assert len(found) == 10
    listed = next(f.rung["value"] for f in found["4"].figures if "0110" in str(f.rung))
    assert listed.startswith("0110 0214 0615")
    assert [f.rung for f in found["4"].figures if f.key == "storage_fee.rate"] == [None]


# --- runs --------------------------------------------------------------------------------------------------------------


def run_again(office, measure="import_growth", *, days=1):
    from zongbao.workbench.programmes.models import Programme
    from zongbao.workbench.programmes.runs import ask_for_run, carry_out

    programme, at = Programme.objects.get(measure=measure), office.at + timedelta(days=days)
    return carry_out(ask_for_run(programme, by=office.actor("zhuban"), at=at, day=office.at.date()), at=at)


def test_the_same_run_again_changes_nothing(office):
    from zongbao.workbench.operations.models import Entry

    run = run_again(office)
    assert (run.state, run.changes.count()) == ("done", 0)
    assert not Entry.objects.filter(what="case.recomputed").exists()


def test_a_change_of_rows_is_told_and_a_decided_case_stays(office, own_store):
    """A firm leaves the zone: its proposal follows, a case that went on does not, and the difference is the rows'."""
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.registry.services import changing

    waiting = office.proposal()
    gone_on = Case.objects.filter(state="proposed").exclude(pk=waiting.pk).first()
    before, decided = waiting.computed, gone_on.computed
    Case.objects.filter(pk=gone_on.pk).update(state="awarded", decided=decided)
    for case in (waiting, gone_on):
        said = {"by": office.actor("zhuban"), "at": office.at, "expected_version": case.enterprise.version}
        with changing(case.enterprise, **said) as held:
            held.left_on = date(2025, 6, 30)
            held.save()
    run = run_again(office)
    told = {c.uscc: c for c in run.changes.all()}
    change = told[waiting.enterprise.uscc]
    assert (change.by_rows, change.by_decisions, change.difference) == (-before, 0, -before)
    assert run.causes["came"] == ["企业库.csv"]
    waiting.refresh_from_db()
    gone_on.refresh_from_db()
    assert (waiting.outcome.run, waiting.computed) == (run, 0)
    assert (gone_on.outcome.run != run, gone_on.decided) == (True, decided)
    told = office.visit("zhuban").get(f"/runs/{run.pk}/").content.decode()
    assert "1 件已经拟定或核定" in told.replace("\N{NO-BREAK SPACE}", " ") and gone_on.number in told
    assert "不随测算改动" in office.visit("zhuban").get(f"/cases/{gone_on.pk}/").content.decode()
    assert "不随测算改动" not in office.visit("zhuban").get(f"/cases/{waiting.pk}/").content.decode()


def test_a_proposal_that_is_no_longer_due_cannot_be_confirmed(office):
    from zongbao.workbench.machine import NotReady

    case = office.proposal()
    case.outcome.payable = 0
    case.outcome.save()
    with pytest.raises(NotReady, match="没有可确认的金额"):
        office.fire(case, "confirm", by="qiye")


def test_a_change_by_a_decision_names_the_decision(office, own_store):
    published(office)
    run = run_again(office, "storage_fee")
    assert [d["name"] for d in run.causes["decisions"]] == ["newly"]
    assert all(c.by_rows == 0 for c in run.changes.all())
    assert sum(c.difference for c in run.changes.all()) == run.total - run.previous.total


def test_rows_and_decisions_at_once_are_told_apart_and_add_up(office, own_store):
    from zongbao.workbench.registry.services import changing

    published(office)
    firm = office.proposal().enterprise
    said = {"by": office.actor("zhuban"), "at": office.at, "expected_version": firm.version}
    with changing(firm, **said) as held:
        held.left_on = date(2025, 6, 30)
        held.save()
    run = run_again(office, "storage_fee")
    assert run.causes["came"] == ["企业库.csv"]
    assert run.causes["decisions"]
    assert all(c.difference == (c.after or 0) - (c.before or 0) for c in run.changes.all())


def test_a_run_that_fails_says_why_and_lets_the_next_begin(office, monkeypatch):
    from zongbao.workbench.programmes import runs, tasks
    from zongbao.workbench.programmes.models import Programme, Run

    def broken(*_said, **_told):
        raise ZeroDivisionError

    programme = Programme.objects.get(measure="import_growth")
    run = runs.ask_for_run(programme, by=office.actor("zhuban"), at=office.at, day=office.at.date())
    monkeypatch.setattr(runs, "assess", broken)
    with pytest.raises(ZeroDivisionError):
        tasks.compute.func(run.pk)
    run = Run.objects.get(pk=run.pk)
    assert (run.state, "没有写入任何结果" in run.failure) == ("failed", True)
    monkeypatch.undo()
    assert run_again(office).state == "done"


def test_two_runs_of_a_programme_at_once_are_refused(office):
    from zongbao.workbench.programmes.models import Programme
    from zongbao.workbench.programmes.runs import AlreadyRunning, ask_for_run

    programme = Programme.objects.get(measure="import_growth")
    said = {"by": office.actor("zhuban"), "at": office.at, "day": office.at.date()}
    ask_for_run(programme, **said)
    with pytest.raises(AlreadyRunning, match="正在测算"):
        ask_for_run(programme, **said)


def test_codes_are_read_as_codes(office):
    page = office.visit("zhengce").get(f"/policy/{POLICY}/paper/").content.decode()
    assert "31206 （空）" in page and "[&#x27;" not in page
