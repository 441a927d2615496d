"""Pictures of a paper become one PDF/A of its pages, each as large as the paper, turned as the clerk turned it."""
