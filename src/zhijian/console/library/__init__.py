"""资料库: what can be sent and shown, packs of it, where each is used, and what WeChat holds of it."""
