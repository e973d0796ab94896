"""The language of the shell: its words with what is known of them, and what a script would run.

Scripts, lines of notebooks and commands that Python starts are read with this. Nothing is run.
"""
