"""Numbers as Chinese offices write them: 12, １２, 十二, 一百二十, 两, 半, ③."""

from decimal import Decimal, InvalidOperation

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
CHINESE = "零〇一二两三四五六七八九十百千"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
POINTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
BRACKETED_CHINESE = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
SIGNS = {
    sign: place
    for signs in (CIRCLED, POINTED, BRACKETED, BRACKETED_CHINESE)
    for place, sign in enumerate(signs, start=1)
}
# A scanner reads 一 as a dash.
SIGNS["-"] = 1


def number(text: str) -> Decimal | None:
    """The value of a numeral, or None where it is no single number (两三 is about, not two, not three)."""
    if text in SIGNS:
        return Decimal(SIGNS[text])
    if text == "半":
        return Decimal("0.5")
    whole, dot, part = text.partition("点")
    if dot and part and all(sign in DIGITS for sign in part):
        base = _chinese(whole)
        return None if base is None else Decimal(f"{base}." + "".join(str(DIGITS[sign]) for sign in part))
    if text and text[0] in CHINESE:
        value = _chinese(text)
        return None if value is None else Decimal(value)
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _chinese(text: str) -> int | None:
    total = 0
    digit: int | None = None
    for sign in text:
        if sign in PLACES:
            total += (1 if digit is None else digit) * PLACES[sign]
            digit = None
        elif sign in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[sign]
        else:
            return None
    return total + (digit or 0)


def plain_value(value: Decimal) -> int | float:
    """A JSON number: an integer where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
