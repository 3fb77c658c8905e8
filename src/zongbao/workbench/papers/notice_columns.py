"""公示的栏目：what a notice may tell of a case, chosen per programme. One table; the page and the paper are made from it.

No accounts and no personal numbers stand here to be chosen. An amount is told where the enterprise consented; a hidden one is
missing, not zero: a published amount below the cap reveals the firm's increment.
"""

from typing import Any

from django.utils.translation import gettext as _

from zongbao.rules.policy import load_policy
from zongbao.workbench.face.figures import grouped
from zongbao.workbench.programmes.models import NOTICE_COLUMNS

SHOWN_AT_ENDS = 4


def _amount(line: Any) -> str:
    return grouped(line.amount) if line.case.consents_to_amount else _("不公开")


def _masked(line: Any) -> str:
    code = line.case.enterprise.uscc
    hidden = "*" * (len(code) - 2 * SHOWN_AT_ENDS)
    return code[:SHOWN_AT_ENDS] + hidden + code[-SHOWN_AT_ENDS:]


def _basis(line: Any) -> str:
    document = load_policy(line.case.programme.policy).document
    return f"{document['title']}（{document['number']}）"


TELLS = {
    "uscc": lambda line: line.case.enterprise.uscc,
    "uscc_masked": _masked,
    "subject": lambda line: line.case.subject or "—",
    "award": _amount,
    "clause": lambda line: _("第{clause}条").format(clause=line.case.programme.clause),
    "basis": _basis,
    "minutes": lambda line: line.meeting.minutes or "—",
}


def told_lines(notice: Any) -> list[dict[str, str]]:
    """A row per adopted case that has not left it since: its name, then what the programme chose, each under its heading."""
    chosen = [name for name in NOTICE_COLUMNS if name in notice.tells]
    standing = notice.meeting.lines.filter(outcome="adopt", case__state__in=("notice_pending", "notice"))
    lines = standing.select_related("case__enterprise", "case__programme", "meeting")
    return [_row(line, chosen) for line in lines]


def _row(line: Any, chosen: list[str]) -> dict[str, str]:
    return {_("企业"): line.case.enterprise.name} | {str(NOTICE_COLUMNS[name]): TELLS[name](line) for name in chosen}
