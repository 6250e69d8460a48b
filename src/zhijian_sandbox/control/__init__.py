"""The JSON control API under /_sandbox/, documented in docs/reference/sandbox.md."""
