"""练习: the town of 青禾镇 writes by itself, at a chosen pace, for classes and for load.

`town` says who lives there, `sentences` what they write, `schedule` who writes next and when; all three
are the same for the same seed. `running` lets it happen, and `ledger` counts what came of it.
"""
