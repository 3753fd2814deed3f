-- A desk that is served over ssh: people's keys, and a search index that guests' sessions write without reading notes.

-- The public keys people sign in with. A key is one person's: it says who they are.
CREATE TABLE keys (
    id          INTEGER PRIMARY KEY,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    -- `SHA256:` and 43 characters, as `ssh-keygen -l` prints it.
    fingerprint TEXT NOT NULL UNIQUE CHECK (octet_length(fingerprint) = 50 AND fingerprint GLOB 'SHA256:*'),
    -- As it stands in a `.pub` file, without the comment: `ssh-ed25519 AAAA…`.
    line        TEXT NOT NULL CHECK (octet_length(line) BETWEEN 16 AND 16384 AND instr(line, char(10)) = 0),
    -- The comment of the file, by which people tell their keys apart.
    label       TEXT NOT NULL CHECK (octet_length(label) <= 12288 AND instr(label, char(0)) = 0),
    added_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX keys_user ON keys (user_id);

-- A document is written by naming its ticket and its place here. What it says is gathered by the trigger and goes to the
-- index alone: a session that must not read notes can so write documents that have their words (src/store/sqlite/guest).
CREATE VIEW unwritten (place, ticket_id) AS SELECT NULL, NULL WHERE FALSE;
CREATE TRIGGER document INSTEAD OF INSERT ON unwritten BEGIN
    INSERT INTO search_active (rowid, doc)
        SELECT new.place, document(t.number, t.subject, t.description, u.name, t.status, t.priority, t.category, t.assignee_id,
            t.requester_id, t.created_at, (SELECT group_concat(body, char(0)) FROM (
                SELECT body FROM comments WHERE ticket_id = t.id UNION ALL SELECT body FROM notes WHERE ticket_id = t.id)))
        FROM tickets t JOIN users u ON u.id = t.requester_id WHERE t.id = new.ticket_id AND t.status IN (1, 2);
    INSERT INTO search_done (rowid, doc)
        SELECT new.place, document(t.number, t.subject, t.description, u.name, t.status, t.priority, t.category, t.assignee_id,
            t.requester_id, t.created_at, (SELECT group_concat(body, char(0)) FROM (
                SELECT body FROM comments WHERE ticket_id = t.id UNION ALL SELECT body FROM notes WHERE ticket_id = t.id)))
        FROM tickets t JOIN users u ON u.id = t.requester_id WHERE t.id = new.ticket_id AND t.status IN (3, 4);
END;
