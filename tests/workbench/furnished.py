"""An office with some of everything in it, and then more of everything: for tests that ask how a page grows with its data.

`furnish` takes a case to every state of the way and puts rows of every kind beside it. Called again it does so with other
cases and adds to what hangs on the first ones: every list is longer then, and every file thicker.
"""

import hashlib
import io
from datetime import date, timedelta
from functools import cache
from itertools import count

import docx

STATES = ("proposed", "submitted", "in_review", "deliberation", "approval", "notice_pending", "notice")
NUMBERS = count(1)


def furnish(office) -> dict:
    """State → a case that stands there; the first time the cases of `office.proposal` and its neighbours."""
    from zongbao.workbench.cases.models import Case

    _beside_the_cases(office)
    for case in Case.objects.exclude(state="proposed"):
        _beside(case, office)
    free = iter(Case.objects.filter(state="proposed", clocks__isnull=False).order_by("pk"))
    return {state: _to(office, next(free), state=state) for state in STATES}


def _to(office, case, *, state):
    """The case in a state, what hangs on a file beside it; its firm acts through the demo's owner."""
    owned(case.enterprise)
    for wanted, step in office.WAY:
        if case.state == state:
            break
        step(office, case)
        case.refresh_from_db()
        assert case.state == wanted, case.state
    _beside(case, office)
    return case


def owned(enterprise):
    from zongbao.workbench.accounts.models import Grant

    owner = Grant.objects.filter(user__username="qiye").earliest("pk")
    if not Grant.objects.filter(user=owner.user, enterprise=enterprise).exists():
        owner.pk, owner.enterprise = None, enterprise
        Grant.objects.bulk_create([owner])


def confirmed(office):
    """Three claims that their firms confirmed."""
    from zongbao.workbench.cases.models import Case

    found = list(Case.objects.filter(state="proposed", outcome__payable__gt=0).order_by("pk")[:3])
    for case in found:
        owned(case.enterprise)
        office.fire(case, "confirm", by="qiye")
    return found


def _beside(case, office):
    """What hangs on a case, one of each kind more."""
    from zongbao.workbench.audit.models import Finding
    from zongbao.workbench.cases import models as cases
    from zongbao.workbench.papers.keeping import keep
    from zongbao.workbench.papers.models import Dispatch, DispatchLine, Paper, Receipt, Subject
    from zongbao.workbench.registry.models import Contact

    by, n = _user("zhuban"), next(NUMBERS)
    dated, stood = {"by": by, "at": office.at}, {"since": office.at}
    _made(
        cases.Document, case=case, name=f"合成{n}.pdf", media_type="application/pdf", size=1, sha256=_laid(n), **dated
    )
    _made(cases.RowDispute, case=case, declaration=f"{n:018d}", fault="value", sentence="合成", **dated)
    _made(
        cases.CorrectionItem,
        case=case,
        round=1,
        asked_in="submitted",
        field="statement",
        kind="incorrect",
        sentence="合成",
    )
    _made(
        cases.Adjustment,
        case=case,
        state="confirmed",
        amount=1,
        basis="合成",
        by=by,
        confirmed_by=_user("fuhe"),
        **stood,
    )
    asked = {"asked_by": by, "asked_at": office.at}
    _made(cases.Reconsideration, case=case, state="answered", asks_about="amount", request="合成", **asked, **stood)
    _made(cases.Pin, case=case, event="submit", at=office.at)
    _made(Finding, case=case, question="合成", **dated)
    about = {"enterprise": case.enterprise, "facts": {}}
    said = {
        "number": f"合成{n}号",
        "kind": "award",
        "title": "合成",
        "docx_sha256": keep(_docx()),
        "by": by,
        "sent_at": office.at,
    }
    paper = _made(Paper, **about, **said)
    _made(Subject, paper=paper, about=case.about, case=case)
    asked = {"by": by, "asked_at": office.at, "programme": case.programme}
    dispatch = Dispatch.objects.first() or _made(Dispatch, kind="award", key="合成", **asked)
    line = {"about": f"{case.about}/{n}", "version": 1, "enterprise": case.enterprise, "number": paper.number}
    _made(DispatchLine, dispatch=dispatch, paper=paper, **line)
    _made(Receipt, paper=paper, how="inbox", on=office.at.date(), received_by="合成", at=office.at)
    _made(Contact, enterprise=case.enterprise, name=f"合成{n}")
    for letter in case.letters.all():
        asked = _made(Paper, **said | {"number": f"合成函{n}号", "kind": "letter"}, unit=letter.unit, facts={})
        _made(Subject, paper=asked, about=letter.about, case=case)
    for objection in [o for notice in _notices_of(case) for o in [_objection(notice, case, office=office)]]:
        _evidence(objection, n)


def _notices_of(case):
    from zongbao.workbench.notices.models import Notice

    return Notice.objects.filter(meeting__lines__case=case)


def _objection(notice, case, *, office):
    from zongbao.workbench.notices.models import Objection, Proof

    day = office.at.date() + timedelta(days=next(NUMBERS))
    _made(Proof, notice=notice, day=day, digest="0" * 64)
    said = {"name": "合成", "contact": "合成", "text": "合成", "received_at": office.at, "since": office.at}
    return _made(Objection, notice=notice, case=case, state="received", **said)


def _evidence(objection, n):
    from zongbao.workbench.notices.models import Evidence

    _made(Evidence, objection=objection, name="合成.pdf", media_type="application/pdf", size=1, sha256=_laid(n))


def _beside_the_cases(office):
    """People, units, messages, deliveries and what else an office keeps that hangs on no case."""
    from zongbao.workbench.accounts.models import Delegation, Grant, Token, Unit, User
    from zongbao.workbench.audit.models import Sample
    from zongbao.workbench.cases.models import Case, PreOpinion
    from zongbao.workbench.deliveries.models import Delivery
    from zongbao.workbench.inbox.models import Message
    from zongbao.workbench.programmes.models import Material, Programme, Question
    from zongbao.workbench.registry.models import Authorisation, CustomsCode

    n, by, own = next(NUMBERS), _user("zhuban"), office.own
    dated, later = {"by": by, "at": office.at}, office.at + timedelta(days=90)
    unit = _made(Unit, code=f"u{n}", name=f"合成单位{n}")
    user = _made(User, username=f"user{n}", name=f"合成{n}", password="!")
    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1)}
    grant = _made(Grant, user=user, role="reviewer", unit=unit, **term)
    _made(Delegation, grant=grant, to=by, reason="合成", **term)
    for name in ("zhuban", "qiye", "shenji", "commerce-a", "guanli"):
        person = _user(name)
        _made(Message, user=person, at=office.at, sentence="合成", place="/")
        _made(Token, user=person, name=f"合成{n}", scope="read", hash=f"{n}-{name}", made_at=office.at, ends_at=later)
        lent = Grant.objects.filter(user=person).earliest("pk")
        _made(Delegation, grant=lent, to=user, reason="合成", **term)
    held = {"basis": "合成", "purpose": "合成", "term": "合成"}
    _made(Delivery, kind="declarations", state="done", finished_at=office.at, **held, **dated)
    _made(Authorisation, enterprise=own.enterprise, purpose="合成", basis="合成", given_at=office.at, **term)
    _made(CustomsCode, enterprise=own.enterprise, code=f"31226{n:05d}")
    _made(Material, programme=own.programme, name=f"合成{n}", basis="合成", required=False)
    part = own.programme.parts.earliest("pk")
    _made(Question, part=part, text=f"合成{n}", basis="合成", required=False)
    asked = {"asked_by": _user("qiye"), "asked_at": office.at, "since": office.at, "plan": "合成"}
    _made(PreOpinion, state="asked", enterprise=own.enterprise, programme=own.programme, **asked)
    sample = _made(Sample, seed=f"{n}", percent=50, population=2, **dated)
    sample.cases.set(Case.objects.order_by("pk")[: n % 3 + 2])
    assert Programme.objects.exists()


@cache
def _docx() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def _laid(n: int) -> str:
    """The hash of an upload that lies in its place."""
    from zongbao.workbench.uploads import place_of

    content = f"合成{n}".encode()
    name = hashlib.sha256(content).hexdigest()
    place_of(name).parent.mkdir(parents=True, exist_ok=True)
    place_of(name).write_bytes(content)
    return name


def _unit(code):
    from zongbao.workbench.accounts.models import Unit

    return Unit.objects.get(code=code)


def _user(username):
    from zongbao.workbench.accounts.models import User

    return User.objects.get(username=username)


def _made(model, **said):
    """A row as a migration or an old version might have left it: without the acts that lead there."""
    (row,) = model.objects.bulk_create([model(**said)])
    return row
