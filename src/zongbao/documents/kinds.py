"""What an amount does in its sentence: limit, condition, share, sum paid once, pot, term, or a mere count.

Amounts printed as one list (10万元、5万元) are judged together. The rows of a family are read top to bottom; the first
whose patterns all fit decides. `before` is what leads to the list from the last comma or amount, `after` what follows
up to the next, `lead` and `tail` the same within the whole sentence and up to the next comma.
"""

import re
from dataclasses import dataclass

from zongbao.documents.found import Found

BENEFIT = (
    r"(?:奖励|补助|补贴|资助|扶持|奖补|贴息|补偿|给予|予以|减免|返还|津贴|奖金|配套|安家|报销|补足|让利|优惠|抵扣|"
    r"代金|消费券|贴费|补差|支持|奖|免收|免除|免征|退还|兑现|兑付|拨付|补)"
)
LIMIT = r"(?:最高|不超过|不得超过|不高于|上限|封顶|至多|最多|限额|为限|不超出|控制在|不多于|累计不超|总额不超)"
ABOVE = r"(?:(?:的?\([^)]{1,8}\))?(?:及|或|\()?(?:含\))?(?:以[上下]|之上|起点))"
MEASURED = (
    r"(?:投资|总投|注册资|实缴|到位|资本|营业收入|营收|主营|销售|产值|产出|税收|纳税|出口|进口|外资|交易|成交|"
    r"贡献|年薪|收入|产量|规模|合同|贷款|授信|融资|增量|新增|利润|"
    r"投入|增加值|业务量|吞吐量|订单|净资产|资产|采购|金额|总额|单价|票房|所得|余额|达到?|超过|满|突破|首次|"
    r"低于|高于|大于|少于|不足|每增加|每满|担保|缴纳|租金|货值|费用|净增|月销|年销|薪酬|工资|估值|贸易额|营业额|零售额|业务额)"
)
POT = (
    r"(?:设立|安排|列支|总规模|基金规模|资金规模|预算|筹集|统筹|注资|资金池|设置|组建|投放|发放|专项资金|额度|切块|"
    r"落实|新增信贷|提供|专项再贷款|出资|用好|整合)"
)
POT_AFTER = (
    r"^(?:人民币)?(?:左右|以上)?的?(?:应急|应急转贷|专项|产业|信贷|风险|引导|财政|扶持|发展|再贷款|授信|消费|贷款|"
    r"紧急|优惠|[\u4e00-\u9fff]{0,12}?)(?:资金池|增信担保|资金|基金|额度|规模|消费券|补偿金|贷款|授信|预算|盘子|专项|信贷|"
    r"融资总量|融资|信贷资金)"
)
TARGET = (
    r"(?:力争|目标|到20\d\d年|争取|实现|确保|打造|建成|培育|突破|全年[^,]{0,6}新增|20\d\d年[^,]{0,20}(?:发行|新增|"
    r"达|超|完成))"
)
PRICE = (
    r"(?:费率|利率|利息|降至|降到|降低|下降|下调|下浮|上浮|上调|税率|减按|减征|折扣|收费|加点|LPR|成本|提高至|"
    r"提高到|提升至|提升到|放宽[至到]|扩大[至到]|调整[至为到]|由原?|比例上限|支持比例|补偿比例|分担|承担|补贴比例|返还比例|返还标准)"
)
GROWN = (
    r"(?:增长|增幅|增速|同比|占比|比重|占[^,]{0,20}|(?<!不)(?<!不得)超过|不低于|不少于|达到?|率(?:不?[高低大小]于|"
    r"为|在)?|持股|股权|提升|(?<!不)高于|低于|不足|满|少于|上升|下滑|减少|下降幅度|控股)"
)
RUNNING = (
    r"(?:补贴|补助|给予|享受|最长|不超过|不得超过|期限|贷款期|有效期|延长|顺延|推迟|延期|展期|免|减|延缓|缓缴|"
    r"延至|保持|连续(?!.{0,6}(?:缴|工作|服务|经营|从事|在|签|获|增|盈))|分|支持|发放|按|自)"
)
QUALIFIES = (
    r"(?:满|不少于|至少|超过|不低于|达到?|签订|工作|服务|缴纳|缴费|从事|注册|成立|经营|运营|存续|参保|登记|承诺|"
    r"用工|居住|租期|实习|履行|毕业|创办|任职|累计|就业|合同|纳税|社保|经验|连续|落户|不迁|运行|持有|开业|入驻|保险|"
    r"租赁)"
)
PLANNED = r"(?:招聘|聘|引进|培育|新增|建设|培养|选拔|打造|建成|组织|开展|举办|发展|推出|安排|实施)[^,]*$"
ENGAGED = (
    r"(?:引进|培养|获得?|拥有|入驻|集聚|举办|招用|吸纳|招收|录用|新增|参加|参展|带动|满|每|聚集|孵化|服务|输送|"
    r"介绍|认定|安置|接收|超|组团|具有|配备|新发展|新建|面积|种植|改造|购置|流转|小于|大于)"
)


@dataclass(frozen=True)
class Context:
    """The words around a list of amounts."""

    before: str
    after: str
    lead: str
    tail: str
    sentence: str
    whole: str
    family: str
    unit: str


@dataclass(frozen=True)
class Row:
    """One judgement: every pattern given must be found, every `no_` pattern must not."""

    kind: str
    before: str = ""
    after: str = ""
    lead: str = ""
    tail: str = ""
    unit: str = ""
    sentence: str = ""
    whole: str = ""
    no_before: str = ""
    no_after: str = ""
    no_sentence: str = ""

    def fits(self, context: Context) -> bool:
        asked = (
            (self.before, context.before),
            (self.after, context.after),
            (self.lead, context.lead),
            (self.tail, context.tail),
            (self.unit, context.unit),
            (self.sentence, context.sentence),
            (self.whole, context.whole),
        )
        refused = (
            (self.no_before, context.before),
            (self.no_after, context.after),
            (self.no_sentence, context.sentence),
        )
        return all(re.search(pattern, words) for pattern, words in asked if pattern) and not any(
            re.search(pattern, words) for pattern, words in refused if pattern
        )


# Ends `after` where it is cut short by a further amount.
NEXT = "#"
NEAR_BENEFIT = rf"{BENEFIT}(?!{BENEFIT})(?:(?!{MEASURED}|的企业|的项目).)*(?:不低于|不少于)?(?:(?!{MEASURED}).)*$"
# 每引进一家…, 每增加…: the payee has the sum again for each unit.
EACH = (
    r"每(?:新|再)?(?:引进|培养|培育|招用|吸纳|新增|增加|培训|介绍|满|完成|设|开|举办|组织|推荐|出口|进口|孵化|"
    r"创建|获得|高|多|超过|提高|提升|实现)"
)
MONEY = (
    Row("budget", whole=r"(?:安排|经费|资金)额度分别为[^。]*$"),
    Row("threshold", before="(?<!总)规模(?:首次)?(?:达到?|超过|突破)$", sentence=BENEFIT),
    Row("budget", before=rf"(?:^|{BENEFIT}|资金)总额不(?:低于|少于)$"),
    Row("budget", before=POT, after=POT_AFTER, no_before=LIMIT + "|每[家户个人]|单[个户家]|给予"),
    Row("budget", before=r"(?:设立|安排|列支|总规模|筹集|统筹)[^,]{0,24}$", no_before=LIMIT + "|给予|奖励|补助"),
    Row(
        "budget",
        before=r"(?:额度|总规模|规模)(?:为|达到?|共|不低于|不少于)?$",
        no_before=LIMIT + "|每|单|企业[^,]{0,10}额度|给予|奖励|保险|保障",
    ),
    Row("count", lead=TARGET, unit="^[^/]*$", no_sentence=BENEFIT),
    Row("count", before="(?:降低|减轻|减少|节约|减免)[^,]{0,14}(?:成本|负担|支出|税费)$"),
    Row(
        "threshold",
        before=rf"{MEASURED}[^,]{{0,10}}(?:不超过|不高于|不多于)$",
        after=rf"^(?:的(?!标准|额度|{BENEFIT}|[^,]{{0,6}}{BENEFIT})|以?[内下]|、|等|且)",
        no_before=BENEFIT + "|额度|累计|最高",
    ),
    Row("threshold", before="金额(?:不超过|不高于)$", after="^的$"),
    Row("threshold", before="最低(?:缴存|缴费|工资|投资|保障)[^,]{0,8}$"),
    Row("cap", before=LIMIT, no_after=rf"^{ABOVE}"),
    Row("cap", after="^(?:封顶|为限|为上限|以内|限额)"),
    Row("threshold", after=rf"^{ABOVE}", no_before=rf"{BENEFIT}$"),
    Row(
        "threshold",
        before=r"每(?:再|新)?(?:增加|增长|实现|满|新增|达到?|完成|超过|销售|投入|纳税)[^,]{0,6}$",
        no_before=rf"{BENEFIT}$",
    ),
    Row("rate", lead=rf"{EACH}[^,。;]{{0,20}}(?:,[^,。;]{{0,10}})?$", no_before="一次性|最高|累计|不超过"),
    Row("one_off", before="(?:申请|享受|获得)(?:不少于|不低于)$", after=rf"^[^,]{{0,12}}(?:{BENEFIT}|{NEXT})"),
    Row("one_off", before=BENEFIT + r"(?:资金|金额|总额|经费|金|资助|款)?(?:共计|共|为)?$", unit="^[^/]*$"),
    Row(
        "threshold",
        before=rf"(?:{MEASURED}[^,]{{0,14}}|^[\d.十百千万亿美元()不含及以上至到-]*)$",
        after=rf"^(?:\([^)]*\))?的?[^,]{{0,8}}{BENEFIT}[^,]{{0,6}}{NEXT}$",
    ),
    Row("rate", unit="/", before="按|标准|给予|补贴|补助|奖励|每", no_before="一次性", no_after="^[^,]{0,6}一次性"),
    Row("threshold", tail=r"^(?:(?:\([^)]*\))?[-至到][\d.]+[^,]{0,14})?(?:\([^)]*\))?的$", no_before=BENEFIT),
    Row("one_off", before=NEAR_BENEFIT),
    Row("threshold", before=rf"{MEASURED}[^,]{{0,14}}$", no_after=rf"^的?(?:一次性)?{BENEFIT}"),
    Row("rate", unit="/", no_after="一次性", no_before="一次性"),
    Row("one_off", after=rf"^[^,]{{0,12}}{BENEFIT}"),
    Row("one_off", tail=BENEFIT),
    Row("budget", before=POT, no_before="每[人家户]|保险|保额"),
    Row("one_off", lead=rf"{BENEFIT}[^。;]*$"),
    Row("one_off", whole=BENEFIT, no_before=MEASURED),
)
SHARE = (
    Row("threshold", after="^后"),
    Row("threshold", before=r"每(?:再)?(?:高|低|多|降低|提高|增加|超过|增长|下降|上升|提升)$"),
    Row("threshold", after=rf"^(?:{ABOVE})?的?部分$"),
    Row("rate", before="部分的?$", after=BENEFIT),
    Row("rate", before=r"(?:按照?|给予|予以|享受|再给)(?:不低于|不少于|不超过|不高于|最高)(?:[^,]{1,24}的)?$"),
    Row(
        "rate",
        after=rf"^(?:的?(?:比例|标准|额度|幅度))?(?:的|给予|予以|进行|一次性|按|由|折合人民币|,)*(?:财政|资金|企业|贷款|租金|[\u4e00-\u9fff]{{0,4}})?{BENEFIT}",
        no_before=rf"{GROWN}$|同比|增长[^的部]{{0,3}}$|增幅|增速",
    ),
    Row("threshold", before="(?<!不)(?<!不得)超过[^,]*$", sentence="不再给予|不予"),
    Row("rate", before=PRICE, no_before="增长|增幅|增速|同比|占比|裁员率"),
    Row("threshold", before="增长|增幅|增速|同比|占比|裁员率|占[^,]*比"),
    Row("threshold", after=rf"^{ABOVE}", no_before=BENEFIT),
    Row("rate", before=rf"{BENEFIT}[^,]*$"),
    Row("threshold", before=rf"{GROWN}(?:(?!按|费率|利率|的比例|{BENEFIT})[^,]){{0,24}}$"),
    Row("threshold", after=rf"^{ABOVE}", no_before="按"),
    Row("rate", before="按|比例|标准"),
    Row("rate", tail=BENEFIT + "|比例|计算|减收|减半|计提|承担|分担"),
    Row("rate", lead=BENEFIT + "|按"),
    Row("count", lead=TARGET),
)
PERIOD = (
    Row("threshold", before="连续$", after="^(?:未|不|没有)"),
    Row("duration", after=rf"^的{BENEFIT}", no_before="满$"),
    Row("threshold", after="^(?:之|以)?内[^,]{0,2}(?:不|未)", no_after="不予|不再|不超|申请|申报|享受"),
    Row("threshold", after="^(?:之|以)?内[^,]*不(?:迁|改变|减少)"),
    Row("threshold", after=rf"^{ABOVE}", no_before=r"(?:最长|期限|给予|补贴|延长)[^,]{0,6}$"),
    Row("duration", after="^[^,]{0,2}(?:内|以内|之内)", before="起[^,]{0,3}$|之日[^,]*$|后$"),
    Row("threshold", before=r"(?:毕业|退役|离校|失业|成立|设立|注册|开业|创办)[^,]{0,6}$", after="^(?:之|以)?内"),
    Row("duration", after="^(?:之|以)?内"),
    Row("threshold", before=r"(?:毕业|成立|注册|创办|开业|运营|设立|经营)[^,]{0,10}(?:不超过|未满|不满|不足)$"),
    Row("duration", before=rf"{RUNNING}[^,]{{0,10}}$", no_before=r"(?:满|不少于|至少|不低于|合同期限)[^,]{0,4}$"),
    Row("threshold", before=rf"{QUALIFIES}[^,]{{0,12}}$"),
    Row("threshold", after=r"^(?:期限)?(?:的?(?:劳动|聘用|服务)(?:合同|协议|期))"),
)
AREA = (
    Row("cap", before=LIMIT),
    Row("cap", after="^(?:封顶|为限|以内)"),
    Row("threshold", after=rf"^{ABOVE}"),
    Row("threshold", before=r"(?:面积|达到?|超过|满|不低于|不少于)[^,]{0,8}$"),
    Row("threshold", before=rf"{ENGAGED}[^,]{{0,12}}$", sentence=BENEFIT),
)
COUNT = (
    Row("threshold", unit="岁"),
    Row("cap", before="限$"),
    Row("cap", before=LIMIT, no_before="(?:年龄|人数|员工|职工|规模)[^,]{0,6}$"),
    Row("count", lead=TARGET, no_sentence=BENEFIT),
    Row("count", after="^左右"),
    Row("count", before=PLANNED, unit="^[^/]*$", no_sentence=BENEFIT),
    Row("threshold", after=rf"^(?:[^,。;、]{{0,6}}?{ABOVE}|以内的)"),
    Row(
        "threshold", before=r"(?:至少|不少于|不低于|达到?|超过|满|不足|少于|低于|高于|多于|大于|小于|不超过)[^,]{0,4}$"
    ),
    Row("count", unit="^[次场期]/"),
    Row("threshold", after=rf"^(?:且|的(?:每|按|{BENEFIT}))"),
    Row("threshold", before=rf"{ENGAGED}[^,]{{0,12}}$", sentence=BENEFIT),
    Row("threshold", before=rf"{ENGAGED}[^,]{{0,12}}$", after="^[^。;]{0,20}的$"),
)
COMPARED = Row("threshold", before="[≥≤><]$")
ROWS = {
    family: (COMPARED, *rows)
    for family, rows in {"money": MONEY, "share": SHARE, "period": PERIOD, "area": AREA, "count": COUNT}.items()
}
DEFAULT = {"money": "count", "share": "rate", "period": "duration", "area": "count", "count": "count"}
LISTED = re.compile(
    r"^(?:\([^)]{1,12}\))?(?:(?:以[上下])?[、和或至到-]|及|,|的?,)(?:(?!给予|奖励|补|达|超|增|不|低于|高于|最|每|按|且|"
    r"并|再|满|资助|扶持|设立|累计|连续|合计|单)[^,。;、%\d]){0,12}$|"
    r"^(?:\([^)]{1,12}\))?、[\d.]+[^\d,。;、]{0,8}[-至到]$"
)


def kinds_of(plain: str, found: list[Found], *, start: int, end: int) -> list[str]:
    """The kind of each amount that stands between `start` and `end` of the text."""
    kinds: list[str] = []
    for group in _lists(plain, found):
        edges = (found[len(kinds) - 1].end if kinds else start, _following(found, len(kinds) + len(group), end=end))
        context = _context(plain, group, bounds=(start, end), edges=edges)
        kind = next((row.kind for row in ROWS[context.family] if row.fits(context)), DEFAULT[context.family])
        kinds += [kind] * len(group)
    return kinds


def _following(found: list[Found], place: int, *, end: int) -> int:
    return found[place].start if place < len(found) else end


def _lists(plain: str, found: list[Found]) -> list[list[Found]]:
    """Neighbours of one family joined by 、 or a range are one list."""
    groups: list[list[Found]] = []
    for each in found:
        if groups and _joined(plain, groups[-1][-1], each=each):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _joined(plain: str, earlier: Found, *, each: Found) -> bool:
    if earlier.family != each.family or _bare(earlier) != _bare(each):
        return False
    return earlier.first == each.first or LISTED.match(plain[earlier.end : each.start]) is not None


def _context(plain: str, group: list[Found], *, bounds: tuple[int, int], edges: tuple[int, int]) -> Context:
    first, last = group[0].start, group[-1].end
    opened = max(bounds[0], *(plain.rfind(sign, bounds[0], first) + 1 for sign in "。;"))
    closed = _nearest(plain, "。;", start=last, end=bounds[1])
    comma = _nearest(plain, ",", start=last, end=closed)
    before = max(opened, plain.rfind(",", opened, first) + 1, min(edges[0], first))
    after = max(min(comma, edges[1]), last)
    cut = NEXT if after == edges[1] < bounds[1] else ""
    return Context(
        plain[before:first],
        plain[last:after] + cut,
        plain[opened:first],
        plain[last:comma],
        plain[opened:closed],
        plain[bounds[0] : first],
        group[0].family,
        group[0].unit,
    )


def _bare(each: Found) -> str:
    return re.sub(r"^[十百千万亿]+(?=.)", "", each.unit.partition("/")[0])


def _nearest(plain: str, signs: str, *, start: int, end: int) -> int:
    return min([place for sign in signs if (place := plain.find(sign, start, end)) >= 0], default=end)
