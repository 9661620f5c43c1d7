"""Campaigns against the program: hostile arguments, files, disks and moments. Few turns in each run; `--attack` runs all."""
