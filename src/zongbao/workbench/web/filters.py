"""保存筛选：a person keeps the filter of a list under a name, finds it on that list, lets it go."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.face.listing import OF_THE_MOMENT
from zongbao.workbench.web.models import Filter

LISTS = (
    "cases",
    "deliveries",
    "findings",
    "joint-review",
    "lists",
    "registry",
    "papers",
    "people",
    "reconciliation",
    "roles-held",
    "unit-desk",
)
MOST, LONGEST = 20, 500


class NotKept(Refusal):
    """A filter that cannot be kept."""


def question_of(asked: QueryDict) -> str:
    """What a list is asked: the filled parts of its address, without what belongs to the moment; one order of
    its parts, so that the same question is known again."""
    kept = QueryDict(mutable=True)
    for name, values in sorted(asked.lists()):
        if name not in OF_THE_MOMENT:
            kept.setlist(name, [value for value in values if value])
    return kept.urlencode()


def keep(user: User, page: str, *, name: str, query: str) -> Filter:
    """Keep a filter; the same name again means the new question, the same question again the new name. NotKept."""
    name = " ".join(name.split())
    if not name or len(name) > Filter._meta.get_field("name").max_length:
        raise NotKept(_("请给这个筛选一个名称，不超过四十个字"))
    if not query:
        raise NotKept(_("先选好筛选条件，再保存"))
    if len(query) > LONGEST:
        raise NotKept(_("筛选条件太长，存不下；请少写几个字，或少选几列"))
    return _renamed(user, page, name=name, query=query) or _kept(user, page, name=name, query=query)


def _renamed(user: User, page: str, *, name: str, query: str) -> Filter | None:
    """The filter that asks this already, under its new name; nothing where none asks it."""
    found = user.filters.filter(page=page, query=query).first()
    if found is None:
        return None
    if user.filters.filter(page=page, name=name).exclude(pk=found.pk).exists():
        raise NotKept(_("这个列表上已有同名的筛选"))
    found.name = name
    found.save(update_fields=["name"])
    return found


def _kept(user: User, page: str, *, name: str, query: str) -> Filter:
    if user.filters.filter(page=page).exclude(name=name).count() >= MOST:
        raise NotKept(_("一个列表最多保存 {most} 个筛选；请先删去不用的").format(most=MOST))
    made, _fresh = Filter.objects.update_or_create(user=user, page=page, name=name, defaults={"query": query})
    return made


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep what the list was asked, and lead back to it."""
    page = request.POST.get("page", "")
    if page not in LISTS or not may_open(page, request.actor.roles):
        raise Http404
    query = question_of(QueryDict(request.POST.get("query", "")))
    try:
        keep(request.user, page, name=request.POST.get("name", ""), query=query)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("筛选已保存，在这个列表上方"))
    return redirect(f"{reverse(page)}?{query}")


@require_POST
def drop_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one's own filter go, and stay with what the list was asked."""
    found = get_object_or_404(request.user.filters, pk=pk)
    found.delete()
    messages.success(request, _("筛选“{name}”已删去").format(name=found.name))
    query = question_of(QueryDict(request.POST.get("query", "")))
    return redirect(f"{reverse(found.page)}?{query}")
