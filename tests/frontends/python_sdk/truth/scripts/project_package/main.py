# cleanup: packed=guaranteed
from stack.clients import runtime
from stack.endpoints import Endpoint, variant

endpoint = Endpoint("packed")
try:
    endpoint.create([variant("packed", count=2)])
    runtime().invoke_endpoint(EndpointName=endpoint.name, Body="1")
finally:
    endpoint.delete()
