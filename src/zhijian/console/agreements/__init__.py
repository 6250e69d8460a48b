"""要两个人办的事: what somebody asked for and a second person has to agree to."""
