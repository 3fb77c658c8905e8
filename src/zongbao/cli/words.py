"""中文在先，英文第二：the one place that knows which language the terminal speaks."""

import os


def language() -> str:
    return os.environ.get("ZONGBAO_LANG", "zh")


def in_language(sentence: str) -> str:
    """A sentence may carry both languages, parted by ' ｜ '; without an English half it stands as it is."""
    chinese, _, english = sentence.partition(" ｜ ")
    return english if language() == "en" and english else chinese
