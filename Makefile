# Each target is the command of the same name: `make test` is `python3 dev.py test`.
TARGETS := demo test lint types layers generated site check generate build

.PHONY: ci $(TARGETS)

$(TARGETS):
	python3 dev.py $@

ci:
	.ci/run
