"""Responsible units: the brackets and lines that say who answers for a clause."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from zongbao.documents.paper import Paper

ROLE = (
    r"(?:责任|牵头|配合|主办|协办|承办|实施|负责|执行|落实|主管|经办|主责|主要责任|协同|协作|参与|参加|组织|分管|"
    r"受理|兑现|第一责任|审核|归口)"
)
# Words that name a unit's role only where a phrase begins: 服务单位：…, but not 检测服务单位：….
OFFERS = r"(?:业务|政策|支持|对接|联系|咨询|服务)"
BODY = r"(?:单位|部门|处室|科室|机构|主体|职能部门|管理部门)"
KEY = re.compile(
    rf"(?P<role>(?:(?<![\u4e00-\u9fff]){OFFERS}|{ROLE})(?:(?:和|及|、|/)?(?:{ROLE}|{OFFERS}))*){BODY}(?:和{ROLE}{BODY})?(?::|(?<=责任单位|牵头单位|责任部门|主管部门)为)(?!:)|"
    rf"(?P<bare>{ROLE}):(?=[^,。;]{{2,}}(?:局|委|办|厅|部|政府|会|中心|行))"
)
LEADS = re.compile(r"牵头|主办|主责|主要责任|第一责任")
CONTACT = re.compile(
    r"(?:政策)?(?:联系|咨询|服务|办公|经办|受理|监督|举报|投诉|责任|分管|负责)(?:人员|人|电话|方式|热线|领导|"
    r"地址|邮箱)|电\s*话|手机|传真|邮箱|E-?mail|地\s*址|\d{3,4}-\d{6,8}|1[3-9]\d{9}|\d{7,8}"
)
REMARK = re.compile(r"[〔(](?:以下|下同|均|排|列)|(?:完成|办结|整改)?(?:时限|时间|期限):|时间节点")
DUTIES = (
    r"(?:按照?(?:各自)?(?:职责|职能|分工|规定)(?:分工)?)?(?:共同|分别|具体|统一)?"
    r"(?:牵头负责|分工负责|组织实施|负责落实|负责实施|负责解释|牵头|负责|配合|落实|实施|承担|参与|协助)"
)
SUFFIX = (
    r"(?:局|委|办|厅|署|部|处|科|室|中心|管委会|委员会|政府|海关|公司|集团|银行|支行|分行|支队|大队|总队|法院|"
    r"检察院|协会|商会|联合会|"
    r"工商联|妇联|总工会|团委|残联|科协|贸促会|街道|街道办|镇|乡|园区|开发区|部门|单位|办事处|分局|税务所|行|"
    r"会|院|校|所|站|队|社|联|办公室|组|区|县|市|州)"
)
STRONG_UNIT = re.compile(
    r"(?:局|委|办|厅|署|部|中心|委员会|政府|海关|办公室|银行|分行|支行|公司|集团|法院|检察院|部门|单位|街道|"
    r"开发区|园区|总工会|处|科|办事处|管委会|监管局|县|区|镇)$"
)
OPENING, CLOSING = "(【[〔", ")】]〕"
BRACKETED = re.compile(
    r"[(【\[〔](?P<inside>[^()【】\[\]〔〕]*(?:[(〔][^()〔〕]{1,40}[)〕][^()【】\[\]〔〕]*)*)[)】\]〕]"
)
LEVELS = "区市省县州旗"
RUN_TOGETHER = re.compile(
    r"(?:(?<=[局委办厅部会府室院])|(?<=海关|中心|公司))(?=(?P<level>[区市省县])(?:[^区市省县、]|(?P=level)场|"
    r"委|城)[^、]{1,14}$)"
)
ALL_PLACES = re.compile(
    r"各(?:有关|相关)?(?:县级市|市|区|县|州|旗|镇|乡|街道|园区|功能区|乡镇|镇街|市州|市县|县市)(?:、(?:(?:自治州|县级市|市|"
    r"区|县|州|旗|镇|乡|街道|园区|功能区|开发区|新区|办事处|管委会|集聚区|街))(?=[、,;()〔\[]|$|人民政府|政府|"
    r"管委会|街道|办事处))+[^、,;]*"
)

WHOLE = re.compile(r"\([^()]*\)|〔[^〔〕]*〕|" + ALL_PLACES.pattern)
PARTED = re.compile(r"[、,;。/|\\]|以及|会同|联合|(?<=[局委办厅部会府])[和及与](?=[市区县省各国])")


@dataclass(frozen=True)
class UnitList:
    """A list of units as printed: `[start, end)` in the text it was found in, `closed` if its bracket is."""

    units: tuple[str, ...]
    leads: tuple[str, ...]
    start: int
    end: int
    closed: bool
    run_together: tuple[str, ...] = ()


def unit_lists(paper: Paper, start: int, *, end: int) -> list[UnitList]:
    """Every list of responsible units between `start` and `end`, in order: keyed ones, else bare brackets."""
    plain = paper.plain
    found = list(_keyed(paper, start, end=end))
    covered = [(each.start, each.end) for each in found]
    for match in BRACKETED.finditer(plain, start, end):
        if not any(first <= match.start() < last for first, last in covered):
            found += _bare(match, plain, end=end)
    return sorted(found, key=lambda each: each.start)


def in_order(lists: list[UnitList]) -> tuple[str, ...]:
    """Each unit once, the leads first."""
    leads = [unit for each in lists for unit in each.leads]
    rest = [unit for each in lists for unit in each.units]
    return tuple(dict.fromkeys([*leads, *rest]))


def _keyed(paper: Paper, start: int, *, end: int) -> Iterator[UnitList]:
    plain, place = paper.plain, start
    while match := KEY.search(plain, place, end):
        opened = plain[match.start() - 1 : match.start()] in tuple(OPENING)
        following = KEY.search(plain, match.end(), end)
        limit = following.start() if following else end
        bracket = _bracket_end(plain, match.end(), end=limit)
        stop = _list_end(paper, match.end(), end=limit) if bracket is None else bracket
        closed = bracket is not None or following is not None or not opened
        words = _words(paper, match.end(), end=stop)
        units, split = _named(words)
        leads = units if LEADS.search(match.group()) else _leads(words)
        if units:
            yield UnitList(units, leads, match.start() - opened, stop, closed, split)
        place = max(stop, match.end())


def _bracket_end(plain: str, start: int, *, end: int) -> int | None:
    """Where the bracket that holds the list closes; None if a full stop comes first, or nothing does."""
    depth = 0
    for place in range(start, end):
        if plain[place] in OPENING:
            depth += 1
        elif plain[place] in CLOSING:
            if depth == 0:
                return place
            depth -= 1
        elif plain[place] == "。":
            return None
    return None


def _list_end(paper: Paper, start: int, *, end: int) -> int:
    """Without a bracket a list ends at a full stop, or at a break behind a whole name: names are cut by line ends too."""
    stop = paper.plain.find("。", start, end)
    end = stop if stop >= 0 else end
    return next((gap for gap in _breaks(paper, start, end=end) if not _goes_on(paper, gap, end=end)), end)


def _breaks(paper: Paper, start: int, *, end: int) -> list[int]:
    """White space behind a whole name."""
    first, last = bisect_right(paper.gaps, start), bisect_left(paper.gaps, end)
    return [gap for gap in paper.gaps[first:last] if STRONG_UNIT.search(_last_name(paper.plain[start:gap]))]


def _last_name(words: str) -> str:
    return re.split(r"[、,;]", words)[-1]


def _goes_on(paper: Paper, gap: int, *, end: int) -> bool:
    """Whether the words behind the break, on the same line, are one more name."""
    name = re.split(r"[、,;]", paper.plain[gap : min(paper.gap_end(gap), end)])[0]
    return gap not in paper.lines and 2 < len(name) < 20 and STRONG_UNIT.search(name) is not None


def _words(paper: Paper, start: int, *, end: int) -> str:
    """The list with its white space between whole names made a comma: 区商务局 区财政局."""
    places = [start, *(gap for gap in _breaks(paper, start, end=end) if _goes_on(paper, gap, end=end)), end]
    return "、".join(paper.plain[first:last] for first, last in pairwise(places))


def _named(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units of a list, and those of them that were printed run together with a neighbour."""
    units: list[str] = []
    split: list[str] = []
    for piece in _pieces(words):
        parts = RUN_TOGETHER.sub("\0", piece).split("\0")
        parts = parts if all(len(part) > 2 for part in parts) else [piece]
        units += parts
        split += parts if len(parts) > 1 else []
    return tuple(dict.fromkeys(units)), tuple(split)


def _pieces(words: str) -> Iterator[str]:
    """Names between commas, without duties, contacts and joining words; 各县（市、区）is one name."""
    kept = WHOLE.sub(lambda match: match.group().replace("、", "\0").replace(",", "\1"), words)
    for piece in PARTED.split(kept):
        name = _cleaned(piece.replace("\0", "、").replace("\1", ","))
        if name:
            yield name


def _cleaned(piece: str) -> str:
    contact = CONTACT.search(piece) or REMARK.search(piece)
    name = piece[: contact.start()] if contact else piece
    name = re.sub(
        rf"^(?:由|和|及|与|各责任单位|等|牵头|配合|为|\d+[.、])+|{DUTIES}$|^(?:{ROLE})+{BODY}?:", "", name.strip(" :.-")
    )
    name = re.sub(
        rf"(?:{DUTIES}|等(?:有关|相关)?(?:部门|单位)?(?:按职责分工)?|按职责|按职责分工|为主|[:.()【】\[]+(?<![)]))$",
        "",
        name,
    )
    return (
        name
        if 1 < len(name) <= 30 and re.search(r"[\u4e00-\u9fff]", name) and not (_is_person(name) or _is_remark(name))
        else ""
    )


def _is_remark(name: str) -> bool:
    return re.search(r"列首|排在首|为牵头|下同|同上|不再|除外|单独列出", name) is not None


def _is_person(name: str) -> bool:
    return len(name) in (2, 3) and not name.startswith("各") and not re.search(SUFFIX + "$", name)


def _leads(words: str) -> tuple[str, ...]:
    """市财政局牵头，市商务局配合: the units before 牵头."""
    match = re.search(r"^(?P<who>[^;。]*?)(?:牵头(?!单位|部门)|为主)", words)
    return _named(match["who"])[0] if match else ()


def _bare(match: re.Match[str], plain: str, *, end: int) -> Iterator[UnitList]:
    """（市财政局、市商务局负责）, or a bracket of nothing but units that closes a paragraph."""
    inside = match["inside"]
    duty = re.search(DUTIES + "$", inside)
    units, split = _named(inside)
    told = duty and all(re.search(SUFFIX + "$|^各", unit) for unit in units)
    ends = match.end() >= end or plain[match.end()] in "。;("
    alone = ends and plain[match.start() - 1] in "。;" and all(STRONG_UNIT.search(unit) for unit in units)
    if units and (told or (alone and min(map(len, units)) > 2)):
        yield UnitList(units, _leads(inside), match.start(), match.end() - 1, True, split)
