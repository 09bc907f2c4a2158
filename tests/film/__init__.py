"""Pictures of the program's screens, to be looked at."""
