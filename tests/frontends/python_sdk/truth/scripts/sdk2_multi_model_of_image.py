# cleanup: lots=none
from sagemaker.multidatamodel import MultiDataModel

MultiDataModel(
    "lots-model", "s3://models/lots/", image_uri="i:3", role="arn:aws:iam::123456789012:role/ml"
).deploy(2, "ml.c5.large", endpoint_name="lots")
