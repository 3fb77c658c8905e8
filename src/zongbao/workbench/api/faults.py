"""答不了的时候：why a request of a machine was not answered, each reason a sentence that names the field."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from zongbao.refusals import Refusal

# What the reader of requests finds, by its own code; what stands in the gaps comes with it.
WRONG: Mapping[str, Any] = {
    "missing": gettext_lazy("缺 {field}"),
    "extra_forbidden": gettext_lazy("没有 {field} 这一项"),
    "int_parsing": gettext_lazy("{field} 请写整数"),
    "int_type": gettext_lazy("{field} 请写整数"),
    "string_type": gettext_lazy("{field} 请写成文字"),
    "string_too_short": gettext_lazy("{field} 不能空着"),
    "string_too_long": gettext_lazy("{field} 最多 {max_length} 个字"),
    "greater_than_equal": gettext_lazy("{field} 不能小于 {ge}"),
    "less_than_equal": gettext_lazy("{field} 不能大于 {le}"),
}


def told(fault: Mapping[str, Any]) -> str:
    """One fault as a sentence."""
    said = WRONG.get(fault["type"]) or _("{field} 的写法不合要求")
    return str(said).format(field=fault["loc"][-1], **fault.get("ctx", {}))


def answer_faults(api: NinjaAPI) -> None:
    """Let an interface answer what it cannot do with a sentence."""

    def say(status: int, detail: Any) -> Any:
        return lambda request, why: api.create_response(request, {"detail": detail(why)}, status=status)

    api.add_exception_handler(Refusal, say(409, str))
    api.add_exception_handler(ValidationError, say(422, lambda why: _("；").join(map(told, why.errors))))
    api.add_exception_handler(Http404, say(404, lambda why: _("没有这个编号，或者它不归这个令牌的人看")))
    api.add_exception_handler(HttpError, _unreadable(api))


def _unreadable(api: NinjaAPI) -> Any:
    """What is no JSON is said so; what else the framework says keeps its status."""

    def answer(request: HttpRequest, why: HttpError) -> HttpResponse:
        said = _("送来的内容不是 JSON，读不了") if why.status_code == 400 else str(why)
        return api.create_response(request, {"detail": said}, status=why.status_code)

    return answer
