package credential

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
)

const (
	commandLimit  = time.Minute     // how long a command may run, as in the vendor's library
	commandOutput = 64 << 10        // how much it may write, in bytes
	commandGrace  = 1 * time.Second // how long its pipes may stay open after it ends
)

// external gives the keys that the profile's own command prints. It is run here and not by the
// library, which knows no context, prints what it cannot parse and rewrites the CLI's file.
func (r *resolver) external(where i18n.Text, p profile) (*recipe, error) {
	if err := r.allowed(where); err != nil {
		return nil, err
	}
	argv, err := splitCommand(p.ProcessCommand, runtime.GOOS == "windows")
	if err != nil {
		return nil, invalid("%s: process_command %v", where, err)
	}
	// No part of the command is shown: what looks like the program may be `TOKEN=… program`.
	peer := i18n.T("process_command")
	return &recipe{peer: peer, make: func(f *fetchState) (providers.CredentialsProvider, error) {
		return &sanitizer{
			where: where, peer: peer, secrets: r.secrets,
			hints: []i18n.Text{i18n.T("run the profile's process_command yourself to see what it prints; it is not shown here, since it may contain keys")},
			inner: &command{argv: argv, fetch: f},
		}, nil
	}}, nil
}

// processSwitch forbids sources that run a program or ask a user's own server for keys.
const processSwitch = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"

func (r *resolver) allowed(where i18n.Text) error {
	if r.enabled(processSwitch) {
		return invalid("%s: %s is true", where, processSwitch)
	}
	return nil
}

// command runs a process_command and keeps its keys until they expire; without an expiry, until
// fresh credentials are asked for.
type command struct {
	argv  []string
	fetch *fetchState
	keys  *providers.Credentials
	until time.Time
}

func (c *command) GetProviderName() string { return "external" }

func (c *command) GetCredentials() (*providers.Credentials, error) {
	if c.keys != nil && (c.until.IsZero() || c.until.Sub(c.fetch.now()) > margin) {
		return c.keys, nil
	}
	output, err := c.run(c.fetch.ctx)
	if err != nil {
		return nil, err
	}
	return c.keep(output)
}

// run returns what the command writes to its standard output. Its standard input is empty, and its
// standard error is dropped, since it may contain secrets.
func (c *command) run(parent context.Context) ([]byte, error) {
	c.fetch.running.Lock()
	defer c.fetch.running.Unlock()
	ctx, cancel := context.WithTimeout(parent, commandLimit)
	defer cancel()
	output := &limited{room: commandOutput, full: cancel}
	process := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...) //nolint:gosec // running it is what the profile asks for
	process.Stdout = output
	process.WaitDelay = commandGrace
	err := runGroup(process)
	var exit *exec.ExitError
	var start *exec.Error
	switch {
	case output.over:
		return nil, says("printed more than %d KiB", commandOutput>>10)
	case parent.Err() == nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, says("timed out after %v", commandLimit)
	case errors.As(err, &exit):
		return nil, says("failed: %s", exit)
	case errors.Is(err, exec.ErrNotFound):
		return nil, says("not found")
	case errors.As(err, &start):
		return nil, says("cannot be run: %s", start.Err)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay): // that one left a child behind, and has answered
		return nil, says("cannot be run: %s", bare(err))
	}
	return output.kept.Bytes(), nil
}

// keep parses the JSON that the aliyun CLI documents for a process_command.
func (c *command) keep(output []byte) (*providers.Credentials, error) {
	var printed struct {
		Mode            string `json:"mode"`
		AccessKeyID     string `json:"access_key_id"`
		AccessKeySecret string `json:"access_key_secret"`
		SecurityToken   string `json:"sts_token"`
		Expiration      string `json:"expiration"`
	}
	if json.Unmarshal(output, &printed) != nil {
		return nil, says("did not print a profile in JSON")
	}
	if err := givesKeys(printed.Mode); err != nil {
		return nil, err
	}
	id, secret, token := trimmed(printed.AccessKeyID), trimmed(printed.AccessKeySecret), trimmed(printed.SecurityToken)
	if id == "" || secret == "" {
		return nil, says("printed no access_key_id or no access_key_secret")
	}
	if strings.EqualFold(printed.Mode, "StsToken") && token == "" {
		return nil, says("printed no sts_token for mode StsToken")
	}
	c.keys = &providers.Credentials{AccessKeyId: id, AccessKeySecret: secret, SecurityToken: token, ProviderName: "external"}
	c.until = time.Time{}
	if until, err := time.Parse(time.RFC3339, printed.Expiration); err == nil {
		c.until = until
	}
	return c.keys, nil
}

// givesKeys refuses a printed mode whose keys are only good for another call, such as AssumeRole.
// An unknown mode may be anything, even a secret, and is not named. As the vendor's library has it,
// the mode may be missing.
func givesKeys(mode string) error {
	if mode == "" || strings.EqualFold(mode, "AK") || strings.EqualFold(mode, "StsToken") {
		return nil
	}
	if !slices.Contains(modes, mode) { // it may be anything
		return says("printed a profile of another mode: only AK and StsToken have keys")
	}
	return says("printed a profile of mode %s: only AK and StsToken have keys", mode)
}

// limited keeps what is written to it up to a limit, and then calls full. It does not embed the
// buffer, whose ReadFrom would be used instead of Write.
type limited struct {
	kept bytes.Buffer
	room int
	full func()
	over bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.kept.Len()+len(p) > l.room {
		l.over = true
		l.full()
		return 0, i18n.Errorf("too much output")
	}
	return l.kept.Write(p)
}
