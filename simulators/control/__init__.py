"""The scripting interface: what a test or the demo may change and read."""
