"""The published page of a notice, as text that is kept and hashed."""

from django.template.loader import render_to_string

from zongbao.workbench.notices.models import Notice


def written_page(notice: Notice) -> str:
    """The page as it is published: names and, where the programme and the enterprise allow it, amounts."""
    return render_to_string("notices/published.html", {"notice": notice, "lines": shown_lines(notice)})


def shown_lines(notice: Notice) -> list[dict[str, object]]:
    """One line per adopted case. A hidden amount is missing, not zero."""
    shows = notice.meeting.programme.notice_shows_amount
    lines = notice.meeting.lines.filter(outcome="adopt").select_related("case__enterprise")
    return [
        {"name": line.case.enterprise.name, "amount": line.amount if shows and line.case.consents_to_amount else None}
        for line in lines
    ]
