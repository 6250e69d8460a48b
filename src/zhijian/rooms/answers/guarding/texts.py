"""The words in a message, wherever it carries them."""

from zhijian.wechat.messages import Link, Location, Received, Text, Voice


def texts_to_guard(message: Received) -> tuple[str, ...]:
    if isinstance(message, Text):
        return (message.content,)
    if isinstance(message, Voice):
        return (message.recognition,)
    if isinstance(message, Link):
        return (message.title, message.description)
    return (message.label,) if isinstance(message, Location) else ()
