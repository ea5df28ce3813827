"""Benchmarks: each case beside its reference, interleaved in one run; ratios count, not milliseconds."""
