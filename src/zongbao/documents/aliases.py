"""Short names of departments and what they stand for; used only beside the printed spelling, never instead of it."""

import re

# The tail of a short name, and the tail of the full one.
TAILS = {
    "发改委": "发展和改革委员会",
    "发展改革委": "发展和改革委员会",
    "发改局": "发展和改革局",
    "经委": "经济委员会",
    "经信委": "经济和信息化委员会",
    "经信局": "经济和信息化局",
    "工信局": "工业和信息化局",
    "工信厅": "工业和信息化厅",
    "商务委": "商务委员会",
    "科委": "科学技术委员会",
    "科技局": "科学技术局",
    "科技厅": "科学技术厅",
    "教委": "教育委员会",
    "国资委": "国有资产监督管理委员会",
    "人社局": "人力资源和社会保障局",
    "人社厅": "人力资源和社会保障厅",
    "人力资源社会保障局": "人力资源和社会保障局",
    "人力资源社会保障厅": "人力资源和社会保障厅",
    "市场监管局": "市场监督管理局",
    "规划资源局": "规划和自然资源局",
    "自然资源局": "自然资源和规划局",
    "住建局": "住房和城乡建设局",
    "住建委": "住房和城乡建设委员会",
    "住房城乡建设委": "住房和城乡建设委员会",
    "文旅局": "文化和旅游局",
    "卫健委": "卫生健康委员会",
    "卫生健康委": "卫生健康委员会",
    "金融办": "金融工作办公室",
    "金融监管局": "地方金融监督管理局",
    "政务服务办": "政务服务办公室",
    "人才办": "人才工作办公室",
    "交通委": "交通委员会",
    "管委会": "管理委员会",
    "投促中心": "投资促进中心",
    "文促中心": "文化创意产业促进中心",
}
SHORT = re.compile("(?:" + "|".join(sorted(map(re.escape, TAILS), key=len, reverse=True)) + ")$")


def canonical(unit: str) -> str:
    """The full form of a printed short name: 区商务委 → 区商务委员会; an unknown name stays as printed."""
    return SHORT.sub(lambda match: TAILS[match.group()], unit)
