"""The engine: claims what is due, runs it, stops politely.

Three lines of work, each in a thread of its own so that none waits for another: hearing (arrivals to the
rooms), posting (letters to WeChat), chores (tasks, each in a thread again). All of it is claimed with
leases: a worker may die at any moment, and another one goes on.
"""
