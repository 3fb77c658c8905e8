"""可填的：who writes in a claim, and which of its fields and materials are open to them now."""

from typing import Any

from zongbao.workbench.cases.models import OPEN, Case, CorrectionItem

FIRM = ("owner", "agent")


def writers(case: Case) -> tuple[str, ...]:
    """Who writes in a case: the firm; what comes on paper the window, and what is mended of it both."""
    if case.origin != "officer":
        return FIRM
    return ("intake",) if case.state == "entry" else (*FIRM, "intake")


def last_items(case: Case) -> list[CorrectionItem]:
    """The items of the latest request."""
    items = list(case.correction_items.select_related("material"))
    return [item for item in items if item.round == items[-1].round]


def open_parts(case: Case) -> dict[str, Any]:
    """Which fields and materials are open to the enterprise now: in a draft all, in a correction what was asked."""
    if case.state in OPEN:
        return {"fields": None, "materials": None}
    items = last_items(case) if case.state == "correction" else []
    return {"fields": {i.field for i in items if i.field}, "materials": {i.material_id for i in items}}
