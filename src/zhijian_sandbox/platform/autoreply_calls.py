"""The auto-replies made in the admin back end, for those who want to take them over."""

from zhijian_sandbox.platform.call import Call, Endpoint, Fields

_NONE: Fields = {
    "is_add_friend_reply_open": 0,
    "is_autoreply_open": 0,
    "keyword_autoreply_info": {"list": []},
}


def current(call: Call) -> Fields:
    """What the control API was told, else that there are none."""
    return call.app.autoreply if call.app.autoreply is not None else _NONE


ENDPOINTS = (Endpoint("GET", "/cgi-bin/get_current_autoreply_info", current),)
