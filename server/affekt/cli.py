"""The command line."""


def main() -> int:
    """Run the `affekt` command."""
    raise SystemExit("affekt: nothing to run yet")
