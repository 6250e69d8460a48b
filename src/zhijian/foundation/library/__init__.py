"""Library: what every room shows or sends: texts, links, articles, media, and packs of them.

Each item belongs to one account (WeChat's media do) and has a public page under `/read/<code>`, where cards
and links lead. Media files are checked for kind and size before they are kept, and uploaded to WeChat by the
courier when they are first needed.
"""
