-- What a person tells sessions apart by: a browser and a system, such as 'Firefox, Linux'.
ALTER TABLE browser_session ADD COLUMN browser text;
-- When Kept's pages last had a token renewed by what the session granted; seen_at is of the provider's own pages.
ALTER TABLE browser_session ADD COLUMN used_at timestamptz;
ALTER TABLE api_credential ADD COLUMN used_at timestamptz;
