"""The courier: the only one who calls WeChat's API. Outbox row -> call -> outcome.

Nothing here is called from a door or inside a transaction. The platform gives customer-service messages no
key of idempotence, so a call whose answer was lost is made again: a sentence that comes twice is forgiven,
one that never comes is not (docs/decisions/0007).
"""
