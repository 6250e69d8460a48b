"""名册的进和出: a sheet is looked at, decided upon, brought in, taken back; and one is taken away."""
