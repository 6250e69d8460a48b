"""自动回复: the list of rules, the editor, what nobody could answer, and what is said then."""
