"""Benchmarks beside peers; each row is measured on the real thing."""
