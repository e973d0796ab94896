output "endpoint_name" {
  description = "What callers name in InvokeEndpoint"
  value       = aws_sagemaker_endpoint.this.name
}
