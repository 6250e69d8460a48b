"""The pictures of the docs, taken of the real product by `make shots`."""
