"""Commands of the AWS command line as the requests that they send.

The words of a command are read as the command line reads them: its options, its shorthand syntax,
JSON, and files. Everything it does not send (waiting, describing, listing) is left alone.
"""
