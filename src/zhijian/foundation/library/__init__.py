"""Library: what every room shows or sends: texts, links, articles, media, and packs of them.

Each item belongs to one account (WeChat's media do) and has a public page under `/read/<code>`, where cards
and links lead. Media files are judged by what is in them before they are kept, uploaded to WeChat by the
courier when they are first needed, and again before WeChat forgets them.

Words. A *pack* hands out its *parts* in order, each in a *role* (reading, audio, one large page, question).
*Rights* say who allowed an item to be shown and until when; after that day its page is put away. The
*search* finds what a follower may have meant, and nothing rather than nonsense.
"""
