# make test        the tests
# make check       what CI runs
# make check-full  the same and what takes longer: run it before a release
# make generate    writes completions/, docs/reference/, man/, the catalogue of messages and THIRD_PARTY_LICENSES
# make picture     draws what the READMEs open with, from a run in the sandbox
# make bench       Go's benchmarks, what the quota and a batch cost, and other programs beside this one
# make speed       start-up and one call, against what is promised
# make build       a stripped, stamped binary in bin/
# make sbom        the same, and its bill of materials
# make snapshot    archives, packages and bills for all platforms in dist/, as a release has them
# make release     the same of the tag that is checked out, signed: docs/release.md
# make rename      gives the module the path that MODULE says: docs/adr/0012-the-module-path.md

GO      ?= go
# With 12 digits everywhere, whatever a clone has or git is set to.
VERSION ?= $(shell git describe --tags --always --dirty --abbrev=12 2>/dev/null || echo devel)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
DATE    ?= $(shell git log -1 --format=%cI 2>/dev/null || echo unknown)
LDFLAGS  = -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT) -X main.date=$(DATE)
# HTTP/2 is never spoken, and half a megabyte of the binary.
TAGS     = nethttpomithttp2
LINT     = $(GO) tool -modfile=tools/go.mod golangci-lint
BINARY  ?= bin/linkwanctl

# The platforms that the program is built for, the one that CI has first.
PLATFORMS = linux/amd64 linux/arm64 darwin/arm64 darwin/amd64 windows/amd64 windows/arm64
# A tool runs here, whatever platform is built for.
INVENTORY = GOOS= GOARCH= $(GO) run -C tools/inventory .

# No command of this file changes go.mod, whatever the environment says.
export GOFLAGS := $(GOFLAGS) -mod=readonly -trimpath

.PHONY: build test check check-full generate bench lint race race-all fuzz matrix conformance node wine cross size speed tidy verify inventory licences sbom reproducible snapshot release rootfs image package rename fetched picture pictures

# Neither the C compiler nor the state of the repository reaches the binary but
# through the stamp, so that the same commit gives the same bytes everywhere.
build:
	CGO_ENABLED=0 $(GO) build -tags $(TAGS) -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o $(BINARY) ./cmd/linkwanctl

test:
	$(GO) test -tags $(TAGS) ./...

check: tidy lint test race conformance inventory licences cross size speed verify

# What takes longer, or needs more than Go, git, make and gcc: for a release, not for each commit.
check-full: check race-all matrix fuzz sbom reproducible node package fetched pictures wine

tidy:
	$(GO) mod tidy -diff
	cd test/conformance && $(GO) mod tidy -diff

# The module cache is what go.sum names. Last, when everything is there that the others fetch.
verify:
	for module in . tools tools/actionlint tools/inventory tools/picture; do (cd $$module && $(GO) mod verify) || exit 1; done

lint:
	$(GO) vet ./...
	GOOS=windows $(GO) vet -tags $(TAGS) ./...
	$(LINT) run ./...
	$(LINT) fmt --diff ./...
	$(GO) tool -modfile=tools/actionlint/go.mod actionlint -shellcheck= -pyflakes=

# Tests that the detector makes several times as slow skip themselves where the run is short: other
# tests run the same code. test/ starts programs that are built without the detector. make lint has
# vetted all of it.
race:
	$(GO) test -race -short -vet=off -tags $(TAGS) ./cmd/... ./internal/...

race-all:
	$(GO) test -race -tags $(TAGS) ./...

# Every combination of what the tests try in pairs.
matrix:
	LINKWANCTL_TEST_FULL=1 $(GO) test -tags $(TAGS) -count=1 -run '^TestNoCommandShowsASecretInAnyForm$$' ./internal/cli

# Each fuzz target for a moment, on top of its kept corpus, which make test runs alone.
FUZZTIME ?= 10s
fuzz:
	$(GO) run ./test/fuzz -time $(FUZZTIME)

conformance:
	cd test/conformance && $(GO) vet ./... && $(GO) test -count=1 ./...

# Installs Node.js with apt-get where it is missing.
node: build
	LINKWANCTL='$(abspath $(BINARY))' test/conformance/node/run

inventory:
	cd tools/inventory && $(GO) vet . && $(GO) tool -modfile=../go.mod golangci-lint run && \
	  $(GO) tool -modfile=../go.mod golangci-lint fmt --diff && $(GO) test .

# What is linked has a licence that is allowed, and THIRD_PARTY_LICENSES says so.
licences:
	$(INVENTORY) licences -platforms '$(PLATFORMS)'

sbom: build
	$(INVENTORY) sbom -version '$(VERSION)' -binary '$(abspath $(BINARY))' -out '$(abspath $(BINARY)).cdx.json'

cross:
	for target in $(filter-out linux/amd64,$(PLATFORMS)); do \
	  GOOS=$${target%/*} GOARCH=$${target#*/} CGO_ENABLED=0 $(GO) build -tags $(TAGS) -trimpath -o /dev/null ./cmd/linkwanctl || exit 1; \
	done

# The same source gives the same bytes, wherever and whenever it is built.
reproducible:
	tools/reproducible $(PLATFORMS)

# What the stripped binary may have, in bytes.
SIZE = 13000000
size: build
	@bytes=$$(wc -c < $(BINARY)); echo "$(BINARY) has $$bytes bytes"; test "$$bytes" -le $(SIZE)

generate:
	$(GO) test ./internal/cli -run '^TestGeneratedFilesAreCurrent$$' -update
	$(INVENTORY) licences -platforms '$(PLATFORMS)' -write

picture:
	$(GO) run -C tools/picture .

# The pictures are what the program shows now.
pictures:
	cd tools/picture && $(GO) vet . && $(GO) tool -modfile=../go.mod golangci-lint run && \
	  $(GO) tool -modfile=../go.mod golangci-lint fmt --diff && $(GO) test -count=1 .

bench:
	$(GO) test -run '^$$' -bench . -benchtime 1s ./...
	$(GO) run ./test/speed quota
	$(GO) run ./test/speed batch
	CGO_ENABLED=0 $(GO) run ./test/speed compare

# What goes into packages and manifests of package managers, and no host is known for yet.
DOWNLOADS  ?= https://downloads.example.com/linkwanctl
HOMEPAGE   ?= https://example.com/linkwanctl
MAINTAINER ?= linkwanctl maintainers <maintainers@example.com>
# goreleaser builds images with docker's buildx alone; make image takes any builder.
SKIPPED    = $(if $(shell docker info >/dev/null 2>&1 && docker buildx version 2>/dev/null),,--skip=docker) $(if $(GPG_KEY),,--skip=sign)
GORELEASER = GPG_KEY='$(GPG_KEY)' VERSION='$(VERSION)' LDFLAGS='$(LDFLAGS)' TAGS='$(TAGS)' \
  DOWNLOADS='$(DOWNLOADS)' HOMEPAGE='$(HOMEPAGE)' MAINTAINER='$(MAINTAINER)' \
  $(GO) tool -modfile=tools/release/go.mod goreleaser release --clean $(SKIPPED)

snapshot: rootfs
	$(GORELEASER) --snapshot

# Publishes nothing: what is in dist/ afterwards is the release.
release:
	@test -n '$(GPG_KEY)' || { echo "set GPG_KEY to the key that signs the checksums" >&2; exit 1; }
	@case '$(DOWNLOADS) $(HOMEPAGE) $(MAINTAINER)' in *example.com*) echo "set DOWNLOADS, HOMEPAGE and MAINTAINER" >&2; exit 1;; esac
	$(MAKE) rootfs
	$(GORELEASER) --skip=publish

# What the image has beside the binary.
rootfs:
	rm -rf bin/image
	umask 022 && $(GO) run -C tools/release ./rootfs '$(abspath bin/image)' && \
	  mkdir -p bin/image/system/usr/share/doc/linkwanctl && \
	  cp LICENSE THIRD_PARTY_LICENSES bin/image/system/usr/share/doc/linkwanctl

# An image of what is in dist/, with docker, podman or buildah.
BUILDER ?= docker
IMAGE   ?= linkwanctl
image:
	BUILDER='$(BUILDER)' tools/release/image '$(IMAGE)'

# Installs each package and runs the program that is in it. What it needs is installed where it is missing.
package:
	cd tools/release && $(GO) vet ./... && $(GO) tool -modfile=../go.mod golangci-lint run ./...
	test/package/run

# The build for Windows and its tests under wine, which is installed with apt-get where it is missing.
wine:
	test/wine/run

# MODULE=host/owner/linkwanctl
rename:
	tools/rename '$(MODULE)'

# Under a new path the program builds, passes tests, and can be fetched through a proxy.
fetched:
	tools/rename_test

# Measures what is released, which is built without cgo.
speed:
	CGO_ENABLED=0 $(GO) run ./test/speed
	CGO_ENABLED=0 $(GO) run ./test/speed calls
