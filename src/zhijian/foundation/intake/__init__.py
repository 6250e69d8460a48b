"""Intake: what WeChat told us, kept before it is answered.

Words: an *arrival* is one message or event as it came in, with the answer it was given. The *writer* commits
arrivals, many at a time, and only then are they answered. The *spool* is a folder of fsynced files, one per
arrival, for the minutes in which the database cannot be written. To *take in* is to move the spool into the
database. An arrival is *heard* when the worker has brought it to every room.

Promises: what was answered is stored exactly once, whatever is killed at whatever moment; the same message
gets the same answer however often it is sent; what is stored is heard at least once.
"""
