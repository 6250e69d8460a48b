"""The platform's server API, a module for each family of calls.

`call.py` is what a handler sees, `answering.py` what happens before and after it: token, whitelist,
rights, quota, faults, the log.
"""
