"""Followers: WeChat users (openids) at one account: who follows, since when, and until when we may write.

A follower who has proven which member he is, is bound; binding comes with units and members.
"""
