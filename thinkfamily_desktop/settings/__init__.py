"""What may be chosen, and by whom: policy, local content, preferences, places."""
