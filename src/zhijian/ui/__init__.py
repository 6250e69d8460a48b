"""What the doors share: the content policy, icons, assets, small behaviours, what to show when it failed.

Words: a *behaviour* is a script of one purpose, found by a `data-` attribute; an *asset* is a static file
whose address changes with its content. Nothing here knows a room.
"""
