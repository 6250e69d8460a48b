"""组织: the tree of units and the people in it, through the person asking.

The tree begins where his rights begin. A unit has a page, a member has one; each act is a noun below them.
Whatever is not returned by `reach.py` is not there for him.
"""
