"""Activity: append-only facts of who did what (followed, left, asked, pressed).

Mentoring and insight will read it. A fact names its source, so that hearing the same message twice adds
nothing. It counts what happened, never how a person compares (D1).
"""
