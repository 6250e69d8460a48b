"""Which account the pages are about."""
