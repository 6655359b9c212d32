"""`python -m papershelf`: the same as the command `papershelf`."""

from papershelf.cli import run

# Another process of the program may read this file anew, as a module like any other.
if __name__ == "__main__":
    run()
