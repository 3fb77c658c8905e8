"""填写：what the enterprise writes, as it types; its files; the rows it says are wrong. The window enters what came on paper.

Every change is checked, kept and written to the chain in one transaction; what may be changed follows from the state.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench import uploads
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases.models import FIELDS, OPEN, OVER, Case, Document, RowDispute
from zongbao.workbench.cases.numbers import next_number
from zongbao.workbench.cases.writable import open_parts, writers
from zongbao.workbench.firing import record
from zongbao.workbench.machine import NotReady
from zongbao.workbench.operations.models import Entry


class AlreadyClaimed(Refusal):
    """The enterprise has this claim under way."""


class NotNamed(Refusal):
    """A claim that does not say what it is about, where the enterprise alone does not."""


class NotWritable(Refusal):
    """The field, material or row cannot be changed now."""


class WrittenMeanwhile(Refusal):
    """Somebody wrote in the field after the page was read."""


def mark_of(value: Any) -> str:
    """What a page keeps of a field it showed: enough to tell whether it was changed meanwhile."""
    return hashlib.sha256(str(value).replace("\r\n", "\n").encode()).hexdigest()[:16]


def start_draft(programme: Any, enterprise: Any, *, by: Actor, at: datetime, subject: str = "") -> Case:
    """Begin an application. NotNamed, AlreadyClaimed, NotAllowed."""
    return _begun(programme, enterprise, subject=subject, by=by, at=at, origin="application")


def enter_at_window(programme: Any, enterprise: Any, *, by: Actor, at: datetime, subject: str = "") -> Case:
    """Enter what an enterprise brought on paper; another person checks it before it counts."""
    return _begun(programme, enterprise, subject=subject, by=by, at=at, origin="officer")


def _begun(programme: Any, enterprise: Any, *, subject: str, by: Actor, at: datetime, origin: str) -> Case:
    subject = subject.strip() or _only_subject(programme, enterprise)
    with transaction.atomic():
        held = type(programme).objects.select_for_update().get(pk=programme.pk)
        _refuse_second(held, enterprise, subject=subject)
        entered, state = (by.user, "entry") if origin == "officer" else (None, "draft")
        made = {"programme": held, "enterprise": enterprise, "subject": subject, "origin": origin}
        case = Case.objects.create(number=next_number(held), state=state, since=at, entered_by=entered, **made)
        record(case, "begun", by=by, at=at, roles=writers(case), after={"origin": origin, "subject": subject})
    return case


def _only_subject(programme: Any, enterprise: Any) -> str:
    """The enterprise itself, where a claim needs no other name."""
    if programme.by_subject:
        raise NotNamed(_("请写明申报哪一项：{programme}按项申报，一项一件").format(programme=programme))
    return str(enterprise.uscc)


def _refuse_second(programme: Any, enterprise: Any, *, subject: str) -> None:
    standing = programme.cases.filter(enterprise=enterprise, subject=subject).exclude(state__in=OVER).first()
    if standing:
        said = _("{programme}已有办理中的申报件 {number}（{state}）")
        raise AlreadyClaimed(said.format(programme=programme, number=standing, state=standing.state_words.public))


def save_field(case: Case, name: str, *, value: Any, by: Actor, at: datetime, seen: str = "") -> Case:
    """Keep one field as it was typed over what was `seen` there. NotWritable, NotAllowed, WrittenMeanwhile."""
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        _refuse_closed(held, name)
        before, column = getattr(held, name), Case._meta.get_field(name)
        try:
            setattr(held, name, column.clean(value, held))
        except ValidationError as fault:
            raise NotWritable(f"{FIELDS[name]}：{fault.messages[0]}") from None
        if getattr(held, name) != before:
            _refuse_unseen(case, name, seen=seen, before=before)
            held.save(update_fields=[name])
            told = {"before": {name: before}, "after": {name: getattr(held, name)}}
            record(held, "written", by=by, at=at, roles=writers(held), **told)
    return held


def _refuse_unseen(case: Case, name: str, *, seen: str, before: Any) -> None:
    """What another wrote is not written over unread."""
    if seen in ("", mark_of(before)):
        return
    written = Entry.objects.filter(file=case.about, what="case.written", after__has_key=name).order_by("-seq").first()
    who = written.actor if written and written.actor else _("另一个页面")
    said = _("没有保存：{who}刚把“{field}”写成“{value}”。要用您写的，再改一下就会存下；要用对方的，请刷新页面")
    raise WrittenMeanwhile(said.format(who=who, field=FIELDS[name], value=str(before)[:60] or "—"))


def _refuse_closed(case: Case, name: str) -> None:
    if name not in FIELDS:
        raise NotWritable(_("没有“{name}”这一栏").format(name=name))
    open_fields = open_parts(case)["fields"]
    if open_fields is not None and name not in open_fields:
        raise NotWritable(_("“{field}”现在不能改（{state}）").format(field=FIELDS[name], state=case.state_words.public))


def attach(case: Case, upload: Any, *, material: Any, by: Actor, at: datetime) -> Document:
    """Keep one file for one material. NotTaken, NotWritable, NotAllowed."""
    kept = uploads.keep(upload)
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        _refuse_material(held, material)
        if held.documents.filter(material=material, withdrawn_at=None).exists():
            raise NotWritable(_("“{name}”已有一个文件；要换请先撤下原来的").format(name=material))
        made = Document.objects.create(case=held, material=material, by=by.user, at=at, **vars(kept))
        record(held, "attached", by=by, at=at, roles=writers(held), after={"name": kept.name, "sha256": kept.sha256})
    return made


def _refuse_material(case: Case, material: Any) -> None:
    if material.programme_id != case.programme_id:
        raise NotWritable(_("{programme}不要求这份材料").format(programme=case.programme))
    wanted = open_parts(case)["materials"]
    if wanted is not None and material.pk not in wanted:
        raise NotWritable(_("“{name}”现在不能换（{state}）").format(name=material, state=case.state_words.public))


def withdraw_document(document: Document, *, by: Actor, at: datetime) -> Document:
    """Take an upload back while it may be changed; the record of it stays. NotWritable, NotAllowed."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=document.case_id)
        _refuse_material(case, document.material)
        if document.withdrawn_at:
            raise NotWritable(_("{name} 已经撤下").format(name=document.name))
        document.withdrawn_at = at
        document.save()
        record(case, "document_withdrawn", by=by, at=at, roles=writers(case), after={"name": document.name})
    return document


def dispute_row(case: Case, said: dict[str, str], *, by: Actor, at: datetime) -> RowDispute:
    """Say of one declaration row what is wrong with it, while the claim is a draft. NotReady, NotWritable, NotAllowed."""
    if case.state not in OPEN:
        raise NotReady(_("申报提交之后请在补正或复核中说明（{state}）").format(state=case.state_words.public))
    try:
        with transaction.atomic():
            made = RowDispute.objects.create(case=case, by=by.user, at=at, **said)
            record(case, "row_disputed", by=by, at=at, roles=writers(case), after=said)
    except IntegrityError:
        raise NotWritable(_("{declaration} 这一行已经提出过").format(**said)) from None
    return made


def take_back_row(dispute: RowDispute, *, by: Actor, at: datetime) -> RowDispute:
    """The enterprise no longer disputes a row. NotReady, NotAllowed."""
    case = dispute.case
    if case.state not in OPEN or dispute.withdrawn_at:
        raise NotReady(_("这一行现在不能撤回（{state}）").format(state=case.state_words.public))
    with transaction.atomic():
        dispute.withdrawn_at = at
        dispute.save()
        record(case, "row_taken_back", by=by, at=at, roles=writers(case), after={"declaration": dispute.declaration})
    return dispute
