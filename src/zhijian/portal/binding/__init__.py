"""Binding: who somebody is, in three screens with one tap each.

Who gives his name and the last four digits does so once (screen 1), reads who will see him and agrees (2),
and says how he wants to hear from us (3). A code on paper and a helper beside him lead to the same third
screen.
What will be seen stands before the button that agrees, always.
"""
