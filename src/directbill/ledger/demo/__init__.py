"""Generated ledgers: a small believable one and a big one for benchmarks."""
