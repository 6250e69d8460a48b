CREATE TABLE drafts (
    media_id TEXT PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    articles TEXT NOT NULL,                      -- JSON: a list of articles as stored
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX drafts_app ON drafts (appid, updated_at);

-- Articles that left the drafts together, published or pushed. The platform's msg_data_id is made of the id.
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    key TEXT NOT NULL UNIQUE,                    -- in the addresses of its articles
    how TEXT NOT NULL,                           -- published, pushed
    article_id TEXT UNIQUE,                      -- of a publication that succeeded
    articles TEXT NOT NULL,                      -- JSON: as in drafts, with url, thumb_url, is_deleted
    at REAL NOT NULL
);
CREATE INDEX posts_app ON posts (appid, how, at);

CREATE TABLE publications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- publish_id is made of it
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    post INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    draft TEXT NOT NULL,                         -- the media_id it came from
    status INTEGER NOT NULL,
    fail_idx TEXT NOT NULL DEFAULT '[]'
);

CREATE TABLE pushes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- msg_id is made of it
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    post INTEGER REFERENCES posts ON DELETE SET NULL,
    draft TEXT,                                  -- the media_id its articles came from
    client_id TEXT,                              -- clientmsgid
    kind TEXT NOT NULL,                          -- mpnews, text, ...
    content TEXT NOT NULL,                       -- JSON: the bubbles to show
    to_all INTEGER NOT NULL,
    tag INTEGER,
    openids TEXT,                                -- JSON, when sent to named people
    at REAL NOT NULL,
    state TEXT NOT NULL,                         -- waiting, sending, sent, failed, deleted
    status TEXT NOT NULL DEFAULT '',             -- as in the event
    total INTEGER NOT NULL DEFAULT 0,
    filtered INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    finished_at REAL
);
CREATE INDEX pushes_app ON pushes (appid, at);
CREATE INDEX pushes_client ON pushes (appid, client_id) WHERE client_id IS NOT NULL;

-- How many pushes a follower got in a month: a service account may send four.
CREATE TABLE push_receipts (
    tie INTEGER NOT NULL REFERENCES ties ON DELETE CASCADE,
    month TEXT NOT NULL,
    got INTEGER NOT NULL,
    PRIMARY KEY (tie, month)
) WITHOUT ROWID;

-- What the platform will do by itself, as soon as either clock says so.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    due_at REAL NOT NULL,
    real_due_at REAL NOT NULL
);
