"""How the statistics are counted: each module takes days and gives the rows of one family of calls."""
