"""Long work: how far it is, stopping it, going on with it."""
