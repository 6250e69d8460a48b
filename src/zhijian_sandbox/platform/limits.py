"""Numbers of the platform that nobody has confirmed, in one place.

The documentation is silent or contradicts itself on these: each is our choice, made to be changed here
when somebody knows better. Numbers that are documented stand beside the call they belong to.
"""

# Permanent media beyond their number: how many are allowed is documented, what is answered is not.
MATERIAL_FULL = 45009
# A video without its second form field.
VIDEO_WITHOUT_WORDS = 40035
# Conditional menus an account may have; only the calls a day are documented.
CONDITIONAL_MENUS = 100
# A condition on a tag that is none of the account's.
CONDITIONAL_MENU_BAD_TAG = 45159
