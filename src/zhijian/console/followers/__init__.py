"""关注者: who follows, who of them is bound, the codes on paper, tags. No page shows an openid."""
