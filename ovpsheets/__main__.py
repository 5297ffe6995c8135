"""``python -m ovpsheets``: the command line where no script is on the path."""

from ovpsheets.cli import main

if __name__ == "__main__":
    main(prog_name="ovpsheets")
