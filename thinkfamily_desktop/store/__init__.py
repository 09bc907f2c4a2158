"""The vault. The only SQL, the only sqlcipher3, on one thread of its own."""
