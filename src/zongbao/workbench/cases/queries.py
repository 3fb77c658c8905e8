"""What people ask of cases. Nobody finds a case here that is not theirs to see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases.entering import WritingForm
from zongbao.workbench.cases.models import FIELDS, FOLLOWING, OPEN, OVER, Case, Document, PreOpinion, RowDispute
from zongbao.workbench.cases.writable import last_items, open_parts, writers
from zongbao.workbench.cases.writing import mark_of
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.programmes.models import Outcome, Programme, Run
from zongbao.workbench.registry.models import Enterprise

MOVING = (*OVER, *OPEN, *FOLLOWING, "correction")  # what is over, or still takes the newest figures
NAMED_BY = ("enterprise__name", "enterprise__uscc", "number")  # how people ask for a claim
SOONEST = (F("due_on").asc(nulls_last=True), "pk")


def decisions() -> QuerySet[Case]:
    """The decided claims that count towards a cap."""
    return _last_words(Case.objects.filter(decided__isnull=False).exclude(state="rejected"))


def awards() -> QuerySet[Case]:
    """The awards that are told and counted."""
    return _last_words(Case.objects.filter(state="awarded"))


def _last_words(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Of a claim and its correction among these the correction alone: one entitlement is not counted twice."""
    return cases.exclude(pk__in=cases.filter(corrects__isnull=False).values("corrects"))


def history(case: Case) -> Any:
    """The chain of one file, oldest first."""
    return Entry.objects.filter(file=case.about).select_related("actor", "on_behalf_of").order_by("seq")


def firms_by_need(actor: Actor, words: str = "") -> QuerySet[Enterprise]:
    """The firms a person acts for, of those that these words name: who has something to do first, the soonest due."""
    waits = Case.objects.filter(enterprise=OuterRef("pk"), state__in=(*OPEN, "proposed", "unconfirmed", "correction"))
    firms = Enterprise.objects.filter(pk__in=actor.enterprises)
    for word in words.split():
        firms = firms.filter(containing(word, "name", "uscc"))
    firms = firms.annotate(to_do=Exists(waits), due=Subquery(waits.order_by(*SOONEST).values("due_on")[:1]))
    return firms.order_by("-to_do", *(F("due").asc(nulls_last=True), "name", "pk"))


def due_outcomes(firms: Collection[int]) -> list[Any]:
    """The newest run's rows of these enterprises, one programme each: also those without a case, with their reasons."""
    runs = [run.pk for run in (p.last_run for p in Programme.objects.all()) if run]
    rows = Outcome.objects.filter(run__in=runs, enterprise__in=firms)
    return list(rows.select_related("run__programme", "enterprise").order_by("run__programme__clause", "subject"))


def visible_documents(actor: Actor) -> QuerySet[Any]:
    """The files of the cases a person may see."""
    return Document.objects.filter(case__in=Case.seen_by(actor)).select_related("case", "material")


def visible_preopinions(actor: Actor) -> QuerySet[Any]:
    """Every one for office and audit; the firm's own."""
    return PreOpinion.seen_by(actor).select_related("enterprise", "programme", "drafted_by", "issued_by")


@dataclass(frozen=True)
class Opening:
    """A claim that a firm may begin today: of what the newest run knows of it, or of what the firm names itself."""

    programme: Any
    firm: Any
    outcome: Any = None

    @property
    def subject(self) -> str:
        """What it is about, where the firm itself does not say it all."""
        named = self.outcome is not None and self.outcome.subject != self.firm.uscc
        return self.outcome.subject if named else ""


def openings(firms: Collection[Enterprise], outcomes: Iterable[Any], *, day: date) -> list[Opening]:
    """What these enterprises may apply for today: one a subject of the runs' rows, less what is under way; and where a firm
    names itself what it claims, one that has no name yet."""
    known: dict[tuple[int, int], list[Any]] = {}
    for row in outcomes:
        known.setdefault((row.run.programme_id, row.enterprise_id), []).append(row)
    under_way = Case.objects.filter(enterprise__in=[firm.pk for firm in firms]).exclude(state__in=OVER)
    standing = under_way.values_list("programme", "enterprise", "subject")
    taken = set(standing)
    begun = {(programme, firm) for programme, firm, _subject in taken}
    found = []
    for programme in Programme.objects.filter(opens_on__lte=day, closes_on__gte=day):
        for firm in firms:
            key = (programme.pk, firm.pk)
            found += [Opening(programme, firm, row) for row in known.get(key, ()) if (*key, row.subject) not in taken]
            if programme.by_subject or (key not in known and key not in begun):
                found.append(Opening(programme, firm))
    return found


def shut(cases: Iterable[Case], *, day: date) -> QuerySet[Programme]:
    """The programmes of this year that take no claims today, no longer or not yet, beside those of these cases."""
    found = Programme.objects.exclude(opens_on__lte=day, closes_on__gte=day).filter(closes_on__year__gte=day.year)
    return found.exclude(pk__in={case.programme_id for case in cases})


def where_disputed(actor: Actor, **of: Any) -> str:
    """The page on which a firm says that a row is wrong: of a claim that it is asked to confirm, or is writing; else nothing.

    What is said of the row follows as `?declaration=…&item=…`.
    """
    own = Case.seen_by(actor).filter(enterprise__in=actor.enterprises, outcome__isnull=False, **of)
    case = own.filter(state__in=("proposed", "draft")).order_by("pk").first()
    if case is None:
        return ""
    return (
        reverse("my-case", args=[case.pk])
        if case.state == "draft"
        else reverse("act", args=["case", case.pk, "dispute"])
    )


@dataclass(frozen=True)
class HandedIn:
    """What a firm wrote, enclosed, disputed and mended in a claim; nothing of it is nothing to show."""

    said: list[tuple[Any, str]]
    files: list[Any]
    rows: list[Any]
    asked: list[Any]

    def __bool__(self) -> bool:
        return bool(self.said or self.files or self.rows or self.asked)


def handed_in(case: Case) -> HandedIn:
    """What stands in a claim of the firm's own hand, withdrawn things left out."""
    said = [(words, getattr(case, name)) for name, words in FIELDS.items() if name != "consents_to_amount"]
    if case.consents_to_amount:
        said.append((FIELDS["consents_to_amount"], _("同意")))
    files = [one for one in case.documents.select_related("material") if not one.withdrawn_at]
    asked = list(case.correction_items.select_related("material"))
    return HandedIn([pair for pair in said if pair[1]], files=files, rows=case.wrong_rows, asked=asked)


def _asks(names: Any, name: str) -> bool:
    """Whether a field is to be written: every one, unless some are asked for."""
    return names is None or name in names


def task_list(case: Case, actor: Actor) -> dict[str, Any] | None:
    """What the writer of a claim has before them: fields, materials with their files, items to answer, disputed rows."""
    if case.state not in (*OPEN, "correction") or not actor.has(*writers(case)):
        return None
    asked, form = open_parts(case), WritingForm(instance=case)
    files = {d.material_id: d for d in case.documents.filter(withdrawn_at=None)}
    materials = [(m, files.get(m.pk)) for m in case.programme.materials.all()]
    return {
        "fields": [(form[name], mark_of(getattr(case, name))) for name in form.fields if _asks(asked["fields"], name)],
        "materials": [m for m in materials if asked["materials"] is None or m[0].pk in asked["materials"]],
        "items": last_items(case) if case.state == "correction" else [],
        "rows": case.row_disputes.filter(withdrawn_at=None),
        "disputes": case.state in OPEN and case.outcome_id is not None,
    }


def asked_for(actor: Actor, said: Mapping[str, Any], *, day: date) -> QuerySet[Case]:
    """The cases a filter asks for; what was not said is not asked."""
    found = Case.seen_by(actor)
    for name in ("state", "programme", "origin"):
        if said.get(name):
            found = found.filter(**{name: said[name]})
    if said.get("late"):
        found = found.filter(due_on__lt=day)
    if said.get("wrong"):
        found = found.filter(pk__in=RowDispute.objects.filter(withdrawn_at=None).values("case"))
    return as_listed(found.filter(containing(said.get("q", ""), *NAMED_BY)))


def as_listed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Claims with what a list says of each beside its own row."""
    return cases.prefetch_related("row_disputes")


def stayed(run: Run) -> list[tuple[Case, Outcome]]:
    """Claims that somebody has recommended or decided on another amount than the newest run finds, each with the run's row:
    they are never edited, so the office is told. Of a run that is no longer the newest: none."""
    if run != run.programme.last_run:
        return []
    past = run.programme.cases.exclude(state__in=MOVING).select_related("outcome__run", "enterprise")
    rows = run.outcomes.filter(enterprise__in=past.values("enterprise")).defer("steps")
    found = {(row.enterprise_id, row.subject): row for row in rows}
    pairs = [(case, found.get((case.enterprise_id, case.subject))) for case in past]
    return [(case, row) for case, row in pairs if row is not None and _is_otherwise(case, row)]


def newer_row(case: Case) -> Outcome | None:
    """The row of the newest run where a claim that no longer follows stands on another amount."""
    run = None if case.state in MOVING else case.programme.last_run
    row = run.outcomes.filter(enterprise=case.enterprise, subject=case.subject).first() if run else None
    return row if row is not None and _is_otherwise(case, row) else None


def _is_otherwise(case: Case, row: Outcome) -> bool:
    return row.pk != case.outcome_id and row.award != case.computed
