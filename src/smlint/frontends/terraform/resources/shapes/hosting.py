"""The members of models, endpoint configurations, endpoints and inference components."""

from __future__ import annotations

from smlint.frontends.terraform.resources.shapes.notation import Structure, many, members, one

VPC_CONFIG = one("VpcConfig", "security_group_ids subnets")

VARIANT = members(
    "variant_name model_name initial_instance_count instance_type initial_variant_weight"
    " accelerator_type model_data_download_timeout_in_seconds"
    " container_startup_health_check_timeout_in_seconds inference_ami_version"
    " variant_instance_provision_timeout_in_seconds",
    enable_ssm_access="EnableSSMAccess",
    volume_size_in_gb="VolumeSizeInGB",
    core_dump_config=one("CoreDumpConfig", "kms_key_id", destination_s3_uri="DestinationS3Uri"),
    instance_pools=many("InstancePools", "instance_type model_name_override priority"),
    accelerator_partition_layouts=many(
        "AcceleratorPartitionLayouts", "accelerator_partition_types"
    ),
    serverless_config=one(
        "ServerlessConfig",
        "max_concurrency provisioned_concurrency",
        memory_size_in_mb="MemorySizeInMB",
    ),
    managed_instance_scaling=one(
        "ManagedInstanceScaling",
        "status min_instance_count max_instance_count",
        scale_in_policy=one("ScaleInPolicy", "strategy maximum_step_size cooldown_in_minutes"),
    ),
    routing_config=one(
        "RoutingConfig",
        "routing_strategy",
        prefix_aware_routing_config=one(
            "PrefixAwareRoutingConfig", "prefix_length concurrency_threshold"
        ),
    ),
    capacity_reservation_config=one(
        "CapacityReservationConfig", "capacity_reservation_preference ml_reservation_arn"
    ),
)

ENDPOINT_CONFIG_MEMBERS = members(
    "execution_role_arn enable_network_isolation tags",
    name="EndpointConfigName",
    endpoint_config_name="EndpointConfigName",
    kms_key_arn="KmsKeyId",
    kms_key_id="KmsKeyId",
    production_variants=Structure("ProductionVariants", VARIANT, many=True),
    shadow_production_variants=Structure("ShadowProductionVariants", VARIANT, many=True),
    vpc_config=VPC_CONFIG,
    data_capture_config=one(
        "DataCaptureConfig",
        "enable_capture initial_sampling_percentage kms_key_id",
        destination_s3_uri="DestinationS3Uri",
        capture_options=many("CaptureOptions", "capture_mode"),
        capture_content_type_header=one(
            "CaptureContentTypeHeader", "csv_content_types json_content_types"
        ),
    ),
    async_inference_config=one(
        "AsyncInferenceConfig",
        client_config=one("ClientConfig", "max_concurrent_invocations_per_instance"),
        output_config=one(
            "OutputConfig",
            "kms_key_id",
            s3_output_path="S3OutputPath",
            s3_failure_path="S3FailurePath",
            notification_config=one(
                "NotificationConfig", "success_topic error_topic include_inference_response_in"
            ),
        ),
    ),
    explainer_config=one(
        "ExplainerConfig",
        clarify_explainer_config=one(
            "ClarifyExplainerConfig",
            "enable_explanations",
            inference_config=one(
                "InferenceConfig",
                "features_attribute content_template max_record_count probability_index"
                " label_index probability_attribute label_attribute label_headers"
                " feature_headers feature_types",
                max_payload_in_mb="MaxPayloadInMB",
            ),
            shap_config=one(
                "ShapConfig",
                "number_of_samples use_logit seed",
                shap_baseline_config=one(
                    "ShapBaselineConfig", "mime_type shap_baseline shap_baseline_uri"
                ),
                text_config=one("TextConfig", "language granularity"),
            ),
        ),
    ),
    cross_region_traffic_config=one(
        "CrossRegionTrafficConfig",
        "max_invocations_per_second_per_instance max_cross_region_percent_per_endpoint",
    ),
    metrics_config=one(
        "MetricsConfig",
        "enable_enhanced_metrics enable_detailed_observability metric_publish_frequency_in_seconds",
    ),
)

CAPACITY = "type value"
ROLLING_UPDATE_POLICY = one(
    "RollingUpdatePolicy",
    "wait_interval_in_seconds maximum_execution_timeout_in_seconds",
    maximum_batch_size=one("MaximumBatchSize", CAPACITY),
    rollback_maximum_batch_size=one("RollbackMaximumBatchSize", CAPACITY),
)
AUTO_ROLLBACK = one("AutoRollbackConfiguration", alarms=many("Alarms", "alarm_name"))
ENDPOINT_MEMBERS = members(
    "endpoint_config_name tags retain_all_variant_properties retain_deployment_config",
    name="EndpointName",
    endpoint_name="EndpointName",
    exclude_retained_variant_properties=many(
        "ExcludeRetainedVariantProperties", "variant_property_type"
    ),
    deployment_config=one(
        "DeploymentConfig",
        blue_green_update_policy=one(
            "BlueGreenUpdatePolicy",
            "termination_wait_in_seconds maximum_execution_timeout_in_seconds",
            traffic_routing_configuration=one(
                "TrafficRoutingConfiguration",
                "type wait_interval_in_seconds",
                canary_size=one("CanarySize", CAPACITY),
                linear_step_size=one("LinearStepSize", CAPACITY),
            ),
        ),
        rolling_update_policy=ROLLING_UPDATE_POLICY,
        auto_rollback_configuration=AUTO_ROLLBACK,
    ),
)

METRICS_ENDPOINT = "metrics_endpoint_path metric_publish_frequency_in_seconds"
CONTAINER_METRICS = one(
    "ContainerMetricsConfig",
    metrics_endpoint=many("MetricsEndpoints", METRICS_ENDPOINT),
    metrics_endpoints=many("MetricsEndpoints", METRICS_ENDPOINT),
)
S3_DATA_SOURCE = one(
    "S3DataSource",
    "s3_data_type compression_type manifest_etag",
    s3_uri="S3Uri",
    etag="ETag",
    e_tag="ETag",
    manifest_s3_uri="ManifestS3Uri",
    model_access_config=one("ModelAccessConfig", "accept_eula"),
    hub_access_config=one("HubAccessConfig", "hub_content_arn"),
)
ADDITIONAL_DATA = many("AdditionalModelDataSources", "channel_name", s3_data_source=S3_DATA_SOURCE)
CONTAINER = members(
    "container_hostname image mode model_data_url environment model_package_name"
    " inference_specification_name",
    image_config=one(
        "ImageConfig",
        "repository_access_mode",
        repository_auth_config=one("RepositoryAuthConfig", "repository_credentials_provider_arn"),
    ),
    model_data_source=one("ModelDataSource", s3_data_source=S3_DATA_SOURCE),
    additional_model_data_source=ADDITIONAL_DATA,
    additional_model_data_sources=ADDITIONAL_DATA,
    container_metrics_config=CONTAINER_METRICS,
    multi_model_config=one("MultiModelConfig", "model_cache_setting"),
)
MODEL_MEMBERS = members(
    "execution_role_arn enable_network_isolation tags",
    name="ModelName",
    model_name="ModelName",
    primary_container=Structure("PrimaryContainer", CONTAINER),
    container=Structure("Containers", CONTAINER, many=True),
    containers=Structure("Containers", CONTAINER, many=True),
    inference_execution_config=one("InferenceExecutionConfig", "mode"),
    vpc_config=VPC_CONFIG,
)

SPECIFICATION = one(
    "Specification",
    "model_name instance_type base_inference_component_name",
    container=one(
        "Container",
        "image artifact_url environment",
        container_metrics_config=CONTAINER_METRICS,
    ),
    startup_parameters=one(
        "StartupParameters",
        "model_data_download_timeout_in_seconds container_startup_health_check_timeout_in_seconds",
    ),
    compute_resource_requirements=one(
        "ComputeResourceRequirements",
        "number_of_cpu_cores_required number_of_accelerator_devices_required"
        " min_memory_required_in_mb max_memory_required_in_mb accelerator_partition_type",
    ),
    data_cache_config=one("DataCacheConfig", "enable_caching"),
    scheduling_config=one(
        "SchedulingConfig",
        "placement_strategy",
        availability_zone_balance=one("AvailabilityZoneBalance", "enforcement_mode max_imbalance"),
    ),
)
INFERENCE_COMPONENT_MEMBERS = members(
    "endpoint_name variant_name tags",
    name="InferenceComponentName",
    inference_component_name="InferenceComponentName",
    specification=SPECIFICATION,
    specifications=Structure("Specifications", SPECIFICATION.members, many=True),
    runtime_config=one("RuntimeConfig", "copy_count"),
    deployment_config=one(
        "DeploymentConfig",
        rolling_update_policy=ROLLING_UPDATE_POLICY,
        auto_rollback_configuration=AUTO_ROLLBACK,
    ),
)
