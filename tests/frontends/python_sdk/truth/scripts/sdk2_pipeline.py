# cleanup: chain=none
from sagemaker.model import Model
from sagemaker.pipeline import PipelineModel

ROLE = "arn:aws:iam::123456789012:role/ml"
steps = [
    Model(image_uri="prepare:1", model_data="s3://models/a.tar.gz", role=ROLE),
    Model(image_uri="predict:1", model_data="s3://models/b.tar.gz", role=ROLE, env={"A": "1"}),
]
chain = PipelineModel(models=steps, role=ROLE, name="chain")
chain.deploy(1, "ml.m5.large", volume_size=20)
chain.delete_model()
