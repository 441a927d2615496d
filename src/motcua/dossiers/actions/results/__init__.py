"""What is done to a result: drafted, numbered with the approval, signed, sealed, issued, printed, replaced, revoked."""
