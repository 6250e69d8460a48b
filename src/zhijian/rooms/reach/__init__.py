"""Reach 关注覆盖: everybody on the roster is asked to follow, and nobody is forgotten who cannot.

Words of this room. *Coverage* is how a unit's members are reached: *bound*, *following* without being bound,
reached *otherwise*, *declined*, or *not yet*, each of those with a reason. The *care list* is the people not
reached yet and who visits them. An *invitation* is a code, a QR picture or a short word, that says by whose
asking somebody came. The *register* is what is known of each account: whose it is, its kind, when its
verification ends, where it stands between opening and closing.

Promises. No person is scored or ranked; who declined is left in peace; units are compared with their own past
alone, and numbers too small to hide a person are not shown. Nothing here calls WeChat.
"""
