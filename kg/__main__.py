"""The command `kg`, and `python -m kg`."""

import signal


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends the process at once, and without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until kg.cli.main says what is done with it
    from kg.cli import main as run

    run()


if __name__ == "__main__":
    main()
