"""The verbs: one module each, named as the verb, in a folder by what they are for. Adding a module adds the verb."""
