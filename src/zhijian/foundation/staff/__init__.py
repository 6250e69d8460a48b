"""Staff: who signs in to the console, and as what.

Roles now: administrator (accounts, staff, everything) and editor (answers, library). A role limited to a part
of the tree of units comes with the tree.

Words: a *sitting* is one browser somebody is signed in with; an *invitation* is a link with which a colleague
chooses his password; the *set-up code* makes the first administrator; the *brake* counts failed attempts in
the database, for all processes together.
"""
