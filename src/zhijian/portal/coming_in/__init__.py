"""Coming in: by WeChat's own sign-in where the account has it, by a link given in chat everywhere else."""
