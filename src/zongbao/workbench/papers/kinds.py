"""文书的种类：what a paper is called, what it is about, when it may be made, to whom it goes, and what follows when it is out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Called with the thing a paper is about, and the paper.
Effect = Callable[[Any, Any], None]
ENTERPRISE, UNIT, EVERYBODY, FILE = "enterprise", "unit", "everybody", "file"
EVERY = Q()


@dataclass(frozen=True)
class Kind:
    """One kind. `of` names the sort of thing it is about; without `states` it may be made in any. `among`: which of the things
    in those states wait for it.

    `by_event`: it goes out with an event of its thing, never by hand. `numbered`: its thing was signed under a number, and the
    paper goes out under the same. `effects`: what follows, in the same transaction.
    """

    title: Any
    of: str
    to: str
    states: tuple[str, ...] = ()
    among: Q = EVERY
    by_event: bool = False
    numbered: bool = False
    effects: list[Effect] = field(default_factory=list)

    def after(self, effect: Effect) -> Effect:
        """Let something follow when a paper of this kind has gone out."""
        self.effects.append(effect)
        return effect

    def number_of(self, thing: Any) -> str:
        """The number that its thing has already; nothing where the paper gets one of its own."""
        return thing.number if self.numbered else ""

    def fits(self, thing: Any) -> bool:
        return not self.states or thing.state in self.states


SENT = ("in_progress", "drafted", "assigned", "coi_declared", "held", "lapsed")
KINDS = {
    "guideline": Kind(_("申报通知"), "programme", EVERYBODY),
    "correction": Kind(_("补正告知书"), "case", ENTERPRISE, ("correction",)),
    "refusal": Kind(_("不予受理通知"), "case", ENTERPRISE, ("not_accepted",)),
    "letter": Kind(_("协办函"), "letter", UNIT, ("draft", "sent"), by_event=True),
    "consult": Kind(_("征求意见函"), "review", UNIT, SENT),
    "opinion": Kind(
        _("联审意见"), "case", FILE, ("deliberation", "approval", "listed", "notice_pending", "notice", "awarded")
    ),
    "meeting": Kind(_("上会材料"), "list", FILE),
    "notice": Kind(_("公示"), "notice", EVERYBODY, by_event=True),
    "award": Kind(_("核定通知"), "case", ENTERPRISE, ("awarded",)),
    # Once an appeal was answered, its answer says that the rejection stands; nobody is told twice of a right to appeal.
    "rejection": Kind(_("不予扶持告知书"), "case", ENTERPRISE, ("rejected",), among=Q(due_on__isnull=False)),
    "reconsideration": Kind(_("复核答复"), "reconsideration", ENTERPRISE, ("answered",)),
    "preopinion": Kind(_("预核意见"), "preopinion", ENTERPRISE, ("issued",), numbered=True),
    "service": Kind(_("送达回证"), "paper", FILE),
}


def kinds_of(sort: str, thing: Any) -> list[tuple[str, Kind]]:
    """The papers that somebody may make of a thing now."""
    fitting = [(name, kind) for name, kind in KINDS.items() if kind.of == sort and kind.fits(thing)]
    return [(name, kind) for name, kind in fitting if not kind.by_event]
