# cleanup: hub=always
from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

model = HuggingFaceModel(
    env={"HF_MODEL_ID": "our/model", "SM_NUM_GPUS": "1"},
    role="arn:aws:iam::123456789012:role/ml",
    image_uri=get_huggingface_llm_image_uri("huggingface", version="2.0.2"),
)
predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.2xlarge",
    endpoint_name="hub",
    container_startup_health_check_timeout=600,
)
predictor.delete_model()
predictor.delete_endpoint(delete_endpoint_config=True)
