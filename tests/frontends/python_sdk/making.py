"""Making an endpoint and deleting it, as scripts write it."""

from __future__ import annotations

CREATE = 'sm.create_endpoint(EndpointName="e", EndpointConfigName="c")'
