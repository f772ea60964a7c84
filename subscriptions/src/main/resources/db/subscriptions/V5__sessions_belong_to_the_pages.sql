-- Sessions have a schema of the pages' own. Whoever is signed in signs in once more.
DROP TABLE pages_session;
