"""Ways to pay from afar: a payment gateway, a transfer by VietQR code."""
