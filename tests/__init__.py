"""The tests; `tests/README.md` says how to run them."""
