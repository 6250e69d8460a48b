"""操作记录: who did what, to what, when and from where, in words."""
