-- A long view is not written again with each entry: it stands at this entry, and what came after is folded into it when it is read.
-- Null where the view stands at the item's last entry.
alter table item add column view_sequence bigint;
