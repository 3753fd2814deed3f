-- The desk: users, tickets, what is said on them, what happened to them, and what is counted.
-- Times are milliseconds since 1970 in UTC. Codes are those of src/domain (status 1 open … 4 closed, and so on).

CREATE TABLE settings (
    name  TEXT PRIMARY KEY CHECK (octet_length(name) BETWEEN 1 AND 64),
    value TEXT NOT NULL CHECK (octet_length(value) <= 65536 AND instr(value, char(0)) = 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id         INTEGER PRIMARY KEY,
    uuid       BLOB NOT NULL UNIQUE CHECK (octet_length(uuid) = 16),
    login      TEXT NOT NULL UNIQUE CHECK (octet_length(login) BETWEEN 1 AND 64 AND login NOT GLOB '*[^a-z0-9._-]*'),
    name       TEXT NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 12288 AND instr(name, char(0)) = 0),
    email      TEXT CHECK (octet_length(email) BETWEEN 3 AND 254 AND instr(email, char(0)) = 0),
    -- The same in lower case, by our own folding: SQLite's knows ASCII only.
    email_key  TEXT CHECK ((email_key IS NULL) = (email IS NULL)),
    role       INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3),
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX users_email ON users (email_key) WHERE email_key IS NOT NULL;

-- Every number ever drawn, so that none is used again; and how many of each range (by its lowest) are gone.
CREATE TABLE numbers (
    number INTEGER PRIMARY KEY CHECK (number >= 100000)
) STRICT;
CREATE TABLE number_ranges (
    lowest INTEGER PRIMARY KEY,
    taken  INTEGER NOT NULL CHECK (taken >= 0)
) STRICT;

CREATE TABLE tickets (
    id                 INTEGER PRIMARY KEY,
    uuid               BLOB NOT NULL UNIQUE CHECK (octet_length(uuid) = 16),
    number             INTEGER NOT NULL UNIQUE REFERENCES numbers (number),
    -- Bounds are judged on what was sent; the file allows three times that, the most that cleaning can add.
    subject            TEXT NOT NULL CHECK (octet_length(subject) BETWEEN 1 AND 24576 AND instr(subject, char(0)) = 0),
    description        TEXT NOT NULL CHECK (octet_length(description) <= 196608 AND instr(description, char(0)) = 0),
    category           INTEGER NOT NULL CHECK (category BETWEEN 1 AND 5),
    priority           INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 4),
    status             INTEGER NOT NULL CHECK (status BETWEEN 1 AND 4),
    requester_id       INTEGER NOT NULL REFERENCES users (id),
    assignee_id        INTEGER REFERENCES users (id),
    creator_id         INTEGER NOT NULL REFERENCES users (id),
    version            INTEGER NOT NULL CHECK (version >= 1),
    comment_count      INTEGER NOT NULL DEFAULT 0 CHECK (comment_count >= 0),
    note_count         INTEGER NOT NULL DEFAULT 0 CHECK (note_count >= 0),
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL CHECK (updated_at >= created_at),
    public_updated_at  INTEGER NOT NULL CHECK (public_updated_at <= updated_at),
    requester_spoke_at INTEGER NOT NULL,
    unanswered_since   INTEGER,
    resolved_at        INTEGER,
    closed_at          INTEGER,
    deleted_at         INTEGER,
    deleted_by         INTEGER REFERENCES users (id),
    source             TEXT CHECK (octet_length(source) BETWEEN 1 AND 1024 AND instr(source, char(0)) = 0),
    source_id          TEXT CHECK (octet_length(source_id) BETWEEN 1 AND 1024 AND instr(source_id, char(0)) = 0),
    source_digest      TEXT CHECK (octet_length(source_digest) = 64),
    CHECK ((status >= 3) >= (resolved_at IS NOT NULL)),
    CHECK ((status = 4) >= (closed_at IS NOT NULL)),
    CHECK ((deleted_at IS NULL) = (deleted_by IS NULL)),
    CHECK ((source IS NULL) = (source_id IS NULL) AND (source IS NULL) = (source_digest IS NULL))
) STRICT;

-- The sort key comes first and the id right behind it, or SQLite sorts in a temporary tree.
CREATE INDEX tickets_updated ON tickets (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tickets_created ON tickets (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tickets_priority ON tickets (priority, id) WHERE deleted_at IS NULL;
CREATE INDEX tickets_done ON tickets (status, updated_at, id) WHERE deleted_at IS NULL AND status IN (3, 4);
CREATE INDEX tickets_active ON tickets (updated_at, id, status, priority, category, assignee_id, requester_id)
    WHERE deleted_at IS NULL AND status IN (1, 2);
CREATE INDEX tickets_waiting ON tickets (unanswered_since, id DESC)
    WHERE deleted_at IS NULL AND status IN (1, 2) AND unanswered_since IS NOT NULL;
CREATE INDEX tickets_assignee ON tickets (assignee_id, updated_at, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX tickets_requester ON tickets (requester_id, public_updated_at, id);
CREATE INDEX tickets_deleted ON tickets (updated_at, id) WHERE deleted_at IS NOT NULL;
CREATE UNIQUE INDEX tickets_source ON tickets (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE comments (
    id         INTEGER PRIMARY KEY,
    uuid       BLOB NOT NULL UNIQUE CHECK (octet_length(uuid) = 16),
    ticket_id  INTEGER NOT NULL REFERENCES tickets (id),
    author_id  INTEGER NOT NULL REFERENCES users (id),
    body       TEXT NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 196608 AND instr(body, char(0)) = 0),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX comments_ticket ON comments (ticket_id, id);

-- Notes are a table of their own: no query for what is public can return one by a forgotten condition.
CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    uuid       BLOB NOT NULL UNIQUE CHECK (octet_length(uuid) = 16),
    ticket_id  INTEGER NOT NULL REFERENCES tickets (id),
    author_id  INTEGER NOT NULL REFERENCES users (id),
    body       TEXT NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 196608 AND instr(body, char(0)) = 0),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_ticket ON notes (ticket_id, id);

-- The history. `order_id` groups what one order did and makes a retry of it harmless. A purge leaves one event
-- without a ticket: its number stands in `number`.
CREATE TABLE events (
    id        INTEGER PRIMARY KEY,
    ticket_id INTEGER REFERENCES tickets (id),
    user_id   INTEGER REFERENCES users (id),
    number    INTEGER REFERENCES numbers (number),
    order_id  BLOB NOT NULL CHECK (octet_length(order_id) = 16),
    actor_id  INTEGER NOT NULL REFERENCES users (id),
    kind      INTEGER NOT NULL,
    before    TEXT CHECK (json_valid(before)),
    after     TEXT CHECK (json_valid(after)),
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX events_ticket ON events (ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX events_order ON events (order_id);
CREATE INDEX events_user ON events (user_id, id) WHERE user_id IS NOT NULL;

CREATE TRIGGER events_are_never_edited BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never edited'); END;
CREATE TRIGGER events_stay_until_the_purge BEFORE DELETE ON events
WHEN old.ticket_id IS NULL OR NOT EXISTS (SELECT 1 FROM tickets WHERE id = old.ticket_id AND deleted_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'events stay until their ticket is purged'); END;

-- What the cards show, kept in the same transaction as the tickets.
CREATE TABLE counters (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    open        INTEGER NOT NULL CHECK (open >= 0),
    in_progress INTEGER NOT NULL CHECK (in_progress >= 0),
    resolved    INTEGER NOT NULL CHECK (resolved >= 0),
    closed      INTEGER NOT NULL CHECK (closed >= 0),
    unassigned  INTEGER NOT NULL CHECK (unassigned >= 0)
) STRICT;
INSERT INTO counters VALUES (1, 0, 0, 0, 0, 0);

CREATE TRIGGER counters_insert AFTER INSERT ON tickets WHEN new.deleted_at IS NULL BEGIN
    UPDATE counters SET
        open        = open        + (new.status = 1),
        in_progress = in_progress + (new.status = 2),
        resolved    = resolved    + (new.status = 3),
        closed      = closed      + (new.status = 4),
        unassigned  = unassigned  + (new.status IN (1, 2) AND new.assignee_id IS NULL);
END;
CREATE TRIGGER counters_update AFTER UPDATE OF status, assignee_id, deleted_at ON tickets BEGIN
    UPDATE counters SET
        open        = open        + (new.deleted_at IS NULL AND new.status = 1) - (old.deleted_at IS NULL AND old.status = 1),
        in_progress = in_progress + (new.deleted_at IS NULL AND new.status = 2) - (old.deleted_at IS NULL AND old.status = 2),
        resolved    = resolved    + (new.deleted_at IS NULL AND new.status = 3) - (old.deleted_at IS NULL AND old.status = 3),
        closed      = closed      + (new.deleted_at IS NULL AND new.status = 4) - (old.deleted_at IS NULL AND old.status = 4),
        unassigned  = unassigned
                    + (new.deleted_at IS NULL AND new.status IN (1, 2) AND new.assignee_id IS NULL)
                    - (old.deleted_at IS NULL AND old.status IN (1, 2) AND old.assignee_id IS NULL);
END;
-- Only deleted tickets are purged, and those are in no counter.
CREATE TRIGGER tickets_are_deleted_before_purge BEFORE DELETE ON tickets WHEN old.deleted_at IS NULL
BEGIN SELECT RAISE(ABORT, 'only deleted tickets are purged'); END;

-- One document a ticket, its row id the ticket's: number, subject, description, thread, notes, requester's name, as
-- folded words with blanks between (src/domain/words.rs), so that the tokenizer has nothing left to decide.
-- For staff only: a guest's own few tickets are scanned instead.
CREATE VIRTUAL TABLE search USING fts5 (
    doc, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);
