"""What the joint review means for its case: opened with acceptance, asked again where something changed, awaited to its end."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.cases.acts import newest_outcome
from zongbao.workbench.cases.machine import CASE
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.proposals import recomputed
from zongbao.workbench.firing import fire
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.reviews.quorum import current_reviews, lacking, reviews_are_in
from zongbao.workbench.reviews.rounds import ask_again, changed_reviews, open_round


@CASE.after("accept_formal")
def opened(case: Case, act: Act) -> None:
    open_round(case, at=act.at)


@CASE.after("resubmit_intake", "resubmit_review")
def resubmitted(case: Case, act: Act) -> None:
    """What was mended may be what a unit signed on."""
    ask_again(case, units=[], at=act.at)


@CASE.after("cancel_request_intake", "cancel_request_review")
def request_taken_back(case: Case, act: Act) -> None:
    """The last answer may have come while the claim waited for its enterprise."""
    settle(case, at=act.at)


@receiver(recomputed)
def on_other_figures(sender: Any, *, case: Case, at: datetime, **_more: Any) -> None:
    """A newer run moved the claim: sign-offs given on other figures are asked anew."""
    ask_again(case, units=[], at=at)


@CASE.before("reopen_review")
def something_to_ask(case: Case, act: Act) -> None:
    """A sign-off stands while what it was given on stands; without a change, the lead names whom to ask again."""
    if act.data.get("units") == [] and newest_outcome(case) == case.outcome and not changed_reviews(case):
        raise NotReady(_("联审所依据的材料和测算没有变化；请勾选要重新审核的单位"))


@CASE.after("reopen_review")
def asked_again(case: Case, act: Act) -> None:
    ask_again(case, units=act.data.get("units") or [], at=act.at)
    settle(case, at=act.at)


def settle(case: Case, *, at: datetime) -> None:
    """Where every review in force is in and every letter answered, the system moves the case on."""
    if case.state == "in_review" and reviews_are_in(case):
        fire(case, "all_reviews_in", by=SYSTEM_ACTOR, at=at, expected_version=case.version)


@CASE.before("all_reviews_in")
def quorum_is_there(case: Case, act: Act) -> None:
    """A recusal is no consent: the sentence says who resolves what is lacking."""
    if told := lacking(case):
        raise NotReady(_("；").join(told))


@CASE.before("recommend")
def objections_are_met(case: Case, act: Act) -> None:
    against = [r.unit.name for r in current_reviews(case) if r.state == "object"]
    differing = [x.unit.name for x in case.letters.select_related("unit") if x.weighs]
    if differing and act.data.get("resolution") == "":
        raise NotReady(_("{units}回函称有出入，须写明如何处理").format(units=_("、").join(differing)))
    if against and act.data.get("resolution") == "":
        raise NotReady(
            _("{units}不同意，须写明如何处理（采纳、协调一致，或提请会议决定）").format(units=_("、").join(against))
        )
