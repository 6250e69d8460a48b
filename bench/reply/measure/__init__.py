"""How fast is a follower answered? Runs Zhijian and its contenders in turn on one core, writes what it saw.

Read `../README.md` for what is measured and what is kept equal. `__main__` is the table of contents.
"""
