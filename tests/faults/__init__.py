"""Power cuts, locked and lost databases, full disks, dead workers: on the real product, under load.

Words: a *chapter* is one installation, from its first message to the last comparison, with something that
goes wrong again and again meanwhile. The *crowd* are followers whose platform sends again what is not
answered. The *ledger* holds what they were answered; in the end it is compared with `zhijian intake export`.

What is asked: every message that was answered is stored exactly once, none is stored twice, and a message
that was sent again got the same answer each time.
"""
