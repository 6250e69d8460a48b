"""WeChat's door: verify, open, answer from memory, keep, reply; lean ASGI, no Django views.

Words: a *door* is one account's address with its keys; a *callback* is one request of the platform; to be
*refused* is an empty 403 that looks and takes the same whatever was wrong.

Promises: the answer leaves only after the message is durable; it leaves within the platform's five seconds
whatever the rules do; the only 5xx is the 503 of a message that could be kept nowhere. No openid, text, token
or secret stands in a log line or a metric.
"""
