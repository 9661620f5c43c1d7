"""Errors that a user can cause. Each carries one Chinese sentence: what is wrong and the way out."""


class BranchError(Exception):
    """Something the user can mend; `str()` is the sentence to show. The command line exits with `exit_code`.

    What a sentence quotes (a name of a file, a word that was typed) may come from anybody: whoever shows it, the
    command line and the app in one place each, shows it on one line, clean, and without a citizen id.
    """

    exit_code = 1


class UsageError(BranchError):
    """Wrong words on the command line or in the settings."""

    exit_code = 2


class BusyError(BranchError):
    """The database is in use by another program."""

    exit_code = 3


class DiskFullError(BranchError):
    """There is no room on the disk."""


class UnreadableError(BranchError):
    """A data file that can't be used as it is: damaged, empty, somebody else's, or from a newer program."""


class GoneError(BranchError):
    """What was asked for is not in the database any more."""
