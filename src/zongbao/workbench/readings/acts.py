"""What must hold before an event on a reading, and what follows: a published decision is written into the facts."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.facts.decisions import AlreadyDecided, Decision, record
from zongbao.rules.policy import load_policy
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.readings.machine import READING
from zongbao.workbench.readings.models import Reading
from zongbao.workbench.readings.queries import last_decided
from zongbao.workbench.readings.silences import silences, value_of

PRICES = ("price_from", "price_to", "price_now", "touched")


@READING.before("draft", "redraft")
def the_value_is_one_of_the_options(reading: Reading, act: Act) -> None:
    if act.data.get("value") is not None:
        value_of(silences(load_policy(reading.policy))[reading.name], str(act.data["value"]))


@READING.after("draft", "redraft")
def drafted(reading: Reading, act: Act) -> None:
    """A new draft has no price yet; the worker finds it."""
    from zongbao.workbench.readings.tasks import find_price

    silence = silences(load_policy(reading.policy))[reading.name]
    reading.value = value_of(silence, str(act.data["value"]))
    reading.text, reading.owner, reading.drafted_by = act.data["text"], act.data["owner"], act.by.user
    for name in PRICES:
        setattr(reading, name, None)
    reading.save()
    transaction.on_commit(lambda: find_price.enqueue(reading.pk))


@READING.before("approve")
def the_price_is_known(reading: Reading, act: Act) -> None:
    if reading.price_from is None:
        raise NotReady(_("影响金额还在计算，算出后再审定"))


@READING.before("approve")
def another_person_approves(reading: Reading, act: Act) -> None:
    if act.by.user == reading.drafted_by:
        raise NotReady(_("拟定和审定须是两个人；请由另一位批准人审定"))


@READING.after("approve")
def approved(reading: Reading, act: Act) -> None:
    reading.meeting, reading.legal_review = act.data["meeting"], act.data["legal_review"]
    reading.paper, reading.approved_by = act.data["paper"], act.by.user
    reading.save()


@READING.after("return")
def returned(reading: Reading, act: Act) -> None:
    reading.approved_by = None
    reading.save()


@READING.shows("drop")
def it_was_decided_before(reading: Reading) -> bool:
    return last_decided(reading.policy, reading.name) is not None


@READING.before("drop")
def something_binds_without_it(reading: Reading, act: Act) -> None:
    """What the text leaves open and nobody decided stays open: only a second decision can be dropped."""
    if not it_was_decided_before(reading):
        raise NotReady(_("这一处还没有定过口径，撤销不了；可以退回重拟，仍是待明确"))


@READING.before("publish")
def it_was_published(reading: Reading, act: Act) -> None:
    """A decision binds from its publication: the day is said, and is not to come."""
    day = act.data.get("published_on")
    if day and day > act.day:
        raise NotReady(_("公布日期 {day} 还没有到；公布之后再登记").format(day=day))


@READING.writes("publish")
def day_and_place(reading: Reading, act: Act) -> None:
    for name in ("published_on", "place", "starts_on"):
        if act.data.get(name):
            setattr(reading, name, act.data[name])


@READING.after("publish")
def published(reading: Reading, act: Act) -> None:
    """The facts take the decision last, and take the same one twice: a lost answer can be asked for again."""
    said = {name: getattr(reading, name) for name in ("paper", "owner", "place")}
    days = {name: act.data[name].isoformat() for name in ("published_on", "starts_on")}
    decision = Decision(reading.policy, reading.name, reading.value, recorded_on=act.day.isoformat(), **said, **days)
    try:
        reading.decision = record(settings.STORE, decision).id
    except AlreadyDecided:
        reading.decision = decision.named().id
    reading.save()
