-- Web logins: a code is used once, within five minutes.
CREATE TABLE login_codes (
    code TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    openid TEXT NOT NULL,
    scope TEXT NOT NULL,
    snapshot INTEGER NOT NULL,                   -- a guest on a snapshot page: the openid is nobody's
    made_at REAL NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE logins (
    refresh_token TEXT PRIMARY KEY,
    access_token TEXT NOT NULL UNIQUE,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    openid TEXT NOT NULL,
    scope TEXT NOT NULL,
    expires_at REAL NOT NULL,
    refresh_expires_at REAL NOT NULL
) WITHOUT ROWID;

-- Templates of an account: for subscription notices, or for template messages.
CREATE TABLE templates (
    template_id TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    family TEXT NOT NULL,                        -- notice, message
    tid TEXT NOT NULL,                           -- of the public library
    kids TEXT NOT NULL,                          -- JSON: the keywords chosen
    scene TEXT NOT NULL DEFAULT '',
    made_at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX templates_app ON templates (appid, family, made_at);

-- What a follower allowed: so many notices more, or always.
CREATE TABLE grants (
    tie INTEGER NOT NULL REFERENCES ties ON DELETE CASCADE,
    template_id TEXT NOT NULL REFERENCES templates ON DELETE CASCADE,
    "left" INTEGER NOT NULL,
    always INTEGER NOT NULL,
    PRIMARY KEY (tie, template_id)
) WITHOUT ROWID;

-- Notices and template messages on their way to a report.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- the msgid is made of it
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    tie INTEGER NOT NULL REFERENCES ties ON DELETE CASCADE,
    template_id TEXT NOT NULL,
    family TEXT NOT NULL,
    client_id TEXT,
    content TEXT NOT NULL,                       -- JSON: the bubble
    at REAL NOT NULL
);
CREATE INDEX notices_client ON notices (appid, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE short_keys (
    short_key TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    long_data TEXT NOT NULL,
    made_at REAL NOT NULL,
    expires_at REAL NOT NULL
) WITHOUT ROWID;

-- Staff in the platform's own customer service.
CREATE TABLE agents (
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    account TEXT NOT NULL,
    id INTEGER NOT NULL,
    nickname TEXT NOT NULL,
    invited TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (appid, account)
) WITHOUT ROWID;

CREATE TABLE agent_sessions (
    tie INTEGER PRIMARY KEY REFERENCES ties ON DELETE CASCADE,
    appid TEXT NOT NULL,
    account TEXT NOT NULL,
    at REAL NOT NULL,
    FOREIGN KEY (appid, account) REFERENCES agents ON DELETE CASCADE
);
