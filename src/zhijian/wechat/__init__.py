"""The WeChat Official Account protocol, in plain Python: callbacks, messages, replies, and a client.

It knows nothing of Django or of the rest of Zhijian. WeChat's own names (FromUserName, errcode) live
here and stay here; what this package hands out is typed, frozen, and safe to print.
"""
