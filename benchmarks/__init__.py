"""Measurements, run by hand: ratios side by side in one run. No test asserts a time."""
