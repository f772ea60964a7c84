package dev.kept.local;

/** A database role and its password. */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return username;
    }
}
