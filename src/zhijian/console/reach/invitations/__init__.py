"""邀请: a unit's codes, its poster and wallet cards, a member's own code."""
