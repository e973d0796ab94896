# cleanup: held=always
from __future__ import annotations

from dataclasses import dataclass, field

from sagemaker.model import Model
from sagemaker.predictor import Predictor


@dataclass
class Service:
    model: Model
    name: str = "held"
    predictors: list[Predictor] = field(default_factory=list)

    def start(self) -> Predictor:
        predictor = self.model.deploy(
            initial_instance_count=2, instance_type="ml.m5.large", endpoint_name=self.name
        )
        self.predictors.append(predictor)
        return predictor

    def stop(self) -> None:
        for predictor in self.predictors:
            predictor.delete_endpoint()


class Trainer:
    model: Model

    def prepare(self) -> None:
        self.model = self.made()

    def made(self) -> Model:
        return Model("held:1", role="arn:aws:iam::123456789012:role/ml", predictor_cls=Predictor)


trainer = Trainer()
trainer.prepare()
service = Service(trainer.model)
service.start()
service.stop()
