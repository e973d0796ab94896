"""Deploys summaries of customers' messages: few calls, so serverless, and warm for the first two."""

import os

from sagemaker.huggingface import HuggingFaceModel
from sagemaker.model_monitor import DataCaptureConfig
from sagemaker.serverless import ServerlessInferenceConfig

BUCKET = os.environ.get("MODEL_BUCKET", "payments-models")

model = HuggingFaceModel(
    model_data=f"s3://{BUCKET}/summaries/model.tar.gz",
    role=os.environ["SAGEMAKER_ROLE"],
    transformers_version="4.49",
    pytorch_version="2.6",
    py_version="py312",
)

# smlint: latency=5s payload=50KB traffic=sporadic environment=production
model.deploy(
    endpoint_name="summaries",
    serverless_inference_config=ServerlessInferenceConfig(
        memory_size_in_mb=4096,
        max_concurrency=2,
        provisioned_concurrency=4,
    ),
    data_capture_config=DataCaptureConfig(
        enable_capture=True,
        sampling_percentage=100,
        destination_s3_uri=f"s3://{BUCKET}/captured",
    ),
)
