environment  = "prod"
registry     = "registry.payments.example"
model_bucket = "payments-models"

fraud_max_count = 6
