"""Staff: who signs in to the console, and what he may do where.

A *role* (administrator, editor, secretary …) is held on a unit and everything below it, for a term: that is a
*post*. Without a unit it is held on the whole house. Rights follow from posts and from nothing else.

Words: a *sitting* is one browser somebody is signed in with; an *invitation* is a link with which a colleague
chooses his password; the *set-up code* makes the first administrator; the *brake* counts failed attempts in
the database, for all processes together; a *joint act* is done by two; a *hand-over* passes on what somebody
has in hand when his office changes.
"""
