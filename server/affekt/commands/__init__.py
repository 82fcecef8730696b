"""The command line, a file a verb: each offers `add_parser(subparsers)` and `run(args) -> int`."""
