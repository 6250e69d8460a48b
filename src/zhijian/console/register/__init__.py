"""公众号台账: every account, whose it is, what it is called, and where it stands in its life."""
