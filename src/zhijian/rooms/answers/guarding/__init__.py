"""Report words: a message that speaks of reporting somebody is answered before any rule, and told to nobody.

Chat is never anonymous: WeChat tells us who wrote. So the answer says that, and leads to the door where
one is not seen. Ordinary staff see such a message nowhere: not in a list, an export, a log or the audit.
"""
