"""What the platform does by itself, some time after a call: it publishes, pushes, and reports.

A job is due when either clock says so: the sandbox's, which people move, or the real one, so that a clock
that stands still does not stop the platform.
"""
