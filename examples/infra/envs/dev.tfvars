environment  = "dev"
registry     = "registry.dev.payments.example"
model_bucket = "payments-models-dev"

fraud_instance_type = "ml.m5.large"
fraud_max_count     = 0
