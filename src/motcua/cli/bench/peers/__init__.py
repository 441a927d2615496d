"""The same five steps in other people's libraries, each with its tables in a schema of its own.

Optional (`requirements-bench.txt`), so they are imported by name and only by the benchmark.
"""
