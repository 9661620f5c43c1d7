"""What verbs about the files of other machines share."""
