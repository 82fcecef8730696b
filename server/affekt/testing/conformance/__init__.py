"""Conformance: the transcripts that every client reproduces, written from the real codecs and conductors.

`python -m affekt.testing.conformance` writes them into `clients/conformance`; with `--check` it only says which are out
of date.
"""
