"""Taking over an account that already runs: its rules, its menu and its media come over, and nothing is lost.

Words. A *take-over* fetches what stands in WeChat's back end and keeps it as it came. What cannot be carried
over by itself is a *question*; a person's answer to it is a *decision*. The *rehearsal* asks old and new the
same words and compares. Importing makes rules of ours; until the switch in WeChat's back end, followers
notice nothing.

Promises. Every fetched rule, entry and file is carried over, changed in form and named so, or asked about.
What was imported can be taken back in one act.
"""
