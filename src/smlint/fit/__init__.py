"""Which of SageMaker's ways to serve a model fit a workload.

An option fits when everything that is declared is within what is documented of it. What is not
declared is no constraint; what is unknown decides nothing, so an option is then `unknown`, unless
something else rules it out. Nothing is guessed, and every reason names its document.
"""

from smlint.fit.decision import Fit, alternatives_to, fit, fits

__all__ = ["Fit", "alternatives_to", "fit", "fits"]
