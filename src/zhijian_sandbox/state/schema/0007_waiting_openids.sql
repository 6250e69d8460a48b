-- Phones are looked for by openid all the time, also among a hundred thousand.
CREATE INDEX followers_waiting ON followers (openid) WHERE openid IS NOT NULL;
