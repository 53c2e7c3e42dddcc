"""DeepSeek's chat completions as recorded, with a rule-based model behind them."""
