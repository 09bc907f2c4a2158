"""The wheel, and the program as it is once installed from it."""
