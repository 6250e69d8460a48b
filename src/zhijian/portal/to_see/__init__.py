"""您要去看望的人: whom the branch asked a member to visit, and what he says when he was there."""
