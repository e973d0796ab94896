"""Whether what a script makes is taken down again, and how surely a run comes to that.

What an abstract run makes and does stands in contexts: a branch, a cleanup, a function that nobody
calls. Those of a call are compared with those of what it is about.
"""
