"""What the head and the foot of a document say of the document: title, number, issuer, dates, upper texts."""

import itertools
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from zongbao.documents.numerals import number
from zongbao.documents.paper import Paper

# What may stand, without a space, before a document number.
OFFICE_CUT = re.compile(r"文号|字号|编号|文件|办公[室厅]|委员会|人民政府|通知|措施|意见|办法|方案|[)]|:")
GENRE = (
    r"(?:意见|办法|措施|政策|细则|规定|方案|通知|条例|决定|公告|通告|举措|指南|规划|计划|条|条款|要点|函|批复|"
    r"汇编|指引|清单|意见建议|规程)"
)
REMARK = r"(?:\((?:试行|暂行|修订|修订版|征求意见稿|修订稿|\d{4}年?[^)]{0,8})\))?"
NUMBER = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{1,12})(?P<open>[〔\[(【﹝〈])(?P<year>(?:19|"
    r"20)\d\d)年?(?P<close>[〕\])】﹞〉])(?:第)?(?P<serial>\d{1,4})号"
)
DAY = (
    r"(?P<year>20\d\d|二[〇○Oo0零][〇○Oo0零一二三四五六七八九]{2})年(?P<month>\d{1,2}|"
    r"[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
DATE = re.compile(DAY)
EFFECT = re.compile(
    rf"自{DAY}起(?:正式|开始|试)?(?:施行|实施|执行|生效|至|,)|于{DAY.replace('?P<', '?P<b_')}(?:起)?(?:施行|实施|生效)"
)
UNTIL = re.compile(
    rf"(?:至|到|截止(?:至|到|于)?|截至|有效期为?){DAY}(?:止|\)|,|。|;|$)|(?:至|到|截至|"
    rf"截止){DAY.replace('?P<', '?P<b_')}"
)
YEAR_END = re.compile(r"(?:至|到|截至|截止)(?P<year>20\d\d)年(?:底|末|年底)")
TERM = re.compile(
    r"(?:有效期|有效时间|执行期|实施期|政策期|试行期|期限|施行期|暂定)(?:限)?(?:暂定|暂)?(?:为|"
    r":)?(?P<years>\d{1,2}|[一二两三四五六七八九十半]{1,2})(?P<unit>年|个月)"
)
IN_FORCE = re.compile(r"(?:施行|实施|执行|生效|试行|有效期|之日起)")
FROM_ISSUE = re.compile(r"自(?:印发|发布|公布|发文|颁布|下发|印发公布)之日起")
ORG = (
    r"[\u4e00-\u9fff]{2,40}?(?:人民政府办公厅|人民政府办公室|人民政府|委员会办公室|管理委员会|委员会|管委会|"
    r"办公室|办公厅|局|厅|商务委|发改委|经信委|科技委|指挥部|领导小组|党委|委|部|"
    r"税务总局[\u4e00-\u9fff]{2,10}税务局|中心)"
)
EXPLAINS = re.compile(
    r"由(?P<who>[\u4e00-\u9fff]{4,24}?(?:政府|委员会|局|厅|管委会|办公室|部|委|"
    r"中心))(?:会同[^。]{0,30})?(?:负责|承担)?解释"
)
CITED = re.compile(
    r"《(?P<name>[^《》]{4,80}(?:〈[^〉]*〉[^《》]{0,20})?)》\s*[（(]\s*(?P<number>[^（）()]{2,40}?[〔\[【﹝][^（）()]{2,20}号)\s*[）)]"
)

FLAT_TITLE = re.compile(
    rf"(?P<title>[^。:;,]{{6,70}}?{GENRE}+{REMARK})(?:{NUMBER.pattern}|各[^。:]{{2,60}}:|(?=为(?:深入|进一步|贯彻|支持|加快|促进|认真|全面|切实)))"
)
FORWARDS = re.compile(
    r"(?:印发|发布|转发|下发|公布|出台|实施)(?:[^《。,]{0,12})?《(?P<name>[^》]*(?:〈[^〉]*〉)?[^》]*)》"
    r"|将《(?P<sent>[^》]*(?:〈[^〉]*〉)?[^》]*)》(?:印发|转发|发布|下发)"
)
HEAD_LINE = re.compile(rf"^(?:.*号-?)?(?P<who>{ORG})文件$")
SPEAKS = re.compile(rf"^(?:.*号-?)?(?P<who>{ORG})(?:关于|印发)")
SIGNATURE = re.compile(rf"(?:^|(?<=[。)\d]))(?P<who>{ORG})(?=20\d\d年\d{{1,2}}月\d{{1,2}}日)")


@dataclass(frozen=True)
class Head:
    """The document's own data; `rule` says in a sentence how a computed end was counted."""

    title: str | None
    number: str | None
    issuer: str | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    cites: tuple[str, ...]
    rule: str | None


def head_of(paper: Paper, first: int, *, last: int) -> Head:
    """Read head (before the first item) and foot (behind the last) of a document; what is not stated stays None."""
    top = paper.plain[: max(first, 1)][:3000] if first else paper.plain[:3000]
    foot = paper.plain[max(last - 600, 0) :]
    title = _title(paper, first)
    issued = _issued(paper, first, last=last)
    effective = _effective(paper.plain)
    expires, rule = _expiry(paper.plain, foot, effective=effective, issued=issued)
    return Head(
        title and paper.spelled(title),
        _number(paper, top),
        _issuer(paper, first, foot=foot),
        issued,
        effective,
        expires,
        _cites(paper),
        rule,
    )


def _title(paper: Paper, first: int) -> str | None:
    """The inner title of what a cover letter forwards; else the first line that names a genre."""
    top = paper.plain[: first or len(paper.plain)][:1500]
    forwarded = FORWARDS.search(top)
    if forwarded and forwarded.start() < 400:
        return forwarded["name"] or forwarded["sent"]
    for line in _lines(paper, min(first or len(paper.plain), 1500)):
        named = re.search(rf"^[^。:;]*?{GENRE}{REMARK}$", line)
        if named and len(line) > 5 and not NUMBER.fullmatch(line):
            return _unnumbered(line)
    if flat := FLAT_TITLE.match(top):
        return _unnumbered(flat["title"])
    bare = re.search(rf"[^。:;]{{6,80}}?{GENRE}{REMARK}(?=[\u4e00-\u9fff]{{0,40}}:|为|各)", top)
    return _unnumbered(bare.group()) if bare else None


def _unnumbered(line: str) -> str:
    line = re.sub(r"^[^关]*号-?(?=[\u4e00-\u9fff])", "", line) if NUMBER.match(line) else line
    passed = re.search(rf"印发(?P<name>[^《》]{{6,}}?{GENRE}{REMARK})的通知$", line)
    return passed["name"] if passed else line


def _lines(paper: Paper, end: int) -> list[str]:
    """Pieces of the head between line breaks or white space; a title broken over lines is joined before its genre word."""
    starts = [start for start in paper.gaps if start < end]
    bounds = sorted({0, *starts, end})
    pieces = [paper.plain[a:b] for a, b in itertools.pairwise(bounds) if b > a]
    joined: list[str] = []
    for piece in pieces:
        if joined and _goes_on(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _goes_on(line: str, piece: str) -> bool:
    ended = re.search(rf"{GENRE}{REMARK}$|[。:;号)]$|文件$|^附件\d?$", line)
    return (
        not ended and len(line) + len(piece) < 90 and not re.search(r"[。:;]|\d年", line) and not NUMBER.search(piece)
    )


def _number(paper: Paper, top: str) -> str | None:
    """The document's own number: the first that is not cited in brackets behind a title."""
    for match in NUMBER.finditer(top):
        if top[match.start() - 1 : match.start()] == "(" and top[match.start() - 2 : match.start() - 1] == "》":
            continue
        start = max((gap for gap in paper.gaps if match.start() < gap < match.end("office")), default=match.start())
        start += max((cut.end() for cut in OFFICE_CUT.finditer(top, start, match.end("office"))), default=start) - start
        first, last = paper.span(start, match.end())
        return re.sub(r"\s", "", paper.source[first:last])
    return None


def _issuer(paper: Paper, first: int, *, foot: str) -> str | None:
    """The head line (…文件), else who speaks in the title, else the signature, else who interprets."""
    lines = _lines(paper, min(first or len(paper.plain), 1500))
    told = ((text, pattern) for pattern in (HEAD_LINE, SPEAKS) for text in lines)
    said = ((foot, SIGNATURE), ("".join(lines), SIGNATURE), (foot, EXPLAINS))
    for text, pattern in chain(told, said):
        if match := pattern.search(text):
            return match["who"]
    return None


def _issued(paper: Paper, first: int, *, last: int) -> date | None:
    """The day under the signature: a date that stands alone, behind an office's name, in head or foot."""
    alone = []
    for match in DATE.finditer(paper.plain):
        own = match.start() in paper.spaced or match.start() in paper.lines
        ends = match.end() == len(paper.plain) or match.end() in paper.spaced or paper.plain[match.end()] == ")"
        outside = match.start() < first or match.start() >= last
        if own and ends and outside:
            alone.append(_day(match))
    return next((day for day in alone if day), None)


def _day(match: re.Match[str], prefix: str = "") -> date | None:
    parts = [match[f"{prefix}{name}"] for name in ("year", "month", "day")]
    digits = [re.sub(r"[○Oo0]", "〇", part) if not part.isdigit() else part for part in parts]
    year = "".join(str(number(sign)) for sign in digits[0]) if not digits[0].isdigit() else digits[0]
    values = [number(year), number(digits[1]), number(digits[2])]
    try:
        return date(*(int(value) for value in values if value is not None))
    except (ValueError, TypeError):
        return None


def _either(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    return _day(match) if match["year"] else _day(match, "b_")


def _effective(plain: str) -> date | None:
    return _either(EFFECT.search(plain))


def _expiry(plain: str, foot: str, *, effective: date | None, issued: date | None) -> tuple[date | None, str | None]:
    """A stated last day, the end of a stated year, or the day before the anniversary of the first day in force."""
    term = _term(foot)
    stated = re.search(rf"(?:有效期|执行期|实施|施行|执行|适用于|政策期)[^。]{{0,40}}?{UNTIL.pattern}", foot)
    if stated:
        return _either(stated), None
    year_end = YEAR_END.search(foot)
    if year_end and re.search(r"有效|执行|实施|施行", foot[max(0, year_end.start() - 40) : year_end.start()]):
        return date(int(year_end["year"]), 12, 31), "“至年底”按当年12月31日止。"
    start = effective or (issued if FROM_ISSUE.search(foot) else None)
    if term and start:
        return _counted(term, start)
    return None, None


def _term(foot: str) -> re.Match[str] | None:
    """The last term that stands in a sentence on the force of the document; other terms are those of a benefit."""
    found = None
    for match in TERM.finditer(foot):
        sentence = foot[foot.rfind("。", 0, match.start()) + 1 : match.end()]
        found = match if IN_FORCE.search(sentence) else found
    return found


def _counted(term: re.Match[str], start: date) -> tuple[date | None, str | None]:
    years = number(term["years"])
    if years is None:
        return None, None
    months = int(years * (12 if term["unit"] == "年" else 1))
    end = _months_later(start, months) - timedelta(days=1)
    return (
        end,
        f"有效期{years:g}{term['unit']}自{start.isoformat()}起算，届满日的前一日{end.isoformat()}为最后一日。",
    )


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _cites(paper: Paper) -> tuple[str, ...]:
    """Upper texts cited with title and number, each once, as printed without white space."""
    found = (re.sub(r"\s", "", match.group()) for match in CITED.finditer(paper.source))
    return tuple(dict.fromkeys(found))
