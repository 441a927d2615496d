"""Tests; a package, so that another library's folder of that name does not stand in its place."""
