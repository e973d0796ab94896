"""Measures a release candidate under load. Nothing to find: the endpoint goes, whatever happens."""

import sys
import time

from sagemaker.model import Model

REQUESTS = 1000

model = Model(image_uri=sys.argv[1], model_data=sys.argv[2], role=sys.argv[3])
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.c5.xlarge",
    endpoint_name="fraud-load-test",
)
try:
    started = time.monotonic()
    for _ in range(REQUESTS):
        predictor.predict("129.90,EUR,1,0,0.02")
    print(f"{REQUESTS / (time.monotonic() - started):.0f} requests a second")
finally:
    predictor.delete_model()
    predictor.delete_endpoint()
