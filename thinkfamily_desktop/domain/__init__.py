"""Plain values that every floor speaks. Standard library only."""
