"""我的: what is on file about a member, who sees it, where he is signed in, and the way out."""
