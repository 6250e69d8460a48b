-- Who came and went, for statistics.
CREATE TABLE follows (
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    at REAL NOT NULL,
    change INTEGER NOT NULL,                     -- 1 came, -1 left
    source INTEGER NOT NULL                      -- user_source of the statistics
);
CREATE INDEX follows_app ON follows (appid, at);
INSERT INTO follows SELECT appid, coalesce(followed_at, 0), 1, 0 FROM ties WHERE following = 1;

-- What readers did with an article.
CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    post INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    idx INTEGER NOT NULL,                        -- from 0
    follower INTEGER NOT NULL REFERENCES followers ON DELETE CASCADE,
    kind TEXT NOT NULL,                          -- read, share, like, recommend, keep, original
    source TEXT NOT NULL,
    at REAL NOT NULL
);
CREATE INDEX readings_app ON readings (appid, at);

CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    idx INTEGER NOT NULL,                        -- from 0
    number INTEGER NOT NULL,                     -- user_comment_id
    follower INTEGER NOT NULL REFERENCES followers ON DELETE CASCADE,
    content TEXT NOT NULL,
    at REAL NOT NULL,
    elected INTEGER NOT NULL DEFAULT 0,
    deleted TEXT NOT NULL DEFAULT '',            -- by author, by account
    reply TEXT,
    replied_at REAL,
    UNIQUE (post, idx, number)
);
