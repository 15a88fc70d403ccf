"""Brings in subscribers from files: what a line says (`columns`), what becomes of each line (`outcomes`),
the work in the background (`work`) and the way back (`undoing`).
"""
