"""What this room keeps."""

from zhijian.rooms.reach.models.care import Following, Snapshot, Tallied, Tally, Word

__all__ = ["Following", "Snapshot", "Tallied", "Tally", "Word"]
