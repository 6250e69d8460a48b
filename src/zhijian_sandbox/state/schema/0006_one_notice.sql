-- The older form of a notice: allowed once, for a scene of the account's own numbering.
CREATE TABLE once_grants (
    tie INTEGER NOT NULL REFERENCES ties ON DELETE CASCADE,
    template_id TEXT NOT NULL,
    scene INTEGER NOT NULL,
    PRIMARY KEY (tie, template_id, scene)
) WITHOUT ROWID;
