"""Members at their own door: how they come in, where they are signed in, and what they wish.

Words: an *arrival* is somebody on his way in by WeChat's sign-in; a *visit* is one browser in which a
follower is signed in, for thirty days from the last time he came; *wishes* are what he said he wants to hear.

Promises: whoever is signed in is a follower of one account, never a member of staff; secrets of browsers are
kept as digests; who leaves the account is out at once.
"""
