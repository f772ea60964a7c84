-- Entries and items of a kind bear one name.
update item set kind = 'check-in' where kind = 'check-ins';
