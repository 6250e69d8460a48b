"""Callbacks as nobody would send them, by the million, and what the gateway may say to each.

Words: an *input* is one request, made from a seed and a number, always the same from the same two; its *kind*
is the layer that was spoilt. A *leg* is a run of inputs through one gateway on a fresh store, in a process of
its own. A *control* is a well-formed message between the others: it must be answered rightly and stored once,
whatever came before. A *finding* is an input that was not answered as the documentation says; it is made
small and kept as a file that a test replays.

What is asked of every input: a status out of those allowed for it, never a 500, never an exception out of the
application nor one that the application swallowed and complained of, the right bytes for that status, and no
more than 50 ms of processor time in the event loop.
"""
