"""Vault: sealed fields and the key that opens them.

What would hurt when a database is stolen (app secrets, tokens, AES keys) is stored sealed; the key lies in a
file outside the database (`ZHIJIAN_KEY_FILE`). An opened value is a `Hidden`, which never shows itself in a
log, a repr or a template: one has to ask it (`reveal()`).
"""
