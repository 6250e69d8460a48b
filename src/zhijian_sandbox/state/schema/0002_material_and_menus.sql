-- Permanent media. What was deleted stays for the phones that show it.
ALTER TABLE media ADD COLUMN permanent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE media ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE media ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE media ADD COLUMN introduction TEXT NOT NULL DEFAULT '';
CREATE INDEX media_permanent ON media (appid, kind, made_at) WHERE permanent = 1 AND gone = 0;

-- Menus for some, and the one made in the admin back end.
CREATE TABLE conditional_menus (
    menu_id INTEGER PRIMARY KEY,
    appid TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    menu TEXT NOT NULL,                          -- JSON as stored by menu/addconditional
    rule TEXT NOT NULL                           -- JSON: the matchrule
);
CREATE INDEX conditional_menus_app ON conditional_menus (appid, menu_id);
ALTER TABLE apps ADD COLUMN backend_menu TEXT;   -- JSON: selfmenu_info
ALTER TABLE followers ADD COLUMN platform TEXT NOT NULL DEFAULT 'android';

-- When the back end last gave its default reply to this person.
ALTER TABLE ties ADD COLUMN default_answered_at REAL;
