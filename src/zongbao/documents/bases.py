"""What a sum is paid for one of: 每人500元 → 元/人, 每引进一名 → 万元/名; 每个项目 and the 每年 of a cap do not join."""

import re
from dataclasses import replace

from zongbao.documents.found import Found
from zongbao.documents.measures import PER

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
    r"运营|工作经费|建设|研发|科研|创业|安家|购房|租金|物业|安排|投入|设立|预算|个人|用人单位|单位|本人|团队|企业|职工|学生|实习|收取|缴纳|不得|费用|成本|增加|减少|"
    r"降低|减免|,|:|\([^()]{0,8}\)|"
    r"人|月|年|天|日|亩|吨|平方米|次|场|件)*$"
)
# 每艘钢制渔船减船转产补助: the thing, and the name of what is paid for it.
THING = re.compile(r"[\u4e00-\u9fff]{1,10}(?:补助|补贴|奖励|资助)$")
CAPPED = re.compile(r"最高|不超过|上限|封顶|最多|累计|限额|不得超过|总额")
SLASHES = re.compile(
    rf"(?:[/·](?:每)?[\d.]*(?:{PER_WORDS}|[\u4e00-\u9fff]{{1,3}}?(?=[/·的给标补,。;、()计奖发予执以进\d#]|$)))+"
    rf"|(?:每(?:{PER_WORDS}))+(?=[,。;、)的给补标计发]|$)"
)
DONE = (
    r"(?:成功)?(?:新?引进|培养|新?招用|吸纳|新增|增加|多招|培训|介绍|输送|招收|安置|录用|推荐|招录|就业|挂靠|"
    r"完成|实现|出口|进口|开行|开展|举办|组织|运输)"
)
HIRED = re.compile(
    rf"每{DONE}[^,。;每\d一]{{0,12}}[1一](?P<what>美元|标箱|TEU|人次|班次|次(?!性)|[名人艘辆台件场班票单])"
)
# 每介绍一名劳动力稳定就业的,给予800元: from the one person to the sum.
HIRED_FOR = re.compile(r"[^。;每]{0,36}(?:给予|予以|奖励|补贴|补助|资助|发放)[\u4e00-\u9fff]{0,6}$")
FREQUENCY = re.compile(
    r"每(?:一|个)?(?P<what>半年|年|月|季度|周|天|日|学期|季|星期)(?:都|度|各|要|应|须|内|组织|开展|举办|召开|"
    r"安排|进行|至少|不少于|不低于|"
    r"最多|不超过|不得超过|原则上|集中|定期|申报|受理|兑现|评审|公布|发布|通报|更新|"
    r"调度)*[\u4e00-\u9fff]{0,4}(?:至少|不少于|不超过)?$"
)
SAME_LIST = re.compile(
    r"(?:[、和或至-]|,)(?:(?!每|给予|最高|奖|补|达|超|增|不|总|累计|单|按|共|合计)[\u4e00-\u9fff]){0,6}$"
)


def with_bases(plain: str, found: list[Found]) -> list[Found]:
    """Each amount with the 每人, 每月, /亩 beside it joined to its unit; the members of a list share what its first has."""
    listed: list[Found] = []
    for each in found:
        earlier = listed[-1] if listed else None
        per = _per(plain, each, earlier=earlier) or _inherited(plain, each, earlier=earlier)
        listed.append(replace(each, unit=each.unit + per))
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
