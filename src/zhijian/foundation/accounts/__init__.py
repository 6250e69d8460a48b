"""Accounts: the WeChat Official Accounts this installation runs.

An account holds its credentials (sealed), its kind and verification (which decide what the platform lets it
do), how its callbacks are protected, and a `revision` that gateways watch: whoever changes anything a gateway
keeps in memory calls `services.touch`.
"""
