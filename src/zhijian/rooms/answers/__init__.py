"""Answers 自动回复: a follower writes a word and has its material at once.

Words of this room. A *rule* has one or more *keywords* and a reply of one or more *parts*: texts, or items of
the library. A keyword matches exactly, by containment or by regular expression. A rule answers on an
*occasion*: a text, a follow (the welcome), or a click on a menu entry. A message that no rule answers is
*unanswered*; it gets the account's default reply and is listed for staff.

Promises. Of the rules that match, the highest priority wins; at equal priority exact before contains before
regex, then the earlier made. 100,000 rules answer about as fast as 1,000: they are compiled into a *book*
that each gateway keeps in memory. Nothing here calls WeChat: the first part leaves as the passive reply,
the rest as letters that `hears` posts once, whatever retries come.
"""
