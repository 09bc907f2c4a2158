"""The one place that knows everything: composition root, command line, idle, crash, logs, one instance."""
