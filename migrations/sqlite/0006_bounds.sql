-- What somebody wrote on a ticket, by its size alone: what is asked before a guest's text is added does not depend on what staff
-- wrote there.
CREATE INDEX comments_author ON comments (ticket_id, author_id, created_at, octet_length(body));
