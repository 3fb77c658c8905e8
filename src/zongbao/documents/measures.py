"""The units of measure that a policy prints, and what each is worth in the unit the rules reckon with."""

import re
from decimal import Decimal

from zongbao.documents.document import Normalised
from zongbao.documents.numerals import plain_value

SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7}
SCALES |= {"亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12}
CURRENCIES = {
    "元": "fen",
    "人民币": "fen",
    "美元": "usd_cent",
    "美金": "usd_cent",
    "欧元": "eur_cent",
    "港元": "hkd_cent",
}
CURRENCIES |= {"港币": "hkd_cent", "日元": "jpy_sen", "英镑": "gbp_penny", "新元": "sgd_cent", "韩元": "krw_jeon"}
COINS = {"角": 10, "分": 1}
SHARES = {
    "%": 10_000,
    "折": 100_000,
    "‰": 1000,
    "百分点": 10_000,
    "基点": 100,
    "BP": 100,
    "bp": 100,
    "BPs": 100,
    "bps": 100,
    "倍": 10**6,
}
PERIODS = {"年": ("months", 12), "周年": ("months", 12), "年度": ("months", 12), "自然年度": ("months", 12)}
PERIODS |= {
    "会计年度": ("months", 12),
    "月": ("months", 1),
    "自然月": ("months", 1),
    "季度": ("months", 3),
    "天": ("days", 1),
}
PERIODS |= {"日": ("days", 1), "自然日": ("days", 1), "周": ("days", 7), "星期": ("days", 7), "工作日": ("workdays", 1)}
PERIODS |= {"小时": ("minutes", 60), "分钟": ("minutes", 1), "学年": ("months", 12), "学期": ("terms", 1)}
AREAS = {
    "平方米": ("m2", 1),
    "㎡": ("m2", 1),
    "m2": ("m2", 1),
    "平方公里": ("m2", 10**6),
    "公顷": ("m2", 10**4),
    "平米": ("m2", 1),
}
# Longer words first, so that 人次 is not read as 人.
COUNTED = (
    "人次 人日 场次 户次 家次 架次 航次 班次 批次 车次 件次 标准箱 标箱 立方米 平方公里 公里 千米 千瓦时 "
    "万千瓦 千瓦 兆瓦 公斤 千克 "
    "课时 学时 周岁 床位 集装箱 亩次 TEU MW kW GW PB TB GB kg "
    "人 名 家 户 个 项 件 台 套 辆 次 场 亩 吨 箱 列 班 倍 岁 分 所 间 座 栋 幢 床 张 股 度 瓦 毫升 m³ 升 篇 部 集 "
    "份 类 种 位 只 头 羽 株 枚 单 笔 款 米 艘 架 条 期 村 趟 票 袋 瓶 双 副 盏 组 幅 首"
).split()
# Words counted by the physical piece: 每吨, 每件 beside a sum make the unit; 每家企业, 每个项目 do not.
PER = (
    "人次 场次 人日 架次 航次 班次 课时 学时 标准箱 标箱 TEU 平方米 平米 平方公里 ㎡ 立方米 公里 千米 千瓦时 "
    "千瓦 兆瓦 瓦 公斤 千克 斤 工作日 个月 小时 "
    "吨公里 箱公里 床位 工位 席位 岗位 学年 学期 季度 年度 人 名 亩 吨 箱 件 台 套 辆 次 场 列 班 床 张 天 "
    "日 月 年 周 度 米 株 头 只 羽 公顷 升 艘 架 棵 篇 单 票 趟 笔 份 柜 瓶 晚 夜 间 桌 处 口 片 栋 幢"
).split()
MULTIPLE = r"(?:[十百千]?(?:万|亿)|万亿|千|百)"
# 500万（不含）美元: what the bound includes may stand inside the unit.
SCALE = rf"{MULTIPLE}?(?:\((?:不?含)[^)]{{0,3}}\))?"
MONEY = (
    rf"{SCALE}(?:{'|'.join(CURRENCIES)})"
    r"(?!素|件|旦|宵|月|年(?!度|均|底|内)|器|老|首|宇宙)|[角分](?=钱|人民币)"
)
SHARE = r"%|‰|个?百分点|个?基点|[Bb][Pp]s?(?![a-z])|倍|折(?!旧|算|合|扣|抵|价|叠)"
PERIOD = (
    r"个(?:自然)?月|个?周年|个?(?:自然|会计)年度|个年度|个季度(?!末)|个?工作日|个?自然日|个?学年(?!度)|"
    r"个?学期|个?星期|小时|分钟|"
    r"天|周(?!年|岁|边|转|期)|日(?!元|报|常|志|照|均|用|内瓦)|年(?!度)"
)
AREA = rf"{SCALE}(?:{'|'.join(AREAS)})"
COUNT = rf"(?:个(?:课时|学时|标箱|标准箱|床位|集装箱)|{MULTIPLE}?(?:余|多)?(?:{'|'.join(COUNTED)})(?<!人(?=才)))"
UNIT = re.compile(rf"(?P<money>{MONEY})|(?P<share>{SHARE})|(?P<period>{PERIOD})|(?P<area>{AREA})|(?P<count>{COUNT})")


def printed_unit(text: str) -> str:
    """The unit without the measure word 个 and bracketed remarks: 个月 → 月, 万（不含）美元 → 万美元."""
    bare = re.sub(r"\([^)]*\)|[余多]", "", text)
    bare = re.sub(r"人民币$", "元", bare)
    return bare[1:] if bare.startswith("个") and len(bare) > 1 else bare


def normalise(value: Decimal, unit: str) -> Normalised:
    """万元 → fen, % → ppm, 年 → months …; what stands per person or per month keeps its 每."""
    base, slash, per = unit.partition("/")
    worth, name = _worth(base)
    return Normalised(plain_value(value * worth), name + slash + per)


def _worth(base: str) -> tuple[Decimal, str]:
    if base in SHARES:
        return Decimal(SHARES[base]), "ppm"
    if base in PERIODS:
        name, factor = PERIODS[base]
        return Decimal(factor), name
    if base in COINS:
        return Decimal(COINS[base]), "fen"
    scale, rest = _scaled(base)
    if rest in CURRENCIES:
        return Decimal(scale) * 100, CURRENCIES[rest]
    if rest in AREAS:
        name, factor = AREAS[rest]
        return Decimal(scale) * factor, name
    return Decimal(scale), {"亩": "mu", "岁": "years", "周岁": "years", "吨": "tons"}.get(rest, "count")


def _scaled(base: str) -> tuple[int, str]:
    match = re.match(MULTIPLE, base)
    if match and match.end() < len(base):
        return SCALES[match.group()], base[match.end() :]
    return 1, base
