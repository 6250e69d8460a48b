"""The English catalogue: every sentence staff can read, found in the code, beside its English.

`make words` brings the catalogue up to date with the code and compiles it; the test here holds the two
together. Babel reads and writes the files, so that nobody needs the gettext programs.
"""
