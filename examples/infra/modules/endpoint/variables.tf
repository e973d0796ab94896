variable "name" {
  description = "The name of the endpoint"
  type        = string
}

variable "model_name" {
  description = "The SageMaker model to serve"
  type        = string
}

variable "instance_type" {
  type    = string
  default = "ml.m5.large"
}

variable "instance_count" {
  description = "How many instances to start with, and to keep"
  type        = number
  default     = 1
}

variable "max_count" {
  description = "How many instances there may be; 0 leaves their number fixed"
  type        = number
  default     = 0
}
