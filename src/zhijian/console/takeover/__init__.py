"""接过来: what was found in WeChat's back end, what to decide, old beside new, and the switch."""
