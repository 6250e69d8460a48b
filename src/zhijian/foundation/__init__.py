"""The foundation: what every room stands on. A stair, read and imported downward only.

library | intake | outbox | activity > followers > staff > accounts > tasks > audit > vault
"""
