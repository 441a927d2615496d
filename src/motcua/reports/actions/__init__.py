"""What is written here: the sums, kept up or made anew, and figures entered by hand."""
