"""菜单: the grid, the chosen place below it, the phone beside it, and the versions one can go back to."""
