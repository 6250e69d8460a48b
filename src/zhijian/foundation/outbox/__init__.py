"""Outbox: what we will tell WeChat, kept before it is said.

A room posts a letter in the same transaction as its facts. The worker claims it, the courier makes the call
and writes down what came of it. A letter's `key` is what keeps it from being posted twice.
"""
