from sagemaker.model import Model
from sagemaker.transformer import Transformer

model = Model(image_uri="i:1", role="arn:aws:iam::123456789012:role/ml", name="nightly")
transformer = model.transformer(
    instance_count=2,
    instance_type="ml.m5.xlarge",
    strategy="MultiRecord",
    output_path="s3://out/nightly",
    max_payload=6,
    max_concurrent_transforms=8,
    accept="text/csv",
)
transformer.transform("s3://in/rows", content_type="text/csv", split_type="Line", wait=False)
other = Transformer("nightly", 1, "ml.c5.large", output_path="s3://out/other")
other.transform(
    data="s3://in/rows", job_name="other", input_filter="$[1:]", join_source="Input", wait=False
)
