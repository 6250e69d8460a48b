"""What this room keeps."""
