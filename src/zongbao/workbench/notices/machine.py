"""公示与异议：the tables."""

from django.utils.translation import gettext_lazy as _

from zongbao.workbench.machine import REASON, machine

NOTICE = machine(
    "notice",
    _("公示"),
    initial="draft",
    states={
        "draft": _("拟稿"),
        "scheduled": _("已排期"),
        "published": _("公示中"),
        "closed": _("公示期满"),
        "retracted": _("已撤下"),
    },
    events={
        "schedule": _("排期"),
        "unschedule": _("取消排期"),
        "go_live": _("上线"),
        "close": _("期满"),
        "retract": _("撤下"),
    },
    rows=[
        ("draft", "schedule", "scheduled", "lead"),
        ("scheduled", "unschedule", "draft", "lead", REASON),
        ("scheduled", "go_live", "published", "system"),
        ("published", "close", "closed", "system"),
        ("published", "retract", "retracted", "approver", REASON),
        ("scheduled", "retract", "retracted", "approver", REASON),
    ],
)

OBJECTION = machine(
    "objection",
    _("公示异议"),
    initial="received",
    states={
        "received": (_("待审查"), _("已收到")),
        "admissible": (_("已受理"), _("已受理")),
        "inadmissible": (_("不予受理，待答复"), _("不予受理")),
        "investigating": (_("核查中"), _("核查中")),
        "upheld": (_("异议成立，待答复"), _("核查中")),
        "dismissed": (_("异议不成立，待答复"), _("核查中")),
        "answered": (_("已答复"), _("已答复")),
        "on_record": (_("不予受理，已留存"), _("不予受理")),
    },
    events={
        "admit": _("受理异议"),
        "refuse": _("不予受理"),
        "keep_on_record": _("不予受理并留存"),
        "answer": _("答复"),
        "investigate": _("开始核查"),
        "uphold": _("异议成立"),
        "dismiss": _("异议不成立"),
    },
    rows=[
        ("received", "admit", "admissible", "lead"),
        ("received", "refuse", "inadmissible", "lead", REASON),
        ("received", "keep_on_record", "on_record", "lead"),
        ("inadmissible", "answer", "answered", "lead", REASON),
        ("admissible", "investigate", "investigating", "lead"),
        ("investigating", "uphold", "upheld", "approver", REASON),
        ("investigating", "dismiss", "dismissed", "approver", REASON),
        ("upheld", "answer", "answered", "lead"),
        ("dismissed", "answer", "answered", "lead"),
    ],
)
