"""我的: how I am called, how the console looks to me, how I come in, where I am signed in."""
