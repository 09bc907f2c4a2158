"""Measurements beside a reference taken in the same run; never tests that pass or fail by the clock."""
