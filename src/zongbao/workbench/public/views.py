"""公开网站：no account needed. Programmes, the calculator, the register of awards, the statement on accessibility."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from zongbao.workbench.face.asking import sent
from zongbao.workbench.face.exports import attached
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.papers.queries import public_papers
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.public import register
from zongbao.workbench.public.calculator import Calculator


def start(request: HttpRequest) -> HttpResponse:
    """What there is to apply for, what stands to be objected to, where to look."""
    programmes = [(programme, bool(Calculator(programme=programme).fields)) for programme in Programme.objects.all()]
    shown = {"programmes": programmes, "notices": Notice.objects.filter(state="published")}
    out = public_papers().filter(kind="guideline").values_list("subjects__about", flat=True)
    announced = {int(about.partition("/")[2]) for about in out}
    return render(request, "public/start.html", shown | {"day": request.day, "announced": announced})


def calculator(request: HttpRequest, pk: int) -> HttpResponse:
    """The ladder on figures somebody typed; sent by POST so that no figure stands in an address or a log."""
    programme = get_object_or_404(Programme, pk=pk)
    form = Calculator(sent(request), programme=programme)
    rungs = form.rungs() if form.is_bound and form.is_valid() else []
    shown = {"programme": programme, "form": form, "rungs": rungs}
    return render(request, "public/calculator.html", shown, status=422 if form.errors else 200)


def awards(request: HttpRequest) -> HttpResponse:
    """The register of awards: a page, a sheet, or JSON."""
    if request.GET.get("as") == "json":
        return JsonResponse(register.grants(), json_dumps_params={"ensure_ascii": False})
    head = [_("编号"), _("项目"), _("条款"), _("企业"), _("金额（元）")]
    if request.GET.get("as") == "csv":
        return attached(_("扶持登记"), "csv", head=head, rows=register.sheet_rows())
    return render(request, "public/awards.html", {"rows": [(c, register.told_amount(c)) for c in register.awarded()]})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html")
