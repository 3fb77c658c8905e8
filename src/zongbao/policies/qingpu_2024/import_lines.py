"""第四条　哪些报关单行计入进口额，记在谁名下、哪一年"""

from zongbao.rules.verbs import both, choose, either, negate, one_of, same, when

GRAIN = "line"


def listed(mode, transport, counted_modes, crossing_transports):
    """监管方式与运输方式都在计入名单内"""
    return both(one_of(mode, counted_modes), one_of(transport, crossing_transports))


def excluded(mode, transport, uncounted_modes, inner_transports):
    """监管方式或运输方式已知不计入"""
    return either(one_of(mode, uncounted_modes), one_of(transport, inner_transports))


def unread(mode, transport, nothing):
    """监管方式或运输方式没有读出"""
    return either(one_of(mode, nothing), one_of(transport, nothing))


def unclassified(listed, excluded, unread):
    """名单尚未明确的监管方式或运输方式"""
    return both(negate(listed), negate(excluded), negate(unread))


def admitted(unclassified_lines, unclassified, listed, unread):
    """名单内的行，以及按口径计入的未明确行"""
    plain = either(listed, unread)
    return choose(unclassified_lines, not_counted=plain, counted=either(plain, unclassified))


def in_scope(import_scope, mode, custody_modes, equipment_modes, general_modes):
    """按“进口贸易”的口径是否在内"""
    return choose(
        import_scope,
        all_listed_modes=negate(one_of(mode, ())),
        without_custody=negate(one_of(mode, custody_modes)),
        without_equipment=negate(one_of(mode, equipment_modes)),
        general_trade=one_of(mode, general_modes),
    )


def imported(flag, excluded, admitted, in_scope):
    """进口且计入"""
    return both(same(flag, "I"), negate(excluded), admitted, in_scope)


def returned(returns, flag, mode, transport, return_modes, crossing_transports):
    """按净额口径扣减的退运出口"""
    sent_back = both(same(flag, "E"), one_of(mode, return_modes), one_of(transport, crossing_transports))
    return choose(returns, gross=sent_back - sent_back, net=sent_back)


def usable(quarantined_lines, quarantined):
    """没有待更正的问题，或按口径计入"""
    return choose(quarantined_lines, not_counted=negate(quarantined), counted=either(negate(quarantined), quarantined))


def attributed(attribution, own, destination, zone_destinations):
    """这一行的进口是否归属得上"""
    anyone = either(own, negate(own))
    return choose(
        attribution,
        consignee=anyone,
        owner=anyone,
        both_equal=own,
        zone_destination=one_of(destination, zone_destinations),
    )


def counts(imported, usable, attributed):
    """计入进口额的行"""
    return both(imported, usable, attributed)


def weight(counts, returned, usable, attributed):
    """计入为 1，退运扣减为负 1，其余为 0"""
    return counts - both(returned, usable, attributed)


def subject(attribution, predecessors, consignee, owner, consignee_heir, owner_heir):
    """记在谁名下：收货人或消费使用单位，前身并入存续企业"""
    receiver = choose(predecessors, consolidated=consignee_heir, apart=consignee)
    user = choose(predecessors, consolidated=owner_heir, apart=owner)
    return choose(attribution, consignee=receiver, owner=user, both_equal=receiver, zone_destination=receiver)


def year(date_basis, released_year, declared_year):
    """记在哪一年：放行日期或申报日期所在年"""
    return choose(date_basis, release=released_year, declaration=declared_year)


def value(value_fen, weight):
    """计入的人民币金额"""
    return value_fen * weight


def dollars(value_cents, weight):
    """计入的美元金额；不计入的行缺汇率也无妨"""
    return when(same(weight, 0), 0, value_cents * weight)


def lines(many, counts):
    """计入的行数"""
    return many * counts
