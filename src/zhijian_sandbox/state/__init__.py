"""What the sandbox remembers, in one SQLite file: a table and a module for each kind of thing."""
