# cleanup: words=none
from sagemaker.huggingface import HuggingFaceModel
from sagemaker.serverless import ServerlessInferenceConfig

hub = {"HF_MODEL_ID": "distilbert-base-uncased", "HF_TASK": "fill-mask"}
model = HuggingFaceModel(
    env=hub,
    role="arn:aws:iam::123456789012:role/ml",
    transformers_version="4.37.0",
    pytorch_version="2.1.0",
    py_version="py310",
)
config = ServerlessInferenceConfig(memory_size_in_mb=4096, max_concurrency=10)
predictor = model.deploy(
    serverless_inference_config=config,
    instance_type="ml.m5.large",
    initial_instance_count=3,
    endpoint_name="words",
)
print(predictor.endpoint_name)
