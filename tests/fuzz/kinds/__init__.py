"""The kinds of input: each function makes one from a random source and its number."""
