"""Pages of reports: drafted, issued, received, owed by a date; the model days by month and quarter; long lists."""
