"""上会批次：the table of a list that goes to the meeting."""

from django.utils.translation import gettext_lazy as _

from zongbao.workbench.machine import REASON, machine

LIST = machine(
    "list",
    _("上会批次"),
    initial="draft",
    states={
        "draft": _("编列中"),
        "frozen": _("已定稿"),
        "decided": _("已记录会议结果"),
        "adopted": _("会议结果已确认"),
        "closed": _("已办结"),
    },
    events={
        "freeze": _("定稿"),
        "thaw": _("撤回定稿"),
        "record_decision": _("记录会议结果"),
        "confirm_decision": _("确认会议结果"),
        "correct_record": _("退回更正记录"),
        "close": _("办结"),
    },
    rows=[
        ("draft", "freeze", "frozen", "lead"),
        ("frozen", "thaw", "draft", "lead", REASON),
        ("frozen", "record_decision", "decided", "lead"),
        ("decided", "confirm_decision", "adopted", "approver"),
        ("decided", "correct_record", "frozen", "approver", REASON),
        ("adopted", "close", "closed", "system"),
    ],
)
