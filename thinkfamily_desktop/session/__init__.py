"""Use cases, without Qt: an open assessment, sign-off, release and export, unlocking."""
