"""大写：a sum of money as it is written where nobody may add a stroke."""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("", "万", "亿", "万亿")


def capitals(fen: int) -> str:
    """人民币大写：壹佰伍拾伍万元整; 负 before a sum below zero."""
    whole, rest = divmod(abs(fen), 100)
    jiao, last = divmod(rest, 10)
    yuan = f"{_whole(whole)}元" if whole else ("" if rest else "零元")
    parts = f"{DIGITS[jiao]}角" if jiao else ("零" if whole and last else "")
    tail = f"{DIGITS[last]}分" if last else ""
    closed = "" if last else "整"
    return f"{'负' if fen < 0 else ''}{yuan}{parts}{tail}{closed}"


def _whole(number: int) -> str:
    """Groups of four digits from the highest; one 零 for any run of zeros that something follows."""
    text, said, owed = "", False, False
    digits = str(number).zfill(16)
    for at in range(4):
        group = digits[at * 4 : at * 4 + 4]
        told = ""
        for digit, place in zip(group, PLACES, strict=True):
            if digit == "0":
                owed = said or bool(told)
                continue
            told += ("零" if owed else "") + DIGITS[int(digit)] + place
            owed, said = False, True
        text += told + GROUPS[3 - at] if told else ""
    return text
