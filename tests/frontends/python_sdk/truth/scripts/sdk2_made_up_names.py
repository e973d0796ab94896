# cleanup: scores-2026-01-02-03-04-05-0=none
import sagemaker
from sagemaker.model import Model

session = sagemaker.Session()
scores = Model("registry.example/scores:2", "s3://models/scores.tar.gz", "arn:aws:iam::123456789012:role/ml",
               sagemaker_session=session)
predictor = scores.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
