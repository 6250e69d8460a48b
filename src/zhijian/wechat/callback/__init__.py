"""The platform's seal on a callback: signatures, encryption, and the envelope that carries both.

Only the gateway, the sandbox and tests come here; everybody else sees opened messages.
"""

from zhijian.wechat.callback.crypto import Cipher, Opened
from zhijian.wechat.callback.refused import Refused

__all__ = ["Cipher", "Opened", "Refused"]
