"""What a callback may be at most; beyond it nothing is read."""

from zhijian.wechat import xml

MAX_BODY_BYTES = xml.MAX_BYTES
MAX_DEPTH = xml.MAX_DEPTH
MAX_ELEMENTS = xml.MAX_ELEMENTS
# The signed timestamp may differ from our clock by this much either way.
FRESHNESS_SECONDS = 600
