"""关注覆盖: who is reached and who not yet, invitations, the register of accounts."""
