-- Views and briefs are read and written whole: PostgreSQL need not take them apart. What is stored stays as it is and can be read.
alter table item
    alter column view type text using view::text,
    alter column brief type text using brief::text;
alter table ledger alter column view type text using view::text;
