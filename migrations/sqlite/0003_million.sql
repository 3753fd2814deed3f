-- A million tickets: a search index whose hits come in the list's own order, and an index for every list.

-- The documents of the search index, each in a place of its own: its row id in one of the two tables below. Places are given
-- out in eras (src/store/sqlite/index/eras.rs): within one, the later place has the later activity.
CREATE TABLE documents (
    place      INTEGER PRIMARY KEY,
    ticket_id  INTEGER NOT NULL UNIQUE REFERENCES tickets (id),
    -- The ticket's activity when it got this place, which is its activity now.
    updated_at INTEGER NOT NULL
) STRICT;

-- The last place that each era gave out, and to whom.
CREATE TABLE eras (
    id         INTEGER PRIMARY KEY CHECK (id >= 0),
    next       INTEGER NOT NULL CHECK (next > 0),
    updated_at INTEGER NOT NULL,
    ticket_id  INTEGER NOT NULL
) STRICT;
CREATE INDEX eras_latest ON eras (updated_at, ticket_id);

-- Tickets that came in bulk and cannot be searched yet, by their activity: the order in which they get their places. A line
-- is looked at when its turn comes: its ticket may have changed, and so got its document, or be gone.
CREATE TABLE unsearched (
    updated_at INTEGER NOT NULL,
    ticket_id  INTEGER NOT NULL,
    PRIMARY KEY (updated_at, ticket_id)
) STRICT, WITHOUT ROWID;
INSERT INTO unsearched SELECT updated_at, id FROM tickets WHERE deleted_at IS NULL;

-- One document a ticket: its words, folded, each once; its fields, and which words stand side by side, as words that nobody can
-- type (src/store/sqlite/index/token.rs). Active tickets, which change, and done ones, which are many, stand apart. Neither
-- words' places (detail) nor texts (content) are kept: phrases and the ends of long words are looked up in the rows. Merging
-- is not the writer's work (automerge); only where nobody ever tidies up does it happen in a write (crisismerge).
-- For staff only, since notes are in it: a guest's own few tickets are scanned instead.
DROP TABLE search;
CREATE VIRTUAL TABLE search_active USING fts5 (
    doc, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 5 6 7 8 9 10'
);
CREATE VIRTUAL TABLE search_done USING fts5 (
    doc, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 5 6 7 8 9 10'
);
INSERT INTO search_active (search_active, rank) VALUES ('automerge', 0), ('crisismerge', 64);
INSERT INTO search_done (search_done, rank) VALUES ('automerge', 0), ('crisismerge', 64);

-- Lists. What must be equal comes first, then the sort key with the id right behind it, then what else is asked for, so that
-- rows that do not match are passed over without being read.
DROP INDEX tickets_done;
DROP INDEX tickets_active;
DROP INDEX tickets_waiting;
CREATE INDEX tickets_status ON tickets (status, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tickets_active ON tickets (updated_at, id, status, priority, category, assignee_id, requester_id, created_at)
    WHERE deleted_at IS NULL AND status IN (1, 2);
CREATE INDEX tickets_active_created ON tickets (created_at, id, status, priority, category, assignee_id, requester_id, updated_at)
    WHERE deleted_at IS NULL AND status IN (1, 2);
CREATE INDEX tickets_active_priority ON tickets (priority, id, status, category, assignee_id, requester_id, created_at, updated_at)
    WHERE deleted_at IS NULL AND status IN (1, 2);
CREATE INDEX tickets_active_pressing ON tickets (priority, updated_at, id, status, category, assignee_id, requester_id, created_at)
    WHERE deleted_at IS NULL AND status IN (1, 2);
CREATE INDEX tickets_active_assignee ON tickets (assignee_id, updated_at, id, status, priority, category, requester_id, created_at)
    WHERE deleted_at IS NULL AND status IN (1, 2);
CREATE INDEX tickets_waiting ON tickets (unanswered_since, id DESC, status, priority, category, assignee_id, requester_id, created_at, updated_at)
    WHERE deleted_at IS NULL AND status IN (1, 2) AND unanswered_since IS NOT NULL;
