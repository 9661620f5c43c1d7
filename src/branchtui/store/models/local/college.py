"""How far this file has exchanged with the college's server. It travels with a copied file: a clone knows what it holds."""

from peewee import BigIntegerField, BlobField, IntegerField

from branchtui.store.models.base import LocalRow


class Hub(LocalRow):
    """The state of the branch on the server that this file rests on: its number there, and the link that ends in it."""

    branch = IntegerField(primary_key=True)  # the number of the branch there
    college = BlobField()  # the id of the server's database: another one is another college; empty once it was left
    n = BigIntegerField(default=0)  # of the last package that is in this file; 0 before the first
    link = BlobField(default=b"")  # sha256(the link before ‖ sha256(that package))
    request = IntegerField(default=0)  # the number of the last request that was written down here
    purged = BigIntegerField(default=0)  # of the last package that empties what is in older ones; 0 where none does


class HubSeen(LocalRow):
    """What that state has seen, a row for each writer. Less than what this file has seen is to be sent."""

    w = BigIntegerField(primary_key=True)
    s = BigIntegerField()
