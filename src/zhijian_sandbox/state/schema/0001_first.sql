CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE apps (
    appid TEXT PRIMARY KEY,
    gh_id TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,                      -- JSON: what was registered
    registered_at REAL NOT NULL,
    menu TEXT,                                   -- JSON as stored by menu/create
    menu_id INTEGER,
    autoreply TEXT                               -- JSON for get_current_autoreply_info
) WITHOUT ROWID;

CREATE TABLE followers (
    number INTEGER PRIMARY KEY,                  -- phone-<number>
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    openid TEXT,                                 -- asked for, waiting for its first account
    large_type INTEGER NOT NULL,
    clock_offset_seconds INTEGER NOT NULL,
    on_desk INTEGER NOT NULL
);
CREATE INDEX followers_on_desk ON followers (number) WHERE on_desk = 1;

-- One person at one account: the openid, and everything the account may know or do by it.
CREATE TABLE ties (
    id INTEGER PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    follower INTEGER NOT NULL REFERENCES followers ON DELETE CASCADE,
    openid TEXT NOT NULL,
    following INTEGER NOT NULL DEFAULT 0,
    followed_at INTEGER,
    subscribe_scene TEXT NOT NULL DEFAULT '',
    qr_scene INTEGER NOT NULL DEFAULT 0,
    qr_scene_str TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT '',
    blacklisted INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    wrote_at REAL,                               -- opens the 48-hour window
    wrote_left INTEGER NOT NULL DEFAULT 0,
    acted_at REAL,                               -- opens the one-minute window
    acted_left INTEGER NOT NULL DEFAULT 0,
    typing_until REAL,
    UNIQUE (appid, openid),
    UNIQUE (appid, follower)
);
CREATE INDEX ties_following ON ties (appid, id) WHERE following = 1;
CREATE INDEX ties_follower ON ties (follower);

CREATE TABLE bubbles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    follower INTEGER NOT NULL REFERENCES followers ON DELETE CASCADE,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    via TEXT NOT NULL,
    at REAL NOT NULL,
    gap INTEGER NOT NULL,
    thread TEXT,
    content TEXT NOT NULL                        -- JSON: the fields of this kind
);
CREATE INDEX bubbles_chat ON bubbles (follower, appid, id);

CREATE TABLE tags (
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (appid, id)
) WITHOUT ROWID;

CREATE TABLE taggings (
    tie INTEGER NOT NULL REFERENCES ties ON DELETE CASCADE,
    appid TEXT NOT NULL,
    tag INTEGER NOT NULL,
    PRIMARY KEY (tie, tag),
    FOREIGN KEY (appid, tag) REFERENCES tags ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX taggings_tag ON taggings (appid, tag, tie);

CREATE TABLE media (
    media_id TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    kind TEXT NOT NULL,                          -- image, voice, video, thumb
    mime_type TEXT NOT NULL,
    file_name TEXT NOT NULL,
    made_at REAL NOT NULL,
    size_bytes INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
CREATE INDEX media_app ON media (appid);

CREATE TABLE qrcodes (
    id INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL UNIQUE,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    scene TEXT NOT NULL,                         -- JSON: a number or a string
    permanent INTEGER NOT NULL,
    url TEXT NOT NULL UNIQUE,
    made_at REAL NOT NULL,
    expires_at REAL
);
CREATE INDEX qrcodes_app ON qrcodes (appid, permanent);

CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    kind TEXT NOT NULL,                          -- plain, stable
    made_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    revoked_at REAL                              -- good until then, when something replaced it
) WITHOUT ROWID;
CREATE INDEX tokens_app ON tokens (appid, kind, made_at);

CREATE TABLE usage (
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    path TEXT NOT NULL,
    period TEXT NOT NULL,                        -- a day, a minute or a month of the sandbox's clock
    used INTEGER NOT NULL,
    PRIMARY KEY (appid, path, period)
) WITHOUT ROWID;

CREATE TABLE faults (
    kind TEXT PRIMARY KEY,
    appid TEXT,
    count INTEGER,
    left INTEGER,
    used INTEGER NOT NULL,
    options TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                          -- callback, call
    appid TEXT,
    follower INTEGER,
    at REAL NOT NULL,
    real_at REAL NOT NULL,
    ms INTEGER NOT NULL,
    title TEXT NOT NULL,
    label TEXT NOT NULL,
    verdict TEXT NOT NULL,
    status INTEGER NOT NULL DEFAULT 0,
    thread TEXT,
    attempt INTEGER NOT NULL DEFAULT 0,
    fault TEXT,
    reason TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT '',
    rid TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL                        -- JSON: the callback or the call
);
CREATE INDEX log_thread ON log (thread, attempt) WHERE thread IS NOT NULL;
CREATE INDEX log_rid ON log (rid) WHERE rid <> '';
