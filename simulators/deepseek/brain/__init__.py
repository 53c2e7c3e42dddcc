"""A rule-based stand-in for the model: reads the prompt, answers from its knowledge entries."""
