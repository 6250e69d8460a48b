"""The staff's door: pages by room, rendered here, made pleasant by htmx, working without a script.

Every view goes through `access`: who is asking, what may he do, which account is he at. Views ask queries and
call services; they write nothing themselves.
"""
