"""看规模，也看增幅：每一档规模有自己的增幅门槛和单价"""

from zongbao.rules.verbs import above, above_share, at_least, either, share_of, step_table, when

GRAIN = "enterprise", "year"


def large(trade, entry):
    """规模达到最低一档"""
    return at_least(trade, entry)


def grown(trade, trade_prev, first_time, growth_floors):
    """增幅超过所在档的门槛，首次开展的免看"""
    floor = step_table(trade, growth_floors)
    return either(first_time, above_share(trade - trade_prev, trade_prev, floor))


def per_dollar(trade, rates, top, top_rate):
    """所在档每一美元的奖励；最高一档原文未见数字，待定"""
    return when(above(trade, top), top_rate, step_table(trade, rates))


def award(trade, per_dollar):
    """全额按所在档计算"""
    return share_of(trade, per_dollar)
