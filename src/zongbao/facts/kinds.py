"""八类数据各有哪些列：what a delivery of each kind holds, under which heads it may come, and what names a row.

This table drives reading, checking, templates and storage. Grain of each kind: one row per `key`.
"""

from dataclasses import dataclass

from zongbao.refusals import WrongUsage


@dataclass(frozen=True)
class Column:
    """One column. `reads` names a reader of checks_values; `stored` is its name in rows.parquet."""

    name: str
    zh: str
    reads: str = "text"
    stored: str = ""
    needed: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def kept_as(self) -> str:
        return self.stored or self.name


@dataclass(frozen=True)
class Kind:
    """One kind of delivery. `marks` are the columns without which a row of cells is no head row."""

    name: str
    zh: str
    marks: tuple[str, ...]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    value: str | None = None
    later_replaces: bool = False
    dated_by: str | None = None
    firm: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def labels(self) -> dict[str, str]:
        """Chinese names by column name and by stored name."""
        return {name: column.zh for column in self.columns for name in (column.kept_as, column.name)}


USCC_HEADS = ("统一信用代码", "社会信用代码", "信用代码", "企业统一社会信用代码")

DECLARATIONS = Kind(
    "declarations",
    "报关单明细",
    marks=("declaration",),
    key=("declaration", "item", "version"),
    value="value_fen",
    dated_by="released_on",
    firm=("uscc", "customs_code"),
    columns=(
        Column("declaration", "报关单号", "declaration", needed=True, note="18 位，文本格式",
               also=("海关编号", "报关单编号", "备案清单号", "备案清单编号", "报关单/备案清单编号", "entry_id", "entryid")),
        Column("item", "项号", "item", needed=True, also=("商品项号", "商品序号", "g_no", "gno"),
               note="撤销整份报关单时可空"),
        Column("version", "版本", "whole", needed=True, also=("版本号", "修改次数", "modi_no"), note="整数，最大者有效"),
        Column("status", "状态", "choice", needed=True, also=("报关单状态",), note="撤销的行只需报关单号、版本、状态",
               choices=(("normal", "正常"), ("cancelled", "撤销"), ("normal", "修改"), ("normal", "已放行"),
                        ("normal", "结关"), ("normal", "已结关"), ("cancelled", "已撤销"), ("cancelled", "作废"),
                        ("cancelled", "删除"), ("cancelled", "已删除"), ("cancelled", "canceled"))),
        Column("uscc", "统一社会信用代码", "uscc", note="与海关编码至少填一项",
               also=(*USCC_HEADS, "收发货人统一社会信用代码", "境内收发货人统一社会信用代码", "境内收发货人信用代码",
                     "cnsntradescc", "taxy_rg_no")),
        Column("customs_code", "海关编码", "customs_code", note="10 位海关注册编码",
               also=("海关注册编码", "收发货人编码", "境内收发货人编码", "境内收发货人海关编码", "海关十位编码", "经营单位编码",
                     "trade_co", "cnsntradecode")),
        Column("owner_uscc", "消费使用单位统一社会信用代码", "uscc", note="可空",
               also=("消费使用单位信用代码", "生产销售单位统一社会信用代码", "消费使用单位")),
        Column("owner_code", "消费使用单位海关编码", "customs_code", note="可空", also=("消费使用单位编码",)),
        Column("flag", "进出口标志", "choice", needed=True, also=("进出口", "进出口类型", "i_e_flag", "ieflag"),
               choices=(("I", "进口"), ("E", "出口"), ("I", "进境"), ("E", "出境")), note="I 进口，E 出口"),
        Column("released_on", "放行日期", "date", needed=True, also=("p_date", "放行时间"), note="统计以放行日为准"),
        Column("declared_on", "申报日期", "date", also=("d_date", "ddate", "申报时间"), note="可空"),
        Column("mode", "监管方式", "code4", needed=True, note="4 位代码，文本格式",
               also=("监管方式代码", "监管方式编码", "贸易方式代码", "贸易方式", "trade_mode", "supvmodecdde")),
        Column("transport", "运输方式", "transport", needed=True, also=("运输方式代码", "traf_mode", "custrafmode"),
               note="1 位代码"),
        Column("hs", "商品编码", "hs", also=("商品编号", "hs编码", "税号", "商品税号", "code_ts", "codets"), note="可空"),
        Column("country", "贸易国", "country", note="可空；3 位代码",
               also=("贸易国别", "贸易国代码", "贸易国别代码", "trade_country", "custradecountry")),
        Column("destination", "境内目的地", "code5", note="可空；5 位国内地区代码",
               also=("境内目的地代码", "境内目的地/货源地", "境内货源地", "district_code")),
        Column("value_cny", "人民币价值", "money", stored="value_fen", needed=True, note="元，最多两位小数",
               also=("人民币", "人民币金额", "人民币总价", "人民币总值", "统计人民币价", "人民币价格", "人民币统计值",
                     "rmb_price", "rmbprice")),
    ),
)  # fmt: skip

TOTALS = Kind(
    "customs-totals",
    "海关函企业年度总额",
    marks=("uscc", "year"),
    key=("uscc", "year", "vintage"),
    value="imports_fen",
    firm=("uscc",),
    columns=(
        Column("uscc", "统一社会信用代码", "uscc", needed=True, also=USCC_HEADS),
        Column("year", "年度", "year", needed=True, also=("年份", "统计年度")),
        Column("imports_cny", "进口额人民币", "money", stored="imports_fen", note="与美元至少填一项；单位写在单位列",
               also=("人民币进口额", "进口额", "进口值", "进口总值", "进口总额", "进口金额", "人民币", "人民币值")),
        Column("imports_usd", "进口额美元", "money", stored="imports_usd_cents",
               also=("美元进口额", "美元", "美元值", "进口额usd")),
        Column("unit", "单位", "text", note="元、千元、万元、亿元、美元、千美元、万美元、亿美元", also=("金额单位", "计量单位"),
               choices=(("元", "元"), ("万元", "万元"), ("美元", "美元"), ("万美元", "万美元"))),
        Column("source", "来源", "text", note="文号或出具单位", also=("数据来源", "来源文号")),
        Column("precision", "精度", "text", note="可空，由单位和小数位得出"),
        Column("vintage", "数据日期", "date", note="出具日或统计口径日", also=("出具日期", "口径日期", "数据版本日期")),
    ),
)  # fmt: skip

STATISTICS = Kind(
    "customs-statistics",
    "海关统计查询数据",
    marks=("month",),
    key=("month", "flag", "hs", "country", "mode2", "place", "customs_office", "transport", "firm_kind"),
    value="value_fen",
    dated_by="month",
    columns=(
        Column("month", "数据年月", "statistics_month", needed=True, also=("年月", "统计月份")),
        Column("flag", "进出口", also=("进出口类型", "进出口标志")),
        Column("hs", "商品编码", "digits", also=("商品编号",)),
        Column("hs_name", "商品名称"),
        Column("country", "贸易伙伴编码", "digits", also=("贸易伙伴", "国家编码", "国别编码")),
        Column("country_name", "贸易伙伴名称", also=("国家名称",)),
        Column("mode2", "贸易方式编码", "digits", also=("贸易方式",), note="两位统计贸易方式，与四位监管方式不同"),
        Column("mode2_name", "贸易方式名称"),
        Column("place", "注册地编码", "digits", also=("注册地",)),
        Column("place_name", "注册地名称"),
        Column("customs_office", "海关编码", "digits", also=("关别编码", "关别")),
        Column("transport", "运输方式编码", also=("运输方式",)),
        Column("firm_kind", "企业性质编码", also=("企业性质",)),
        Column("quantity1", "第一数量", "quantity"),
        Column("unit1", "第一计量单位", "unit"),
        Column("quantity2", "第二数量", "quantity"),
        Column("unit2", "第二计量单位", "unit"),
        Column("value_cny", "人民币", "money", stored="value_fen", also=("人民币值", "金额")),
        Column("value_usd", "美元", "money", stored="value_usd_cents", also=("美元值",)),
    ),
)  # fmt: skip

ENTERPRISES = Kind(
    "enterprises",
    "企业名录",
    marks=("uscc",),
    key=("uscc", "customs_code"),
    later_replaces=True,
    columns=(
        Column("uscc", "统一社会信用代码", "uscc", needed=True, also=USCC_HEADS),
        Column("name", "企业名称", "text", needed=True, also=("名称", "单位名称", "公司名称")),
        Column("customs_code", "海关编码", "customs_code", also=("海关注册编码", "海关十位编码", "海关备案编码"),
               note="换码另起一行，从新码启用日起算"),
        Column("settled_on", "入驻日期", "date", needed=True, also=("落户日期", "入区日期", "迁入日期")),
        Column("left_on", "迁出日期", "date", note="不在区内的第一天；在区内则空", also=("离区日期", "退出日期", "注销日期")),
        Column("industry", "行业", "text", also=("行业代码", "国民经济行业", "所属行业"), note="GB/T 4754 门类字母加 4 位数字"),
        Column("predecessors", "前身企业", "usccs", note="统一社会信用代码，以 ; 分隔",
               also=("前身", "被合并企业", "前身统一社会信用代码")),
    ),
)  # fmt: skip

FEES = Kind(
    "fees",
    "仓储费单据",
    marks=("document", "number"),
    key=("uscc", "document", "number", "month", "status"),
    value="amount_fen",
    dated_by="month",
    firm=("uscc", "document"),
    columns=(
        Column("uscc", "统一社会信用代码", "uscc", needed=True, also=USCC_HEADS),
        Column("document", "单据种类", "choice", needed=True, also=("单据类型", "单据"),
               choices=(("contract", "合同"), ("bill", "账单"), ("invoice", "发票"), ("voucher", "付款凭证"),
                        ("bill", "对账单"), ("invoice", "增值税发票"), ("voucher", "银行回单"), ("voucher", "银行凭证"))),
        Column("number", "单据号码", "text", needed=True, also=("号码", "单据编号", "发票号码")),
        Column("contract", "合同编号", "text", also=("合同号", "所属合同")),
        Column("month", "费用月份", "month", also=("月份", "所属月份", "费用所属期"), note="如 2025-01"),
        Column("starts_on", "起始日期", "date", also=("开始日期", "起租日", "起期")),
        Column("ends_on", "截止日期", "date", also=("结束日期", "止期", "到期日")),
        Column("amount", "含税金额", "signed_money", stored="amount_fen", also=("价税合计", "金额", "含税价", "amount_cny"),
               note="元；红字发票为负数"),
        Column("vat", "税额", "signed_money", stored="vat_fen", also=("增值税", "增值税额", "vat_cny")),
        Column("without_vat", "不含税金额", "signed_money", stored="without_vat_fen", also=("不含税价", "without_vat_cny")),
        Column("landlord", "出租方", "text", also=("仓储服务方", "收款方", "销售方", "开票方")),
        Column("warehouse", "仓库", "text", also=("仓库地址", "库房", "仓库编号")),
        Column("area_m2", "面积", "quantity", also=("面积平方米", "仓储面积", "租赁面积"), note="平方米"),
        Column("status", "单据状态", "choice", needed=True, also=("状态", "发票状态"),
               choices=(("normal", "正常"), ("void", "作废"), ("red", "红字"), ("red", "红冲"), ("void", "已作废"))),
        Column("refers_to", "对应单据", "text", also=("原发票号码", "对应发票", "关联单据"), note="红字发票填被冲的发票号码"),
        Column("paid_on", "付款日期", "date", also=("支付日期", "付款日")),
        Column("free", "免租月", "yes_no", also=("免费月", "免租", "是否免租"), choices=(("yes", "是"), ("no", "否"))),
    ),
)  # fmt: skip

CLAIMS = Kind(
    "claims",
    "首创业务申报",
    marks=("claim",),
    key=("uscc", "claim"),
    columns=(
        Column("uscc", "统一社会信用代码", "uscc", needed=True, also=USCC_HEADS),
        Column("claim", "申报编号", "text", needed=True, also=("编号", "申报号")),
        Column("title", "业务或模式名称", "text", needed=True, also=("名称", "业务名称", "项目名称")),
        Column("form", "类别", "choice", needed=True, also=("形式", "业务或模式"),
               choices=(("business", "业务"), ("model", "模式"), ("business", "新业务"), ("model", "新模式"))),
        Column("first_on", "首发日期", "date", needed=True, also=("首单日期", "首创日期")),
        Column("zone_scope", "首创范围", "text", also=("范围", "比较范围"), note="如 上海市综合保税区"),
        Column("recognised", "是否认定", "choice", also=("认定", "认定结果"), note="未认定前空着",
               choices=(("yes", "是"), ("no", "否"), ("yes", "已认定"), ("no", "不予认定"))),
        Column("recognised_on", "认定日期", "date"),
        Column("paper", "认定文号", "text", also=("文号",)),
        Column("proof_on", "佐证日期", "date", also=("证明日期",)),
        Column("evidence", "佐证材料", "text", also=("证据", "证明材料")),
        Column("search_letter", "查新函", "text", also=("查新函编号", "查新函文号")),
        Column("search_answer", "查新答复", "text", also=("查新函答复", "答复")),
        Column("joint", "联合申报企业", "usccs", also=("联合申报", "联合体"), note="统一社会信用代码，以 ; 分隔"),
    ),
)  # fmt: skip

FIGURES = Kind(
    "figures",
    "企业指标",
    marks=("uscc", "figure"),
    key=("uscc", "figure", "year", "month"),
    value="amount_fen",
    firm=("uscc", "figure"),
    columns=(
        Column("uscc", "统一社会信用代码", "uscc", needed=True, also=USCC_HEADS),
        Column("figure", "指标", "text", needed=True, also=("指标名称", "项目"),
               note="如 设备投入、从业人数；与规则里写的名称一字不差"),
        Column("year", "年度", "year", needed=True, also=("年份", "所属年度")),
        Column("month", "月份", "month", also=("所属月份", "所属期"), note="按月报的填，如 2025-01；全年一个数的空着"),
        Column("amount", "金额", "signed_money", stored="amount_fen", also=("数额", "amount_cny"), note="元；与数量至少填一项"),
        Column("quantity", "数量", "whole", also=("人数", "个数"), note="整数"),
        Column("measured_in", "计量单位", "unit", also=("数量单位",), note="数量的单位，如 人、平方米、标箱"),
        Column("source", "出具单位", "text", also=("来源", "数据来源", "核定单位"), note="哪个单位核定或提供"),
        Column("paper", "文号", "text", also=("来源文号", "凭证号")),
        Column("certified_on", "出具日期", "date", also=("核定日期", "证明日期")),
    ),
)  # fmt: skip

RATES = Kind(
    "rates",
    "月度汇率",
    marks=("month", "currency"),
    key=("month", "currency"),
    columns=(
        Column("month", "月份", "month", needed=True, also=("年月", "适用月份")),
        Column("currency", "币种", "currency", needed=True, also=("货币", "币制"), note="三位字母代码，如 USD"),
        Column("cny_per_unit", "每单位折人民币", "rate", stored="cny_per_unit_e6", needed=True, note="1 单位外币折多少元",
               also=("汇率", "折人民币", "rate", "cny_per_unit")),
        Column("source", "来源", "text", also=("数据来源",)),
    ),
)  # fmt: skip

KINDS = {kind.name: kind for kind in (DECLARATIONS, TOTALS, STATISTICS, ENTERPRISES, FEES, CLAIMS, FIGURES, RATES)}


class UnknownKind(WrongUsage):
    """The name is none of the eight kinds."""


def kind_named(name: str) -> Kind:
    """The kind of that name; UnknownKind (2) if there is none."""
    if name not in KINDS:
        raise UnknownKind(f"没有“{name}”这类数据，可用：{'、'.join(KINDS)}")
    return KINDS[name]
