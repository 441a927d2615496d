"""Pages of ratings: figures with the lists behind them, objections, criteria, drives, findings, rewards, the year."""
