"""No test asks how long a thing takes on a busy machine: Hypothesis does not either."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
