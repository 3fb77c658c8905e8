"""单元格：what leaves in a sheet stays what it was. A text that a spreadsheet would run is marked as text, in one place.

A spreadsheet takes a text that begins so for a formula when a CSV is opened, or when a cell is edited; the apostrophe is the
mark by which it keeps it text. In a workbook the mark can stand beside the text instead (`quote_prefix`).
"""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might run this text."""
    return text.startswith(RISKY)


def harmless(text: str) -> str:
    """The text as it may leave."""
    return f"'{text}" if is_risky(text) else text
