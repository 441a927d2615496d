"""Pay by scanning a VietQR code in a bank's app."""
