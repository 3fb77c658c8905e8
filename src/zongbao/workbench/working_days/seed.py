"""The calendar as published, from a package that keeps it; everything after its last year is unknown, not guessed."""

from chinese_calendar.constants import Holiday, holidays, workdays

from zongbao.workbench.working_days.models import Day, Horizon

FIRST_YEAR = 2024
SOURCE = "国务院办公厅节假日安排（chinesecalendar 收录）"


def seed_calendar() -> int:
    """Fill in the days and years that are not there yet; what the office edited stays. Returns how many days were added."""
    chinese = {holiday.value: holiday.chinese for holiday in Holiday}
    known = [(day, False, chinese[name]) for day, name in holidays.items()]
    known += [(day, True, f"{chinese[name]}调休上班") for day, name in workdays.items()]
    wanted = [Day(day=day, worked=worked, name=name) for day, worked, name in known if day.year >= FIRST_YEAR]
    before = Day.objects.count()
    Day.objects.bulk_create(wanted, ignore_conflicts=True)
    for year in sorted({day.day.year for day in wanted}):
        Horizon.objects.get_or_create(year=year, defaults={"source": SOURCE})
    return Day.objects.count() - before
