package dev.kept.endtoend.crash;

/**
 * Where Kept is reached.
 *
 * @param commands the process that takes commands
 * @param accounts the one that gives tokens
 */
record Address(String commands, String accounts) {}
