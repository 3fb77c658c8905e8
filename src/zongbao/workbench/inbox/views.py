"""消息的页面：what I was told, the newest first; opening one marks it read and leads to what it is about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zongbao.workbench.face.asking import page_of


def messages(request: HttpRequest) -> HttpResponse:
    """My messages, unread ones marked; or those alone."""
    mine, only = request.user.messages, request.GET.get("read") == "0"
    page = page_of(request, mine.filter(read_at=None) if only else mine.all())
    return render(request, "inbox/messages.html", {"page": page, "only_unread": only})


@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it, go where it leads."""
    found = get_object_or_404(request.user.messages, pk=pk)
    request.user.messages.filter(pk=found.pk, read_at=None).update(read_at=request.at)
    return redirect(found.place)


@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    request.user.messages.filter(read_at=None).update(read_at=request.at)
    return redirect("messages")
