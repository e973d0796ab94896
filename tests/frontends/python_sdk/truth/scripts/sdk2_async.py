# cleanup: slow=always
from sagemaker.async_inference import AsyncInferenceConfig
from sagemaker.model import Model
from sagemaker.predictor import Predictor

model = Model(
    image_uri="i:1",
    model_data="s3://models/slow.tar.gz",
    role="arn:aws:iam::123456789012:role/ml",
    predictor_cls=Predictor,
    vpc_config={"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]},
    enable_network_isolation=True,
)
topics = {"SuccessTopic": "arn:aws:sns:eu-west-1:123456789012:done"}
queue = AsyncInferenceConfig(
    output_path="s3://out/slow",
    max_concurrent_invocations_per_instance=4,
    notification_config=topics,
)
predictor = model.deploy(1, "ml.g4dn.xlarge", endpoint_name="slow", async_inference_config=queue)
predictor.predict_async(input_path="s3://in/one.json")
predictor.delete_endpoint()
