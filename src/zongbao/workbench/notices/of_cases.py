"""What the notice means for its case: nothing is clear before its last day is over and every objection answered."""

from django.utils.translation import gettext as _

from zongbao.workbench.cases.machine import CASE
from zongbao.workbench.cases.models import Case
from zongbao.workbench.face.figures import counted, due
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.notices.models import SETTLED, Notice, Objection


@CASE.before("publish")
def notice_stands(case: Case, act: Act) -> None:
    """A case is published by its list's notice, never by itself."""
    if not Notice.objects.filter(meeting__lines__case=case, state="published").exists():
        raise NotReady(_("随批次的公示一并发布；请在“公示”里拟公示、排期"))


@CASE.before("unpublish")
def notice_is_taken_down(case: Case, act: Act) -> None:
    if Notice.objects.filter(meeting__lines__case=case, state__in=("published", "closed")).exists():
        raise NotReady(_("随公示一并撤下；请在“公示”里撤下"))


@CASE.before("notice_clear")
def notice_is_over(case: Case, act: Act) -> None:
    notice = Notice.objects.filter(meeting__lines__case=case).order_by("-pk").first()
    if notice is None or notice.state != "closed":
        raise NotReady(_("公示期未满（最后一天 {day}）").format(day=due(notice and notice.ends_on) or "—"))
    waiting = Objection.objects.filter(case=case).exclude(state__in=SETTLED)
    if n := waiting.count():
        raise NotReady(counted("还有 {n} 件公示异议没有答复", n))
