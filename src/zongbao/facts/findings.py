"""What is wrong with a delivery: a code, a place, a reason and what to do. Bad data is data, never an exception."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

ERROR: Literal["error"] = "error"
WARNING: Literal["warning"] = "warning"


@dataclass(frozen=True)
class Finding:
    """One remark on one place. `row` counts records of the sheet, 1 = the head; null where the whole file is meant."""

    level: str
    code: str
    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    reason: str
    do: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


# code: (level, reason, what the sender does). {zh} is the column's Chinese name.
CODES: dict[str, tuple[str, str, str]] = {
    # one cell
    "empty": (ERROR, "{zh}为空", "补填后重新报送"),
    "missing_column": (ERROR, "表头缺少“{zh}”一列，各行均无法核对", "补上该列后重新报送"),
    "duplicate_column": (WARNING, "“{zh}”在表头出现多次，只采用其中一列", "删去多余的列"),
    "lost_digits": (
        ERROR,
        "{zh}曾按数字保存，只剩 15 位有效数字，末尾几位已丢失",
        "从源系统重新导出，该列设为文本格式",
    ),
    "maybe_lost_digits": (
        WARNING,
        "{zh}末三位均为 0，可能曾按数字保存而丢失末尾几位",
        "与源系统核对；不符则按文本格式重新导出",
    ),
    "code_as_number": (ERROR, "{zh}被读成科学计数法的数字，原代码已不可知", "从源系统重新导出，该列设为文本格式"),
    "bad_id": (ERROR, "{zh}不是有效的编号", "核对后更正"),
    "bad_code": (ERROR, "{zh}不符合代码的位数或字符", "按海关代码表更正"),
    "bad_choice": (ERROR, "{zh}不在可选值之内", "按填表说明选填"),
    "padded": (WARNING, "{zh}缺少前导零，已补足", "该列设为文本格式后再导出"),
    "bad_uscc": (ERROR, "{zh}不是 18 位，或含有不允许的字符（I、O、S、V、Z 不用）", "按营业执照更正"),
    "uscc_check": (WARNING, "{zh}的校验码不符", "按营业执照核对"),
    "bad_date": (ERROR, "{zh}不是有效日期", "写成 2025-01-31 的样式"),
    "ambiguous_date": (ERROR, "{zh}分不清月和日", "写成 2025-01-31 的样式"),
    "date_serial": (WARNING, "{zh}是 Excel 日期序号，已按 1900 日期系统换算", "该列设为日期格式"),
    "bad_month": (ERROR, "{zh}不是有效月份", "写成 2025-01 的样式"),
    "bad_year": (ERROR, "{zh}不是有效年份", "写成四位年份"),
    "bad_number": (ERROR, "{zh}不是数字", "只填数字，可带千位分隔符"),
    "negative": (ERROR, "{zh}不能为负数", "核对后更正；冲减另行报送"),
    "exponent": (ERROR, "{zh}是科学计数法，精确数值已不可知", "该列设为数值格式，保留两位小数后再导出"),
    "too_precise": (ERROR, "{zh}的小数位超出到分的精度", "保留到分"),
    "rate_too_precise": (ERROR, "{zh}的小数位超过 6 位", "保留 6 位小数"),
    "zero_rate": (ERROR, "{zh}不能为零", "核对后更正"),
    "too_large": (ERROR, "{zh}超出可处理的范围", "核对单位后更正"),
    "bad_separators": (ERROR, "{zh}的千位分隔符位置不对", "核对后更正"),
    # one row
    "no_firm": (ERROR, "统一社会信用代码和海关编码都没有", "至少填一项"),
    "extra_fields": (ERROR, "该行的列数多于表头，无法确定各列对应", "检查多余的分隔符，含逗号的内容加引号"),
    "short_row": (WARNING, "该行的列数少于表头，缺少的列按空值处理", "核对该行"),
    "no_head": (ERROR, "表体的报关单号在表头中找不到", "表头、表体一并导出"),
    "several_heads": (ERROR, "表头中同一报关单号有多条不同记录，无法确定该项属于哪一条", "每份报关单只保留一条表头"),
    "no_items": (ERROR, "表头中的报关单在表体中没有商品项", "表头、表体一并导出"),
    "after_known": (WARNING, "{zh}晚于报送日", "核对后更正"),
    "outside_covers": (WARNING, "{zh}不在本批数据声明的期间之内", "核对期间或该行"),
    "no_unit": (ERROR, "金额没有写明单位", "在表头或单位列写明，如 万元"),
    "unit_mismatch": (ERROR, "金额列与单位的币种不一致", "核对币种"),
    "no_amount": (ERROR, "人民币和美元金额都没有", "至少填一项"),
    "coarse_unit": (WARNING, "金额以较大单位报送，精度为 {value}，已按此换算到分", "需要到分时请报送以元为单位的数据"),
    "left_before_settled": (ERROR, "迁出日早于入驻日", "核对两个日期"),
    "ends_before_starts": (ERROR, "止期早于起期", "核对两个日期"),
    "tax_mismatch": (WARNING, "含税、不含税金额与税额不相等", "核对三个金额"),
    "positive_red": (ERROR, "红字发票金额应为负数", "核对金额的正负号"),
    "code_not_zone": (WARNING, "海关编码第 5 位不是 6 或 5，与综保区企业不符", "核对海关编码"),
    "no_figure": (ERROR, "金额和数量都没有", "至少填一项"),
    "month_elsewhere": (ERROR, "月份不在所填的年度里", "核对月份和年度"),
    "proof_before_first": (WARNING, "佐证日期早于首发日期", "核对两个日期"),
    # rows against each other
    "same_row_again": (WARNING, "与已有数据相同，只计一次", "无需处理"),
    "same_key_other_content": (
        ERROR,
        "与另一行是同一项（主键相同）而内容不同，相关各行均暂不采用",
        "核实后更正；确是更正已有数据的，导入时写明更正哪一批",
    ),
    "replaced": (WARNING, "同一企业同一海关编码已有登记，以本批为准", "无需处理；如有误请撤回本批"),
    "slipped": (WARNING, "{zh}与该企业以往数据相差约千倍，可能错用单位", "核对金额单位"),
    "owner_unlike": (
        WARNING,
        "{zh}在企业库中属于另一家企业，以统一社会信用代码为准",
        "核对两个代码，或更正企业库中的海关编码",
    ),
    # the whole file
    "known_batch": (WARNING, "该文件已导入，不重复计算", "无需处理"),
    "sheet_skipped": (WARNING, "工作表没有可识别的表头，未读取", "如含数据，请核对表头"),
    "unclosed_quote": (ERROR, "文件中引号不成对，其后各行可能串行", "从源系统重新导出"),
}


def level_of(code: str) -> str:
    return CODES[code][0]


def say(code: str, *, zh: str = "", value: str | None = None) -> tuple[str, str]:
    """The reason and the advice of a code, in Chinese."""
    _, reason, do = CODES[code]
    return reason.replace("{zh}", zh).replace("{value}", value or ""), do


def about_file(code: str, file: str, *, sheet: str | None = None, zh: str = "", column: str | None = None) -> Finding:
    """A finding on a whole file, or on the head row where a column is named."""
    reason, do = say(code, zh=zh)
    row = 1 if column else None
    return Finding(level_of(code), code, file, sheet, row, column, None, reason, do)
