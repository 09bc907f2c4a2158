"""Qt item models over plain values: lists of many rows and few shapes."""
