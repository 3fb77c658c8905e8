"""下载：one way to hand a file out, with a Chinese name and its own type."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


def _file(content: bytes, media_type: str, *, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def xlsx(content: bytes, *, name: str) -> HttpResponse:
    return _file(content, XLSX, name=f"{name}.xlsx")


def docx(content: bytes, *, name: str) -> HttpResponse:
    return _file(content, DOCX, name=f"{name}.docx")


def pdf(content: bytes, *, name: str) -> HttpResponse:
    return _file(content, PDF, name=f"{name}.pdf")


def csv(content: bytes, *, name: str) -> HttpResponse:
    return _file(content, "text/csv; charset=utf-8", name=f"{name}.csv")


def jsonl(content: bytes, *, name: str) -> HttpResponse:
    return _file(content, "application/jsonl", name=f"{name}.jsonl")
