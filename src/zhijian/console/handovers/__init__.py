"""交接: what passes on when an office changes, signed for thing by thing."""
