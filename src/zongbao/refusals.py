"""What the program says when it will not do a thing: one sentence, and the exit code a terminal hears.

The rooms define their refusals beside the functions that raise them; this file only fixes what all of them share.
"""


class Refusal(Exception):
    """A sentence with the date, name or place in it. 1 a check failed, 2 wrong usage, 3 refused, 4 unreadable input."""

    exit_code = 3


class WrongUsage(Refusal):
    """The words of the call do not fit: unknown measure, option, policy, argument."""

    exit_code = 2


class Unreadable(Refusal):
    """A file that cannot be read at all; nothing of the call is stored."""

    exit_code = 4
