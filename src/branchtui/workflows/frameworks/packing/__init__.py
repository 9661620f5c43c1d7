"""The folder that is handed in: its facts, the papers and files of each material, and writing it in one step."""
