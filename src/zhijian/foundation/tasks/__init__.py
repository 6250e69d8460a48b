"""Tasks: what is due, when, how often, how far.

A task is a row: somebody plans it, a worker claims it with a lease and runs it, and a worker that dies
with it only delays it. Long ones report how far they are, note what came of them, can be asked to stop and
be resumed; whoever planned one for himself watches it on its page.
"""
