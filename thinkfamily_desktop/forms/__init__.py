"""The engine: form files become a Form, answers become a FormState, a FormState becomes a Release. No Qt."""
