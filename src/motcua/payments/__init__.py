"""What does the desk collect? Fee lines, exemptions, and the ledger of money taken and given back."""
