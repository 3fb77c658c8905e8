"""Amounts as printed: a numeral and its unit, with what the list, the range or 每人 around it lends to the unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from zongbao.documents.measures import MULTIPLE, PER, UNIT, printed_unit
from zongbao.documents.numerals import CHINESE, number

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
HAN = rf"(?:[{CHINESE}]+(?:点[{CHINESE}]+)?|半)"
NUMBER = re.compile(rf"(?P<words>百分之|千分之|万分之)?(?P<number>{ARABIC}|{HAN})")
JOIN = r"(?:\([^()]{1,6}\))?(?:-{1,2}|、|至|到|或|和|/)"
# A member of a list or range whose unit is printed once, behind the last: 5、3、1 万元; 200万-500万美元; 3至6个月.
EARLIER = re.compile(rf"(?P<number>{ARABIC}|{HAN})(?P<scale>{MULTIPLE})?{JOIN}$")
# Not amounts: (words before, unit with words after). A row says which.
BEFORE = re.compile(
    r"(?:第|近|最近|前|后|上|下|过去|同|首|另|每一?|任|这|头|某|其|逐|隔|历|去|今|当|全|唯|统|同|单|之|百|强|"
    r"[A-Za-z]|农历|星期|周|\d[.:-]|[〔\[]|号|NO\.|编号)$"
)
CALENDAR = re.compile(r"月$|20\d\d[-.]$")
AFTER_PERIOD = re.compile(
    r"(?:级|制|期(?!限|间|内|以|满)|代|初|底|末|前|后(?=[^,。]{0,2}$)|龄|报|均|薪|产|会|鉴|来|行动|规划|计划|"
    r"攻坚|倍增|一(?:届|遇|度|次性)|中|终|工作要点|免检|老|轻)"
)
TOTALLED = re.compile(r"(?:内)?(?:[^,。;、\d]{0,6})(?:累计|总计|合计|共计|总额|总和)")
TERM_AFTER = re.compile(r"(?:之内|内|以内|以上|以下|的(?!时)|期限)")
ROUGH_HEADS = "百千"
LONE = frozenset(
    [
        "人",
        "名",
        "家",
        "个",
        "项",
        "件",
        "次",
        "场",
        "位",
        "户",
        "台",
        "套",
        "部",
        "种",
        "所",
        "座",
        "张",
        "条",
        "篇",
        "期",
        "辆",
        "间",
        "款",
        "笔",
        "单",
        "组",
        "班",
        "场次",
        "批次",
    ]
)
BOUNDED_BEFORE = re.compile(
    r"(?:不少于|不低于|至少|不超过|最多|超过|不足|满|达到|达|限|少于|低于|高于|大于|小于|多于|不多于|以上)$"
)
BOUNDED_AFTER = re.compile(r"(?:\([^)]{1,4}\))?(?:\(?及?以[上下内]|或以上|起)")
STRUCTURE = re.compile(
    r"(?:层次|方面|类别|类型|阶段|环节|批次|步骤|部分|体系|中心|一律|统一|不得|标准(?!展位|厂房|车间|机架)|原则|清单|百分点|档次|"
    r"等级|月|基本|结合|确保|坚决|维度|必须|带头|到位|机制|专项行动|问题|文件)"
)
PER_WORDS = "|".join(sorted(map(re.escape, PER), key=len, reverse=True))
ENTERPRISE = re.compile(r"(?:企业|单位|项目|机构|平台|园区|载体|基地|公司|商户|主体|院校|学校|村|乡镇|街道|家|户|个)")
PER_ONE = re.compile(
    rf"每(?:出口|进口)?(?:(?P<amount>\d+(?:\.\d+)?)?(?:个|一|位)?(?P<scale>万|亿)?(?P<what>{PER_WORDS}|元|万元|"
    rf"美元|家|个))"
)
FILLER = re.compile(
    r"^(?:安排[\u4e00-\u9fff]{1,8}资金|给予|一次性|最高|不超过|不高于|最多|限额|以内|按照?|发放|标准|为|的|补贴|补助|奖励|资助|扶持|支持|"
    r"奖补|再|另|予以|享受|可|可获|获|获得|申请|领取|专项|生活|租房|住房|"
    r"交通|就业|岗位|培训|见习|人民币|共|计|分别|按|计算|以|到|达|达到|原则上|最低|至少|标准为|标准给予|奖金|"
    r"经费|津贴|每|工作|不低于|不少于|提高到|增加到|由|从|调整|至|财政|"
    r"运营|工作经费|建设|研发|创业|安家|购房|租金|物业|安排|投入|设立|预算|个人|用人单位|单位|本人|团队|企业|职工|学生|实习|收取|缴纳|不得|费用|成本|增加|减少|"
    r"降低|减免|,|:|\([^()]{0,8}\)|"
    r"人|月|年|天|日|亩|吨|平方米|次|场|件)*$"
)
# 每艘钢制渔船减船转产补助: the thing, and the name of what is paid for it.
THING = re.compile(r"[\u4e00-\u9fff]{1,10}(?:补助|补贴|奖励|资助)$")
BARE_MONEY = re.compile(r"(?:万|亿)(?=的?(?:奖励|补助|补贴|资助|扶持|经费)|[,。;、)/])")
PAID = re.compile(r"(?:奖励?|补助|补贴|资助|给予|不超过|最高)(?:[\d.]+[-至到、])*$")
CAPPED = re.compile(r"最高|不超过|上限|封顶|最多|累计|限额|不得超过|总额")
SLASHES = re.compile(
    rf"(?:[/·](?:每)?[\d.]*(?:{PER_WORDS}|[\u4e00-\u9fff]{{1,3}}?(?=[/·的给标补,。;、()计奖发予执以进\d#]|$)))+"
    rf"|(?:每(?:{PER_WORDS}))+(?=[,。;、)的给补标计发]|$)"
)
HIRED = re.compile(
    r"每(?:成功)?(?:新?引进|培养|招用|吸纳|新增|增加|多招|培训|介绍|输送|招收|安置|录用|推荐|招录|新招用|"
    r"就业)[^,。;每\d]{0,12}?[1一](?P<what>[名人])"
)
# 每介绍一名劳动力稳定就业的,给予800元: from the one person to the sum.
HIRED_FOR = re.compile(r"[^。;每]{0,36}(?:给予|予以|奖励|补贴|补助|资助|发放)[\u4e00-\u9fff]{0,6}$")
FREQUENCY = re.compile(
    r"每(?:一|个)?(?P<what>半年|年|月|季度|周|天|日|学期|季|星期)(?:都|度|各|要|应|须|内|组织|开展|举办|召开|"
    r"安排|进行|至少|不少于|不低于|"
    r"最多|不超过|不得超过|原则上|集中|定期|申报|受理|兑现|评审|公布|发布|通报|更新|"
    r"调度)*[\u4e00-\u9fff]{0,4}(?:至少|不少于|不超过)?$"
)
# Between the two ends of a range that both print their unit: 100万元以上至500万元, 1亿元-5亿元, 50万元(含)以上、100万元以下.
RANGE = re.compile(
    r"(?:\([^)]{1,6}\))?(?:(?:及)?以上(?:\([^)]{1,6}\))?,?、?)?(?:-{1,2}|至|到|但?不超过|但?不足|但?不满|"
    r"但?低于|但?不到|但?少于)(?=\d)"
    r"|"
    r"(?:\([^)]{1,6}\))?(?:及)?以上(?:\([^)]{1,6}\))?[,、]?(?=[\d.]+(?:\([^)]{1,6}\))?[\u4e00-\u9fff%]{1,4}(?:\([^)]{1,6}\))?以[下内])"
)
UPWARDS = re.compile(r"(?:\([^)]{1,6}\))?(?:及|\()?以上|\(含\)|的?以上")
DOWNWARDS = re.compile(r"(?:\([^)]{1,6}\))?(?:及)?以[下内]")
BELOW = re.compile(r"(?:(?<!不)(?:小于|低于|少于)|不足|不满|未满)$")
INCLUDING = re.compile(r"\((?:不?含|包括)")
SAME_LIST = re.compile(
    r"(?:[、和或至-]|,)(?:(?!每|给予|最高|奖|补|达|超|增|不|总|累计|单|按|共|合计)[\u4e00-\u9fff]){0,6}$"
)


@dataclass(frozen=True)
class Found:
    """An amount between `start` and `end` of `plain`. Those of one list or range share `chain` (its first start)."""

    value: Decimal
    unit: str
    family: str
    start: int
    end: int
    first: int
    last: int
    ranged: str = ""


@dataclass(frozen=True)
class Bound:
    """One side of a tier; `ranged` where the tier prints both sides."""

    value: Decimal
    unit: str
    side: str
    ranged: bool

    def meets(self, other: "Bound") -> bool:
        """The upper side of one tier is the lower side of its neighbour."""
        same = (self.value, self.unit) == (other.value, other.unit)
        return same and self.side != other.side and (self.ranged or other.ranged)


def amounts_between(plain: str, start: int, *, end: int) -> list[Found]:
    """Every amount printed in `plain[start:end]`, in order; a bound shared by neighbouring tiers once."""
    found: list[Found] = []
    place = start
    while match := NUMBER.search(plain, place, end):
        chain = list(_chain(plain, match, start=start, end=end))
        found += chain
        place = chain[-1].end if chain else match.end()
    return _shared_once(plain, _listed(plain, found))


def _chain(plain: str, match: re.Match[str], *, start: int, end: int) -> Iterator[Found]:
    """The amount at `match`, behind the members of its list that lean on its unit."""
    last = _single(plain, match, end=end)
    if last is None:
        return
    earlier = [] if match["words"] else list(_leaning(plain, last, start=start))
    first = earlier[-1].start if earlier else last.start
    chain = [replace(each, first=first, last=last.end) for each in [*reversed(earlier), last]]
    if not _refused(plain, chain, start=start):
        yield from chain


def _single(plain: str, match: re.Match[str], *, end: int) -> Found | None:
    value = number(match["number"])
    if value is None:
        return None
    if match["words"]:
        unit = {"百": "%", "千": "‰", "万": "基点"}[match["words"][0]]
        return Found(value, unit, "share", match.start(), match.end(), match.start(), match.end())
    printed = UNIT.match(plain, match.end(), end)
    if printed is None:
        return _bare_money(plain, match, end=end, value=value)
    unit, family = printed_unit(printed.group()), printed.lastgroup or ""
    return Found(value, unit, family, match.start(), printed.end(), match.start(), printed.end())


def _bare_money(plain: str, match: re.Match[str], *, end: int, value: Decimal) -> Found | None:
    """奖励 5 万: the 元 is left out where a benefit is named around it."""
    bare = BARE_MONEY.match(plain, match.end(), end)
    paid = PAID.search(plain[max(0, match.start() - 12) : match.start()])
    if not bare or not paid:
        return None
    return Found(value, bare.group() + "元", "money", match.start(), bare.end(), match.start(), bare.end())


def _leaning(plain: str, last: Found, *, start: int) -> Iterator[Found]:
    """Members before `last` without a unit of their own, nearest first."""
    edge = last.start
    while match := EARLIER.search(plain, max(start, edge - 24), edge):
        value = number(match["number"])
        if value is None or _glued(plain, match.start()):
            return
        unit = _lent(last.unit, match["scale"])
        stop = match.end("scale") if match["scale"] else match.end("number")
        yield Found(value, unit, last.family, match.start(), stop, 0, 0, "low" if _is_range(match) else "")
        edge = match.start()


def _is_range(match: re.Match[str]) -> bool:
    return re.search(r"[-至到]$", match.group()) is not None


def _glued(plain: str, start: int) -> bool:
    return re.search(r"[.第/\d]$|\d:$", plain[max(0, start - 2) : start]) is not None


def _lent(unit: str, scale: str | None) -> str:
    if not scale:
        return unit
    return scale + re.sub(rf"^{MULTIPLE}(?=.)", "", unit)


def _refused(plain: str, chain: list[Found], *, start: int) -> bool:
    """Not amounts: ordinals, calendar dates, near and past years, ratios, opening hours, structural numerals."""
    first, last = chain[0], chain[-1]
    before, after = plain[max(start, first.start - 8) : first.start], plain[last.end : last.end + 14]
    han = plain[last.start] in CHINESE + "半"
    if re.search(rf"第(?:[{CHINESE}]{{1,3}}|[\d ]{{1,4}})[、至到-]?$", before) and last.family != "money":
        return True
    if _glued(plain, first.start) or (re.search(r"\d[\d,]*-$", before) and last.family == "count"):
        return True
    if last.family == "period":
        return _refused_period(last, before, after=after, chain=chain)
    if last.family == "count":
        return _refused_count(last, before, after=after, han=han)
    if last.family == "money" and re.search(r"每(?:出口|进口)?$", before):
        return True
    if last.family == "money" and han and plain[last.start] in ROUGH_HEADS:
        return True
    return last.family == "share" and last.unit == "倍" and bool(re.match(r"增|速|频", after))


def _refused_period(last: Found, before: str, *, after: str, chain: list[Found]) -> bool:
    if any(each.value >= 1900 for each in chain) or (last.unit == "日" and CALENDAR.search(before)):
        return True
    if re.search(r"(?:近|(?<!提)前|后|(?<!原则)上|下|第|过去|同|每一?|任|这|历|某|隔|逐|[去今当])$", before):
        return not (re.search("(?<![以今])后$", before) and re.match("之?内", after))
    if last.unit == "天" and last.value == 1:
        return not (TERM_AFTER.match(after) or BOUNDED_BEFORE.search(before))
    if last.unit == "年":
        return bool(AFTER_PERIOD.match(after) or TOTALLED.match(after) or re.search(r"〔|\[$", before))
    if last.unit == "日":
        return not (TERM_AFTER.match(after) or re.search(r"(?:提前|不少于|不低于|超过|满|至少)$", before))
    if last.unit == "小时":
        return last.value == 24 and not (TERM_AFTER.match(after) or BOUNDED_BEFORE.search(before))
    return False


def _refused_count(last: Found, before: str, *, after: str, han: bool) -> bool:
    bounded = BOUNDED_BEFORE.search(before) or BOUNDED_AFTER.match(after)
    if BEFORE.search(before) and not re.search(r"(?:后|之|当|全|其)$", before):
        return True
    if last.unit in ("次", "场") and last.value == 1 and after.startswith(("性", "所", "景")):
        return True
    if last.unit in ("岁", "周岁"):
        return False
    if han:
        return last.unit == "项" or (not bounded and not (last.unit in ("次", "场") and FREQUENCY.search(before)))
    if last.unit in LONE and last.value == 1:
        return not bounded and not FREQUENCY.search(before)
    if last.unit in ("条", "款", "期", "部", "分", "班", "组", "度", "位", "集"):
        return not (bounded or last.unit in ("度",)) or after.startswith(("中", "第", "规定"))
    return last.unit == "个" and bool(STRUCTURE.match(after)) and not bounded


def _listed(plain: str, found: list[Found]) -> list[Found]:
    """Each amount with the 每人, 每月, /亩 beside it joined to its unit; the members of a list share what its first has."""
    listed: list[Found] = []
    for each in found:
        earlier = listed[-1] if listed else None
        per = _per(plain, each, earlier=earlier) or _inherited(plain, each, earlier=earlier)
        ranged = each.ranged or ("low" if RANGE.match(plain, each.end) else "")
        listed.append(replace(each, unit=each.unit + per, ranged=ranged))
    return listed


def _inherited(plain: str, each: Found, *, earlier: Found | None) -> str:
    if earlier is None or each.family != "money" or earlier.unit.partition("/")[0] != each.unit:
        return ""
    return earlier.unit[len(each.unit) :] if SAME_LIST.match(plain[earlier.end : each.start]) else ""


def _per(plain: str, each: Found, *, earlier: Found | None) -> str:
    if each.family not in ("money", "count"):
        return ""
    printed = SLASHES.match(plain, each.last) if plain[each.last : each.last + 1] in ("/", "·", "每") else None
    suffix = (
        re.sub("(?<=.)([/·]?)每", lambda sign: sign[1] or "/", "/" + printed.group().lstrip("/每")) if printed else ""
    )
    if each.family == "money":
        said = _each(plain, each, earlier=earlier)
        return suffix if said in suffix else said + suffix
    frequency = FREQUENCY.search(plain, max(earlier.end if earlier else 0, each.first - 16), each.first)
    often = frequency and each.unit in ("次", "场", "期", "批次", "场次")
    return f"/{frequency['what']}" if frequency and often else re.sub(r"/(?:企业|家|户|项目|单位)", "", suffix)


def _each(plain: str, each: Found, *, earlier: Found | None) -> str:
    """每人每天 100 元 → 元/人/天; the 每年 of a cap and 每家企业 do not join."""
    low = max(0, each.first - 40)
    clause = re.split(r"[。;]", plain[low : each.first])[-1]
    edge = each.first - len(clause)
    said = [
        match
        for match in PER_ONE.finditer(plain, edge, each.first)
        if _beside(plain, match, each=each, earlier=earlier)
    ]
    capped = CAPPED.search(clause) or re.match("以内|封顶", plain[each.last : each.last + 2])
    words = [_base(match) for match in said if not (capped and match["what"] in ("年", "年度"))]
    words = words or _hired(plain, each, edge=edge, earlier=earlier)
    return "".join(f"/{word}" for word in dict.fromkeys(words))


def _hired(plain: str, each: Found, *, edge: int, earlier: Found | None) -> list[str]:
    """每引进一名博士,给予10万元 → 万元/名, where no other sum stands between."""
    hired = HIRED.search(plain, edge, each.first)
    if hired is None or (earlier and earlier.family == "money" and earlier.end > hired.start()):
        return []
    between = plain[hired.end() : each.first]
    return [hired["what"]] if FILLER.match(between.lstrip("的,")) or HIRED_FOR.match(between) else []


def _base(match: re.Match[str]) -> str:
    what = re.sub("^个", "", match["what"])
    amount = "" if match["amount"] in (None, "1") else match["amount"]
    return f"{amount}{match['scale'] or ''}{what}"


def _beside(plain: str, match: re.Match[str], *, each: Found, earlier: Found | None) -> bool:
    what = match["what"]
    if what in ("家", "个", "元", "万元", "美元") and not match["amount"]:
        return False
    if ENTERPRISE.match(plain, match.end()) and what not in ("月", "年", "人"):
        return False
    between = re.sub(rf"每(?:{PER_WORDS})", "", plain[match.end() : each.first])
    if what in ("年", "月", "日", "天", "人", "年度", "季度"):
        return FILLER.match(between) is not None
    return THING.match(between) is not None or any(
        FILLER.match(between[skipped:]) for skipped in range(min(4, len(between)) + 1)
    )


def _shared_once(plain: str, found: list[Found]) -> list[Found]:
    """500万-1000万、1000万-2000万: the bound that two neighbouring tiers share is one amount, upwards and downwards."""
    kept: list[Found] = []
    tiers: list[Bound] = []
    for earlier, each in zip([None, *found], found, strict=False):
        if _repeated(plain, each, earlier=earlier):
            continue
        bound = _bound(plain, each, earlier=earlier)
        shared = next((other for other in tiers if bound and bound.meets(other)), None)
        if shared is None:
            kept.append(each)
        else:
            tiers.remove(shared)
        tiers = [*tiers[-2:], bound] if bound else tiers
    return kept


def _repeated(plain: str, each: Found, *, earlier: Found | None) -> bool:
    """2000万元（含2000万元）says one bound twice."""
    same = earlier is not None and (earlier.value, earlier.unit) == (each.value, each.unit)
    return earlier is not None and same and INCLUDING.fullmatch(plain[earlier.end : each.start]) is not None


def _bound(plain: str, each: Found, *, earlier: Found | None) -> Bound | None:
    if each.ranged == "low":
        return Bound(each.value, each.unit, "low", ranged=True)
    if earlier and earlier.ranged == "low" and earlier.family == each.family:
        return Bound(each.value, each.unit, "high", ranged=True)
    if UPWARDS.match(plain, each.end):
        return Bound(each.value, each.unit, "low", ranged=False)
    below = DOWNWARDS.match(plain, each.end) or BELOW.search(plain[max(0, each.start - 3) : each.start])
    return Bound(each.value, each.unit, "high", ranged=False) if below else None
