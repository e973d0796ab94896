variable "environment" {
  description = "Where this is deployed: dev or prod"
  type        = string
}

variable "registry" {
  description = "The container registry that serves the inference images"
  type        = string
}

variable "model_bucket" {
  description = "The bucket with the trained models"
  type        = string
}

variable "fraud_version" {
  description = "The released fraud model"
  type        = string
  default     = "2026-10-02"
}

variable "fraud_instance_type" {
  description = "What the fraud model runs on"
  type        = string
  default     = "ml.m5.xlarge"
}

variable "fraud_instance_count" {
  description = "How many instances the fraud model starts with"
  type        = number
  default     = 2
}

variable "fraud_max_count" {
  description = "How many instances the fraud model may grow to; 0 leaves their number fixed"
  type        = number
  default     = 0
}
