"""The command line: parse, call one workflow, print. stdout carries data, stderr carries words.

Must not: decide anything a workflow decides, or touch SQL.
"""
