"""BLAKE2b as `hashlib` has it, without what that loads besides: OpenSSL is 2 ms of each start. `random` does the same."""

try:
    from _blake2 import blake2b as blake2b
except ImportError:  # another Python
    from hashlib import blake2b as blake2b
