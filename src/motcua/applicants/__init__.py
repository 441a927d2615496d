"""Applicants: citizens and organisations that come by themselves, how they are known, whom they act for."""
