"""One of several replies by chance: which one, the message itself decides.

WeChat sends a message up to three times, to any gateway, and a late answer is made by the worker: all of them
draw the same, and remember nothing.
"""

from hashlib import blake2b

from zhijian.rooms.answers.parts import Reply
from zhijian.wechat.events import Event
from zhijian.wechat.messages import Received


def drawn(reply: Reply, *, message: Received, rule: int) -> Reply:
    """What of it this message is answered; a reply that says everything as it is."""
    return reply.one_of[place(len(reply.one_of), message=message, rule=rule)] if reply.one_of else reply


def place(count: int, *, message: Received, rule: int) -> int:
    """Each of the places as likely as the others, from one message to the next."""
    mark = f"{rule}:{message.from_user}:{_name(message)}"
    return int.from_bytes(blake2b(mark.encode(), digest_size=8).digest()) % count


def _name(message: Received) -> str:
    """The same in each of the platform's attempts. Events have no id."""
    if isinstance(message, Event):
        return f"{message.create_time}:{message.event}:{message.event_key}"
    return str(message.create_time if message.msg_id is None else message.msg_id)
