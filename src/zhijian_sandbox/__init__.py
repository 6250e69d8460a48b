"""A WeChat on your desk: the platform's side of the wire, with phones, faults, a clock and a log.

`platform/` answers the server API as api.weixin.qq.com does; `callbacks.py` sends the signed callbacks
and judges the answers; `acts.py` is what a person does on a phone and `phones.py` what he sees there;
`control/` is the JSON API behind the desk's pages (docs/reference/sandbox.md). All state is one SQLite
file, `state/`. It imports nothing of Zhijian but `zhijian.wechat`, and listens on loopback only.
"""
