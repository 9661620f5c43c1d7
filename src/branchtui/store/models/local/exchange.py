"""What came here from other machines, and how far each of them has been heard of. It stays on this machine."""

from peewee import BigIntegerField, BlobField, DateTimeField, IntegerField, TextField

from branchtui.store.models.base import IdField, LocalRow

MERGED, QUARANTINED, UNDONE, LEFT = "merged", "quarantined", "undone", "left"


class Arrival(LocalRow):
    """A file that came from elsewhere, by the sha256 of its bytes as they came: what was done with it, and when."""

    sha = TextField(primary_key=True)
    name = TextField()  # of the file, for people
    device = BlobField(null=True)  # of the machine that made it, where the file says so
    state = TextField()  # MERGED; QUARANTINED with a reason; UNDONE after a merge; LEFT, as a person decided
    reason = TextField(default="")
    size = BigIntegerField()  # bytes
    modified = (
        BigIntegerField()
    )  # nanoseconds, as the file system says: a quarantined file is looked at again when it changes
    at = DateTimeField()
    backup = TextField(default="")  # the name of the backup made before the merge
    new = IntegerField(default=0)  # rows
    updated = IntegerField(default=0)


class Peer(LocalRow):
    """Another machine of the branch, as its last package told: what it had seen by then."""

    device = IdField(primary_key=True)
    name = TextField()  # person and machine, in the words of that machine
    at = DateTimeField()  # when it made the package, by its own clock: only for people
    package = TextField()  # the number and hash in the name of that package
    vector = TextField()  # JSON: writer in hex → the highest number seen of it
