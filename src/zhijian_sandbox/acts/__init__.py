"""What a person does on his phone: follow, write, tap the menu, scan, open a page.

Every act leaves its own bubble, opens the account's windows, and writes the letters that `callbacks.py`
takes to the account.
"""
