# make test     the tests
# make check    everything that has to hold, as CI runs it
# make generate the generated files: completions/ and docs/reference/
# make bench    Go's benchmarks
# make speed    start-up and one call, against what is promised
# make build    a stripped, stamped binary in bin/

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
DATE    ?= $(shell git log -1 --format=%cI 2>/dev/null || echo unknown)
LDFLAGS  = -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT) -X main.date=$(DATE)
LINT     = $(GO) tool -modfile=tools/go.mod golangci-lint

.PHONY: build test check generate bench lint race fuzz conformance cross size speed tidy

build:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/linkwanctl ./cmd/linkwanctl

test:
	$(GO) test ./...

check: tidy lint test race fuzz conformance cross size speed

tidy:
	$(GO) mod tidy -diff
	cd test/conformance && $(GO) mod tidy -diff

lint:
	$(GO) vet ./...
	$(LINT) run ./...
	$(LINT) fmt --diff ./...

race:
	$(GO) test -race ./...

# Each fuzz target for a moment, on top of its kept corpus.
FUZZTIME ?= 10s
fuzz:
	$(GO) run ./test/fuzz -time $(FUZZTIME)

conformance:
	cd test/conformance && $(GO) vet ./... && $(GO) test -count=1 ./...

cross:
	for target in linux/arm64 darwin/arm64 windows/amd64; do \
	  GOOS=$${target%/*} GOARCH=$${target#*/} CGO_ENABLED=0 $(GO) build -o /dev/null ./cmd/linkwanctl || exit 1; \
	done

# The stripped binary is promised to have at most 12 MB.
size: build
	@bytes=$$(wc -c < bin/linkwanctl); echo "bin/linkwanctl has $$bytes bytes"; test "$$bytes" -le 12000000

generate:
	$(GO) test ./internal/cli -run '^TestGeneratedFilesAreCurrent$$' -update

bench:
	$(GO) test -run '^$$' -bench . -benchtime 1s ./...
	$(GO) run ./test/speed quota
	$(GO) run ./test/speed batch

speed:
	$(GO) run ./test/speed
