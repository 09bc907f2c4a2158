"""One small test for each thing we take on trust from Python, Qt, SQLCipher, ReportLab and the fonts."""
