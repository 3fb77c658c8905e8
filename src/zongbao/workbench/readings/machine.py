"""口径：the table of a silence on its way to a published decision. Drafter and approver are two people."""

from django.utils.translation import gettext_lazy as _

from zongbao.workbench.machine import REASON, machine

READING = machine(
    "reading",
    _("口径"),
    initial="open",
    states={
        "open": _("待明确"),
        "drafted": _("拟定"),
        "approved": _("审定"),
        "published": _("已公布"),
        "dropped": _("已撤销"),
    },
    events={
        "draft": _("拟定"),
        "redraft": _("改拟"),
        "approve": _("审定"),
        "return": _("退回重拟"),
        "publish": _("公布"),
        "drop": _("撤销重新拟定"),
    },
    rows=[
        ("open", "draft", "drafted", "policy"),
        ("drafted", "redraft", "drafted", "policy", REASON),
        ("drafted", "approve", "approved", "approver"),
        ("drafted", "return", "open", "approver", REASON),
        ("approved", "return", "open", "approver", REASON),
        ("approved", "publish", "published", "policy"),
        ("open", "drop", "dropped", "policy", REASON),
        ("drafted", "drop", "dropped", "policy", REASON),
    ],
)
