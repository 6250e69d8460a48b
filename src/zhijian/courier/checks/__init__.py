"""The live checks of an account, one question after the other: what WeChat sees, says and gives.

Only harmless questions: nothing is made, changed or sent. Each is asked once and a refusal ends it; whoever
wants it asked again presses once more.
"""

from zhijian.courier.checks.running import carry_out, check_now, renew_rights

__all__ = ["carry_out", "check_now", "renew_rights"]
