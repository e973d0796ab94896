"""State machines of AWS Step Functions: their states as a graph, and what these ask of AWS.

They stand in files of their own and in templates; both frontends read them with this.
"""
