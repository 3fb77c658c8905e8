"""What looks like an amount and is none: ordinals, dates, near and past years, codes, opening hours, structural numerals."""

import re

from zongbao.documents.bases import DONE, FREQUENCY
from zongbao.documents.found import Found
from zongbao.documents.numerals import CHINESE

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
LONE = frozenset("人 名 家 个 项 件 次 场 位 户 台 套 部 种 所 座 张 条 篇 期 辆 间 款 笔 单 组 班 场次 批次".split())
BOUNDED_BEFORE = re.compile(
    r"(?:不少于|不低于|至少|不超过|最多|超过|不足|满|达到|达|限|少于|低于|高于|大于|小于|多于|不多于|以上|[≥≤><])$"
)
BOUNDED_AFTER = re.compile(r"(?:\([^)]{1,4}\))?(?:\(?及?以[上下内]|或以上|起)")
STRUCTURE = re.compile(
    r"(?:层次|方面|类别|类型|阶段|环节|批次|步骤|部分|体系|中心|一律|统一|不得|标准(?!展位|厂房|车间|机架)|原则|清单|百分点|档次|"
    r"等级|月|基本|结合|确保|坚决|维度|必须|带头|到位|机制|专项行动|问题|文件)"
)


def refused(plain: str, chain: list[Found], *, start: int) -> bool:
    """Not amounts: ordinals, calendar dates, near and past years, ratios, opening hours, structural numerals."""
    first, last = chain[0], chain[-1]
    before, after = plain[max(start, first.start - 8) : first.start], plain[last.end : last.end + 14]
    han = plain[last.start] in CHINESE + "半"
    if re.search(rf"第(?:[{CHINESE}]{{1,3}}|[\d ]{{1,4}})[、至到-]?$", before) and last.family != "money":
        return True
    if glued(plain, first.start) or (re.search(r"\d[\d,]*-$", before) and last.family == "count"):
        return True
    if last.family == "period":
        return _refused_period(last, before, after=after, chain=chain)
    if last.family == "count":
        return _refused_count(last, before, after=after, han=han)
    if last.family == "money":
        return _is_base(last, before) or (han and plain[last.start] in ROUGH_HEADS)
    return last.family == "share" and last.unit == "倍" and bool(re.match(r"增|速|频", after))


def _is_base(last: Found, before: str) -> bool:
    """每 100 元, 每完成 1 美元: what the sum behind it is paid for, and joined to its unit."""
    lone = last.value == 1 and last.unit in ("元", "美元")
    return re.search(rf"每(?:出口|进口{'|' + DONE if lone else ''})?$", before) is not None


def _refused_period(last: Found, before: str, *, after: str, chain: list[Found]) -> bool:
    if any(each.value >= 1900 for each in chain) or (last.unit == "日" and CALENDAR.search(before)):
        return True
    if re.search(r"(?:近|(?<!提)前|后|(?<!原则)上|下|第|过去|同|每一?|任|这|历|某|隔|逐|[去今当])$", before):
        return not (re.search("(?<![以今])后$", before) and re.match("之?内", after))
    if after.startswith("后") and not re.search(r"[^,。;:、(]$", before):
        return True  # 三年后考核: a point in time, no term; 工作三年后 is a condition
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
    if last.unit in ("条", "款", "期", "部", "分", "班", "组", "度", "位", "集", "类", "种"):
        return not (bounded or last.unit in ("度",)) or after.startswith(("中", "第", "规定"))
    return last.unit == "个" and bool(STRUCTURE.match(after)) and not bounded


def glued(plain: str, start: int) -> bool:
    return re.search(r"[.第/\d]$|\d:$", plain[max(0, start - 2) : start]) is not None
