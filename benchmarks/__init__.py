"""Measurements, never part of the product: ``python -m benchmarks``."""
