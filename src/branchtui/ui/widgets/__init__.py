"""Widgets of our own: lists, paper, editors, title line and key bar.

Must not: know a workflow or the store. They are given objects and post messages.
"""
