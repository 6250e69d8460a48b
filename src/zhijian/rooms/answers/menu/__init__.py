"""The account's menu: three columns of five places, a draft until somebody publishes it.

Words. A *place* is where an entry stands: `2` is the second column, `2.3` the third place below it. A
*version* is a whole menu, for everybody or for the followers with one tag; at any time one version of each is
the *draft*, one is *live*, and the others are kept to go back to.

Promises. What is published was checked against the platform's rules first; what the platform refuses comes
back to the draft with its reason. `Account.menu` is what followers see: it changes when WeChat has said yes.
"""
