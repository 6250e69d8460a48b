"""The members' door: quiet pages for people who live in WeChat. No sign-in yet, no script.

Words: the *view* is how large and how simple a page speaks (normal, or the elder view in three sizes).
"""
