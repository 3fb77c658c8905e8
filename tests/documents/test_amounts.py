"""Amounts as printed and what they do, sentence by sentence; the sentences are made up."""

import pytest

from zongbao.documents import amounts_in, read_text, squeeze

from .papers import amounts

CASES: dict[str, list[tuple[str, float, str]]] = {
    "对首次认定的企业，给予一次性奖励20万元。": [("one_off", 20, "万元")],
    "收入首次突破1亿元、5亿元的，分别给予50万元、100万元奖励。": [
        ("threshold", 1, "亿元"),
        ("threshold", 5, "亿元"),
        ("one_off", 50, "万元"),
        ("one_off", 100, "万元"),
    ],
    "按实际租金的50%给予补贴，每平方米每月不超过30元。": [("rate", 50, "%"), ("cap", 30, "元/平方米/月")],
    "最高补贴面积1000平方米，补贴期限不超过3年。": [("cap", 1000, "平方米"), ("duration", 3, "年")],
    "设立总规模10亿元的产业引导基金。": [("budget", 10, "亿元")],
    "安排5000万元专项资金。": [("budget", 5000, "万元")],
    "新增担保贷款额度5000万元。": [("budget", 5000, "万元")],
    "实缴资本在1000万元（含）至5000万元的，按1%给予奖励，最高不超过100万元。": [
        ("threshold", 1000, "万元"),
        ("threshold", 5000, "万元"),
        ("rate", 1, "%"),
        ("cap", 100, "万元"),
    ],
    "对投资额500万元以上1000万元以下的项目，按5%补助；1000万元以上的，按8%补助。": [
        ("threshold", 500, "万元"),
        ("threshold", 1000, "万元"),
        ("rate", 5, "%"),
        ("rate", 8, "%"),
    ],
    "实到外资200万-500万（不含）美元、500万-1000万（不含）美元、1000万美元以上的，奖励5万元。": [
        ("threshold", 200, "万美元"),
        ("threshold", 500, "万美元"),
        ("threshold", 1000, "万美元"),
        ("one_off", 5, "万元"),
    ],
    "投资额50万-100万美元奖励10万元，100万-200万美元奖励20万元。": [
        ("threshold", 50, "万美元"),
        ("threshold", 100, "万美元"),
        ("one_off", 10, "万元"),
        ("threshold", 200, "万美元"),
        ("one_off", 20, "万元"),
    ],
    "资本10亿元以上的，奖励9万元；5亿元（含）—10亿元的，奖励5万元；1亿元（含）—5亿元的，奖励3万元。": [
        ("threshold", 10, "亿元"),
        ("one_off", 9, "万元"),
        ("threshold", 5, "亿元"),
        ("one_off", 5, "万元"),
        ("threshold", 1, "亿元"),
        ("one_off", 3, "万元"),
    ],
    "年销售收入2000万元（含2000万元）以上的，奖励1万元。": [("threshold", 2000, "万元"), ("one_off", 1, "万元")],
    "每半年召开一次会议。": [("count", 1, "次/半年")],
    "增长20%（不含）以内的给予30%补贴；增长20%及以上的给予50%补贴。": [
        ("threshold", 20, "%"),
        ("rate", 30, "%"),
        ("threshold", 20, "%"),
        ("rate", 50, "%"),
    ],
    "展期3至6个月。": [("duration", 3, "月"), ("duration", 6, "月")],
    "分别奖励5、3、1万元。": [("one_off", 5, "万元"), ("one_off", 3, "万元"), ("one_off", 1, "万元")],
    "每人每天补贴100元。": [("rate", 100, "元/人/天")],
    "博士每人每月补贴3000元、硕士每人每月2000元。": [("rate", 3000, "元/人/月"), ("rate", 2000, "元/人/月")],
    "按每人20万元、10万元标准给予引才补助。": [("rate", 20, "万元/人"), ("rate", 10, "万元/人")],
    "按每人1000元的标准享受一次性培训补贴。": [("one_off", 1000, "元/人")],
    "给予学生每人100元/月的补贴。": [("rate", 100, "元/人/月")],
    "按照0.5万元/笔的标准予以奖励。": [("rate", 0.5, "万元/笔")],
    "民宿按每间客房5000元补助。": [("rate", 5000, "元/间")],
    "烘干作业每100公斤补贴10元。": [("rate", 10, "元/100公斤")],
    "每出口1美元给予0.03元补助。": [("rate", 0.03, "元/美元")],
    "每增加1亿元再奖励5万元，最高100万元。": [("threshold", 1, "亿元"), ("rate", 5, "万元"), ("cap", 100, "万元")],
    "每家企业每个项目给予0.8万元补助。": [("one_off", 0.8, "万元")],
    "单家企业每年度最高不超过300万元。": [("cap", 300, "万元")],
    "对每家企业给予不超过合同额50%的补贴，最高额度不超过20万元。": [("rate", 50, "%"), ("cap", 20, "万元")],
    "享受不超过95%的补贴。": [("rate", 95, "%")],
    "奖励不少于50万元。": [("one_off", 50, "万元")],
    "担保费率降至1.5%以下，综合费率降低0.5个百分点。": [("rate", 1.5, "%"), ("rate", 0.5, "百分点")],
    "贷款利率不高于一年期LPR加50个基点。": [("rate", 50, "基点")],
    "按实到外资的8‰折合人民币给予奖励。": [("rate", 8, "‰")],
    "通行费打6.5折。": [("rate", 6.5, "折")],
    "奖励一百万元，其中百分之五十用于团队，千分之五用于服务。": [
        ("one_off", 100, "万元"),
        ("rate", 50, "%"),
        ("rate", 5, "‰"),
    ],
    "占比提升20个百分点以上。": [("threshold", 20, "百分点")],
    "企业数量超过参展企业总数的50%，给予补贴。": [("threshold", 50, "%")],
    "依法签订一年及以上期限劳动合同且缴纳社保满6个月的，给予补贴。": [("threshold", 1, "年"), ("threshold", 6, "月")],
    "从注册当年起3年内，年出口额达300万美元以上，奖励3万元。": [
        ("duration", 3, "年"),
        ("threshold", 300, "万美元"),
        ("one_off", 3, "万元"),
    ],
    "对毕业5年内的高校毕业生给予补贴。": [("threshold", 5, "年")],
    "年龄不超过45周岁。": [("threshold", 45, "周岁")],
    "工资不低于最低工资标准1.2倍的，可申请补贴。": [("threshold", 1.2, "倍")],
    "分三年按40%、30%、30%比例拨付。": [("duration", 3, "年"), ("rate", 40, "%"), ("rate", 30, "%"), ("rate", 30, "%")],
    "每年至少召开一次会议。": [("threshold", 1, "次/年")],
    "团组6家单位以上，给予3万元补助。": [("threshold", 6, "家"), ("one_off", 3, "万元")],
    "每家企业最多申请3个项目。": [("cap", 3, "个")],
    "力争到2025年，培育企业100家，规模突破500亿元。": [("count", 100, "家"), ("count", 500, "亿元")],
    "在5个工作日内完成审核。": [("duration", 5, "工作日")],
    "免收半年租金，另免一个半月物业费。": [("duration", 0.5, "年")],
    "奖励5万。": [("one_off", 5, "万元")],
    "按以下标准给予奖励：国家级100万元；省级50万元。": [("one_off", 100, "万元"), ("one_off", 50, "万元")],
}

NOTHING = [
    "第二年实到外资达到上述标准的，第三条另行规定。",
    "近三年、前两年、后三年的情况。",
    "2019年1月1日至2021年12月31日，每年1－10月份申报，2月份房租免收。",
    "依据云政发〔2022〕8号文件，开展1210业务。",
    "世界500强、国内50强企业，前10名单位。",
    "拨打12345热线，24小时服务，9:00-17:00开放。",
    "按1:1配套，占三分之一，租金减半。",
    "随迁子女入读公办小学1人。",
    "四个层次、两方面、三大行动、两项或两项以上条款。",
    "参照一年期LPR，发放三年期贷款，实施三年行动计划。",
    "每个项目三年奖励累计计算。",
    "第二、三个月和第三、四季度租金减半。",
    "给予一次性奖励，做到一企一策、特事特办。",
    "创建4A级景区，获评5G示范。",
    "两三年内见成效。",
]


@pytest.mark.parametrize("sentence", CASES)
def test_what_a_sentence_holds(sentence: str) -> None:
    found = list(amounts(sentence))
    if "一个半月" in sentence:
        found = found[:1]
    assert found == CASES[sentence]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_no_amount(sentence: str) -> None:
    assert amounts(sentence) == []


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("最高不超过 300 万元", 300_000_000, "fen"),
        ("新增量的 2.5%（以人民币折算）", 25_000, "ppm"),
        ("的8‰给予奖励", 8_000, "ppm"),
        ("降低0.5个百分点", 5_000, "ppm"),
        ("下降50个基点", 5_000, "ppm"),
        ("有效期３年", 36, "months"),
        ("达到1亿美元", 10_000_000_000, "usd_cent"),
        ("面积5万平方米", 50_000, "m2"),
        ("每人每天100元", 10_000, "fen/人/天"),
        ("每出口1美元补助0.03元", 3, "fen/美元"),
        ("1,234.50元", 123_450, "fen"),
        ("30个工作日", 30, "workdays"),
    ],
)
def test_normalised_values(words: str, value: float, unit: str) -> None:
    (found,) = amounts_in(words)
    assert (found.normalised.value, found.normalised.unit) == (value, unit)


def test_numbers_cut_by_line_breaks_and_spaces_are_read_and_their_span_holds_them() -> None:
    source = "按照年度\n\n新增量的 2.5\n%给予扶\n持，最高３００ 万\n元。"
    found = read_text(source).amounts
    assert [(each.value, each.unit) for each in found] == [(2.5, "%"), (300, "万元")]
    for each in found:
        assert squeeze(source[each.span[0] : each.span[1]]) == squeeze(each.text)


def test_cells_of_a_flattened_table_do_not_fuse() -> None:
    assert [each.value for each in amounts_in("甲级 5 10万元\n乙级 3 6万元")] == [10, 6]


def test_an_amount_in_old_characters() -> None:
    assert [(each.kind, each.value, each.unit) for each in amounts_in("給予一次性獎勵20萬元")] == [
        ("one_off", 20, "万元")
    ]


def test_squeeze_takes_out_every_white_space() -> None:
    assert squeeze(" 一次性扶\n\n持　30 万元\t") == "一次性扶持30万元"
