package dev.kept.standalone;

/**
 * A running Kept.
 *
 * @param pid its process id
 * @param url where people reach it
 * @param postgresPort of its PostgreSQL on 127.0.0.1
 * @param kafka its broker's host and port
 */
record Running(long pid, String url, int postgresPort, String kafka) {}
