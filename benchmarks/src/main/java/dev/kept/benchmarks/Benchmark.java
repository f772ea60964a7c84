package dev.kept.benchmarks;

/** Something that is measured. */
interface Benchmark {

    /** How it is asked for. */
    String name();

    /** About how many seconds it takes. */
    double seconds();

    void run() throws Exception;
}
