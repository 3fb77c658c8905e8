"""谁办什么：the office. All Django lives here, one app per noun of the office.

`firing` is the one place where a state changes; `permissions` the one table of who may; `audit` the chain that keeps
what happened.
"""
