"""What happens to a report once it is written: outlets, publications, its review, handing it in, pasting it elsewhere."""
