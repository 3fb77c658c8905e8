"""Every named constraint of the office is broken by name: the database itself refuses, on SQLite and on PostgreSQL.

A valid row of each model is made or found; a copy of it that breaks one promise is written past every form and service.
A unique constraint is broken by the copy itself.
"""

from datetime import date, timedelta

import pytest

pytest_plugins = ["workbench.offices"]
DAY = date(2026, 11, 24)
BEFORE = {"starts_on": DAY, "ends_on": DAY - timedelta(days=1)}
UNKNOWN = {"state": "unheard_of"}
ITSELF = {}

BREAKS = {
    "unit_abolished_has_heir": {"abolished_on": DAY, "heir_id": None},
    "grant_ends_after_start": BEFORE,
    "grant_of_firm_names_firm": {"role": "owner", "enterprise_id": None, "subject": ""},
    "grant_of_unit_names_unit": {"role": "head", "unit_id": None, "subject": ""},
    "grant_of_approver_has_subject": {"role": "approver", "subject": ""},
    "delegation_ends_after_start": BEFORE,
    "link_ends_after_made": {"ends_at": lambda row: row.made_at},
    "token_ends_after_made": {"ends_at": lambda row: row.made_at},
    "entry_reason_given": {"reason_needed": True, "comment": ""},
    "sample_percent_in_bounds": {"percent": 101},
    "finding_closed_once_answered": {"closed_at": lambda row: row.at, "answered_at": None},
    "finding_asks": {"question": ""},
    "enterprise_left_after_settled": {"settled_on": DAY, "left_on": DAY},
    "code_once_per_enterprise": ITSELF,
    "code_ends_after_start": {"valid_from": DAY, "valid_until": DAY},
    "authorisation_ends_after_start": {"starts_on": DAY, "ends_on": DAY},
    "delivery_says_why": {"purpose": ""},
    "line_once_per_year": ITSELF,
    "line_adds_up": {"total": 1, "free": 0, "reserved": 0, "committed": 0, "paid": 0},
    "line_not_below_zero": {"total": 0, "free": 1, "reserved": -1, "committed": 0, "paid": 0},
    "posting_above_zero": {"amount": 0},
    "programme_once_per_year": ITSELF,
    "programme_closes_after_opening": {"opens_on": DAY, "closes_on": DAY - timedelta(days=1)},
    "programme_notice_has_days": {"notice_days": 0},
    "unit_once_per_programme": ITSELF,
    "question_once_per_unit": ITSELF,
    "question_has_basis": {"basis": ""},
    "material_has_basis": {"basis": ""},
    "outcome_once_per_run": ITSELF,
    "change_once_per_run": ITSELF,
    "reading_state_known": UNKNOWN,
    "reading_once_under_way": ITSELF,
    "reading_by_two": {"drafted_by_id": 1, "approved_by_id": 1},
    "reading_published_is_whole": {"state": "published", "paper": ""},
    "case_state_known": UNKNOWN,
    "case_once": ITSELF,
    "case_awarded_has_amount": {"state": "awarded", "decided": None},
    "case_correction_names_case": {"origin": "correction", "corrects_id": None},
    "case_entry_has_officer": {"origin": "officer", "entered_by_id": None},
    "case_entry_by_two": {"entered_by_id": 1, "entry_confirmed_by_id": 1},
    "clock_one_runs": ITSELF,
    "clock_stop_says_why": {"stopped_on": DAY, "stop": ""},
    "correction_item_names_one": {"field": "", "material_id": None},
    "row_disputed_once": ITSELF,
    "document_once_per_material": ITSELF,
    "adjustment_state_known": UNKNOWN,
    "adjustment_one_waits": ITSELF,
    "adjustment_by_two": {"state": "confirmed", "confirmed_by_id": lambda row: row.by_id},
    "adjustment_has_basis": {"basis": ""},
    "adjustment_not_below_zero": {"amount": -1},
    "reconsideration_state_known": UNKNOWN,
    "reconsideration_one_open": ITSELF,
    "preopinion_state_known": UNKNOWN,
    "preopinion_issued_is_written": {"state": "issued", "number": ""},
    "preopinion_by_two": {"drafted_by_id": 1, "issued_by_id": 1},
    "review_state_known": UNKNOWN,
    "review_once": ITSELF,
    "review_signed_has_signer": {"state": "object", "signed_by_id": None},
    "review_recused_by_recused": {"state": "assigned", "recused_by_id": 1},
    "letter_state_known": UNKNOWN,
    "letter_once": ITSELF,
    "letter_by_two": {"entered_by_id": 1, "confirmed_by_id": 1},
    "answer_of_one_thing": {"review_id": None, "letter_id": None},
    "answer_is_of_its_kind": {"kind": "yes_no", "amount": 1},
    "interest_once": ITSELF,
    "list_state_known": UNKNOWN,
    "list_decided_has_minutes": {"state": "decided", "minutes": ""},
    "line_once_per_list": ITSELF,
    "line_refusal_has_note": {"outcome": "defer", "note": ""},
    "notice_state_known": UNKNOWN | {"starts_on": DAY, "ends_on": DAY},
    "notice_has_days": {"state": "scheduled", "starts_on": None},
    "proof_once_a_day": ITSELF,
    "objection_state_known": UNKNOWN,
    "objection_examined_has_name": {"state": "admissible", "name": ""},
    "objection_inadmissible_says_why": {"state": "inadmissible", "inadmissible": ""},
    "evidence_once": ITSELF,
    "paper_to_one": {"enterprise_id": 1, "unit_id": 1},
    "receipt_once_per_way": ITSELF,
    "subject_once_per_paper": ITSELF,
    "dispatch_number_once": {"about": "case/2"},
    "dispatch_once_per_thing": {"number": "合成3号"},
    "dispatch_sent_or_refused": {"paper_id": 1, "refusal": "不发", "about": "case/2", "number": "合成3号"},
    "outgoing_keeps_no_secret": {"secret": True, "sent_at": lambda row: row.made_at, "text": "口令"},
    "received_once": ITSELF,
    "filter_once_per_name": ITSELF,
}


def constraints():
    """Every named constraint of the office's own models, with its model."""
    from django.apps import apps

    own = [m for m in apps.get_models() if m.__module__.startswith("zongbao.")]
    return {c.name: (m, c) for m in own for c in m._meta.constraints}


def test_every_constraint_is_broken_here(office_store):
    assert set(constraints()) == set(BREAKS)


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(office, name):
    from django.db import IntegrityError, transaction

    model, constraint = constraints()[name]
    broken = another(valid(office, model), BREAKS[name])
    with pytest.raises(IntegrityError, match=refusal(model, constraint)), transaction.atomic():
        model.objects.bulk_create([broken])


def refusal(model, constraint):
    """How the database names the constraint; SQLite names a unique one by its columns."""
    from django.db import connection

    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    if columns and connection.vendor == "sqlite":
        return (
            "UNIQUE constraint failed: " + ", ".join(rf"{model._meta.db_table}\.{column}" for column in columns) + "$"
        )
    return rf"\b{constraint.name}\b"


def another(row, breaks):
    """A copy that breaks a promise, with what is unique by itself made new."""
    model = type(row)
    values = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if not f.primary_key}
    fresh = {f.attname: _new(values[f.attname]) for f in model._meta.concrete_fields if f.unique and not f.primary_key}
    told = {name: value(row) if callable(value) else value for name, value in breaks.items()}
    return model(**values | fresh | told)


def _new(value):
    if value is None:
        return None
    return value + 7_000 if isinstance(value, int) else f"另{value}"[: len(value)]


def valid(office, model):
    """A row of a model that keeps every promise: one there is, or one made."""
    found = model.objects.order_by("pk").first()
    return found or model.objects.create(**MADE[model._meta.label](office))


def user():
    from zongbao.workbench.accounts.models import User

    return User.objects.get(username="zhuban")


def case(office):
    return office.proposal()


def row(office, label):
    from django.apps import apps

    return valid(office, apps.get_model(label))


def since(office, state):
    return {"state": state, "since": office.at}


def later(office):
    return office.at + timedelta(days=1)


MADE = {
    "web.Filter": lambda o: {"user": user(), "page": "cases", "name": "甲", "query": "q=1"},
    "accounts.Delegation": lambda o: {
        "grant": row(o, "accounts.Grant"),
        "to": user(),
        "starts_on": DAY,
        "ends_on": DAY,
    },
    "accounts.Link": lambda o: {
        "user": user(),
        "purpose": "reset",
        "hash": "a" * 64,
        "made_at": o.at,
        "ends_at": later(o),
    },
    "accounts.Token": lambda o: {
        "user": user(),
        "name": "机",
        "scope": "read",
        "hash": "a" * 64,
        "made_at": o.at,
        "ends_at": later(o),
    },
    "audit.Sample": lambda o: {
        "seed": "1",
        "percent": 10,
        "population": 1,
        "by": user(),
        "at": o.at,
    },
    "audit.Finding": lambda o: {"case": case(o), "question": "为什么", "by": user(), "at": o.at},
    "deliveries.Delivery": lambda o: {
        "kind": "declarations",
        "files": [],
        "basis": "函",
        "purpose": "核对",
        "term": "一年",
        "by": user(),
        "at": o.at,
    },
    "programmes.Change": lambda o: {
        "run": row(o, "programmes.Run"),
        "uscc": "1",
        "subject": "",
        "by_rows": 1,
        "by_decisions": 0,
    },
    "programmes.Question": lambda o: {"part": row(o, "programmes.ProgrammeUnit"), "text": "问", "basis": "条"},
    "cases.Clock": lambda o: {"case": case(o), "purpose": "confirm", "days": 5, "starts_on": DAY, "due_on": DAY},
    "cases.CorrectionItem": lambda o: {
        "case": case(o),
        "round": 1,
        "asked_in": "submitted",
        "field": "statement",
        "kind": "incomplete",
        "sentence": "补",
    },
    "cases.RowDispute": lambda o: {
        "case": case(o),
        "declaration": "1",
        "item": "1",
        "fault": "value",
        "sentence": "错",
        "by": user(),
        "at": o.at,
    },
    "cases.Document": lambda o: {
        "case": case(o),
        "material": row(o, "programmes.Material"),
        "name": "甲.pdf",
        "media_type": "application/pdf",
        "size": 1,
        "sha256": "a" * 64,
        "by": user(),
        "at": o.at,
    },
    "cases.Adjustment": lambda o: {
        "case": case(o),
        "amount": 1,
        "basis": "纪要",
        "by": user(),
        **since(o, "proposed"),
    },
    "cases.Reconsideration": lambda o: {
        "case": case(o),
        "asks_about": "amount",
        "request": "再看",
        "asked_by": user(),
        "asked_at": o.at,
        **since(o, "requested"),
    },
    "cases.PreOpinion": lambda o: {
        "enterprise": case(o).enterprise,
        "programme": case(o).programme,
        "plan": "建仓",
        "asked_by": user(),
        "asked_at": o.at,
        **since(o, "asked"),
    },
    "reviews.Review": lambda o: {"case": case(o), "unit": row(o, "accounts.Unit"), **since(o, "assigned")},
    "reviews.Letter": lambda o: {"case": case(o), "unit": row(o, "accounts.Unit"), **since(o, "draft")},
    "reviews.Answer": lambda o: {
        "review": row(o, "reviews.Review"),
        "text": "问",
        "kind": "yes_no",
        "basis": "条",
        "required": True,
    },
    "reviews.Interest": lambda o: {
        "unit": row(o, "accounts.Unit"),
        "enterprise": case(o).enterprise,
        "tie": "landlord",
        "sentence": "出租",
        "by": user(),
        "declared_at": o.at,
    },
    "meetings.MeetingList": lambda o: {
        "number": "试-1",
        "programme": row(o, "programmes.Programme"),
        **since(o, "draft"),
    },
    "meetings.Line": lambda o: {"meeting": row(o, "meetings.MeetingList"), "case": case(o), "amount": 1},
    "notices.Notice": lambda o: {"number": "试-1", "meeting": row(o, "meetings.MeetingList"), **since(o, "draft")},
    "notices.Proof": lambda o: {"notice": row(o, "notices.Notice"), "day": DAY, "digest": "a" * 64},
    "notices.Objection": lambda o: {
        "notice": row(o, "notices.Notice"),
        "name": "赵六",
        "contact": "电话",
        "text": "有误",
        "received_at": o.at,
        **since(o, "received"),
    },
    "notices.Evidence": lambda o: {
        "objection": row(o, "notices.Objection"),
        "name": "甲.pdf",
        "media_type": "application/pdf",
        "size": 1,
        "sha256": "a" * 64,
    },
    "papers.Paper": lambda o: {
        "number": "合成1号",
        "kind": "letter",
        "title": "函",
        "facts": {},
        "docx_sha256": "a" * 64,
        "by": user(),
        "sent_at": o.at,
    },
    "papers.Receipt": lambda o: {
        "paper": row(o, "papers.Paper"),
        "how": "post",
        "on": DAY,
        "received_by": "甲",
        "at": o.at,
    },
    "papers.Subject": lambda o: {"paper": row(o, "papers.Paper"), "about": "case/1"},
    "papers.Dispatch": lambda o: {
        "kind": "award",
        "programme": row(o, "programmes.Programme"),
        "key": "一",
        "by": user(),
        "asked_at": o.at,
    },
    "papers.DispatchLine": lambda o: {
        "dispatch": row(o, "papers.Dispatch"),
        "about": "case/1",
        "version": 1,
        "enterprise": case(o).enterprise,
        "number": "合成2号",
    },
    "mail.Outgoing": lambda o: {"address": "a@b.test", "subject": "题", "text": "文", "made_at": o.at},
    "api.Received": lambda o: {"by": user(), "reference": "1", "digest": "a" * 64, "case": case(o), "at": o.at},
}
