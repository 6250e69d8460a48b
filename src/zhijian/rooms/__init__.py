"""Rooms: one for each thing an organisation does with its accounts. Strangers to each other."""
