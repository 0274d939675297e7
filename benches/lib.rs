//! Benchmarks only: see `benches/`. Each is a ratio against something measured in the same run.
