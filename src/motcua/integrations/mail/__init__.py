"""E-mail, through the office's own SMTP server."""
