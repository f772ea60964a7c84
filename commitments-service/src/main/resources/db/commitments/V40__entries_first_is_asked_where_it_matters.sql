-- Most often the transaction has written nothing before: then no function is called.
DROP TRIGGER entry_comes_first ON entry;
CREATE TRIGGER entry_comes_first BEFORE INSERT ON entry FOR EACH STATEMENT
    WHEN (pg_current_xact_id_if_assigned() IS NOT NULL) EXECUTE FUNCTION require_entries_first();
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_comes_first;
