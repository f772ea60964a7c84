-- Codes by which somebody who lost all passkeys sets a password; those that are not used, 80 random bits each, stored as digests.
CREATE TABLE account_recovery_code (
    owner       uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
    code_digest text NOT NULL,
    PRIMARY KEY (owner, code_digest)
);
