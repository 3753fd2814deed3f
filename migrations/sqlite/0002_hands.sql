-- The desk at the speed of hands: what is being typed, what was looked at, views and settings of one's own, and what was
-- taken back.

-- What somebody is writing and has not sent. Several of one kind may stand beside each other: another window started one.
-- A draft names its ticket by the number, which is never used again: it outlives a ticket that is purged.
-- Only edits go with their ticket: they hold its own text.
CREATE TABLE drafts (
    -- Never used again: an order that is sent twice must not remove a draft that was begun since.
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id  INTEGER NOT NULL REFERENCES users (id),
    -- 1 comment, 2 note, 3 new ticket, 4 edit, 5 change to marked tickets, of which `number` is the first.
    kind     INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
    -- NULL: of a ticket that is not made yet.
    number   INTEGER,
    -- Every field with its cursor, as JSON; at most what the form can hold.
    content  TEXT NOT NULL CHECK (octet_length(content) <= 1048576 AND json_valid(content)),
    -- The window that types in it, by the id of its session; NULL once it was put aside.
    holder   BLOB CHECK (octet_length(holder) = 16),
    saved_at INTEGER NOT NULL,
    CHECK ((kind = 3) = (number IS NULL))
) STRICT;
CREATE INDEX drafts_user ON drafts (user_id, kind, number);
CREATE INDEX drafts_number ON drafts (number) WHERE number IS NOT NULL;

-- How far a ticket's requester had spoken (its `requester_spoke_at`) when somebody last looked at it. Written only where
-- something was new to them; by no clock, so that none can make what came later look old.
CREATE TABLE looks (
    user_id   INTEGER NOT NULL REFERENCES users (id),
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    at        INTEGER NOT NULL,
    PRIMARY KEY (user_id, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX looks_ticket ON looks (ticket_id);

-- Queries with a name and perhaps a digit: somebody's own, or everybody's where there is no owner.
CREATE TABLE views (
    id       INTEGER PRIMARY KEY,
    owner_id INTEGER REFERENCES users (id),
    name     TEXT NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 12288 AND instr(name, char(0)) = 0),
    -- The name folded by our own code: no two of one owner differ by case alone.
    name_key TEXT NOT NULL CHECK (octet_length(name_key) BETWEEN 1 AND 24576),
    digit    INTEGER CHECK (digit BETWEEN 1 AND 9),
    query    TEXT NOT NULL CHECK (octet_length(query) <= 65536 AND instr(query, char(0)) = 0)
) STRICT;
CREATE UNIQUE INDEX views_name ON views (coalesce(owner_id, 0), name_key);
CREATE UNIQUE INDEX views_digit ON views (coalesce(owner_id, 0), digit) WHERE digit IS NOT NULL;

-- What somebody set for themselves; `settings` has what is set for the desk.
CREATE TABLE preferences (
    user_id INTEGER NOT NULL REFERENCES users (id),
    name    TEXT NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 64),
    value   TEXT NOT NULL CHECK (octet_length(value) <= 65536 AND instr(value, char(0)) = 0),
    PRIMARY KEY (user_id, name)
) STRICT, WITHOUT ROWID;

-- Comments and notes that were taken back, with the key they had, so that redo puts each where it was. They left the
-- tables of the thread: no query for what is said can return one by a forgotten condition.
CREATE TABLE withdrawn (
    id         INTEGER PRIMARY KEY,
    internal   INTEGER NOT NULL CHECK (internal IN (0, 1)),
    words_id   INTEGER NOT NULL,
    uuid       BLOB NOT NULL UNIQUE CHECK (octet_length(uuid) = 16),
    ticket_id  INTEGER NOT NULL REFERENCES tickets (id),
    author_id  INTEGER NOT NULL REFERENCES users (id),
    body       TEXT NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 196608 AND instr(body, char(0)) = 0),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX withdrawn_ticket ON withdrawn (ticket_id);
-- The key of words that were taken back is not given to others.
CREATE UNIQUE INDEX withdrawn_words ON withdrawn (internal, words_id);

-- Which order took which order back, or did it again: the latest line about an order says whether it stands.
CREATE TABLE takebacks (
    id       INTEGER PRIMARY KEY,
    actor_id INTEGER NOT NULL REFERENCES users (id),
    order_id BLOB NOT NULL UNIQUE CHECK (octet_length(order_id) = 16),
    target   BLOB NOT NULL CHECK (octet_length(target) = 16),
    is_redo  INTEGER NOT NULL CHECK (is_redo IN (0, 1)),
    -- What it said of what stayed as it was, as a JSON list: it says so again when it is sent again.
    kept     TEXT NOT NULL CHECK (json_valid(kept)),
    -- The latest event when it was written: what came behind it is newer.
    event_id INTEGER NOT NULL
) STRICT;
CREATE INDEX takebacks_target ON takebacks (target, id);
CREATE INDEX takebacks_actor ON takebacks (actor_id, id);

-- Somebody's own changes, the latest first.
CREATE INDEX events_actor ON events (actor_id, id);

-- Imports used not to say that a ticket had been answered before its thread begins, which undo has to know once it takes
-- words back. Where nobody answered in the thread and the requester does not wait since the ticket was made, it was so. This
-- is the only time that the history is completed.
DROP TRIGGER events_are_never_edited;
UPDATE events SET after = json_set(coalesce(after, '{}'), '$.answered', json('true'))
    WHERE kind = 2 AND ticket_id IN (
        SELECT id FROM tickets t WHERE t.unanswered_since IS NOT t.created_at
            AND NOT EXISTS (SELECT 1 FROM comments WHERE ticket_id = t.id AND author_id <> t.requester_id)
    );
CREATE TRIGGER events_are_never_edited BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never edited'); END;

-- What nobody has yet, the most pressing first: what is pulled next.
CREATE INDEX tickets_next ON tickets (priority DESC, unanswered_since IS NULL, unanswered_since, created_at, id)
    WHERE deleted_at IS NULL AND status IN (1, 2) AND assignee_id IS NULL;

-- What a purge left behind is found by its number.
CREATE INDEX events_number ON events (number) WHERE number IS NOT NULL;
-- What happened to the desk itself: settings, views.
CREATE INDEX events_desk ON events (id) WHERE ticket_id IS NULL AND user_id IS NULL AND number IS NULL;
