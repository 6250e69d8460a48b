"""Staff: who signs in to the console, and as what.

Roles now: administrator (accounts, staff, everything) and editor (answers, library). A role limited to a part
of the tree of units comes with the tree.
"""
