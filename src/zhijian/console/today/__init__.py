"""今日: what waits for me, in one sentence and a few rows."""
