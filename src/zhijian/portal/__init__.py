"""The members' door: quiet pages for people who live in WeChat. No script runs here.

Words: the *view* is how large and how simple a page speaks (normal, or the elder view in three sizes). The
*visitor* is who is signed in at this door: a follower of one account, and a member once he is bound. Staff
sign in at another door, with other cookies; neither opens the other.
"""
