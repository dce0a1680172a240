package cli

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// breaking is an output that fails as a defect does.
type breaking struct{ value any }

func (b breaking) Write([]byte) (int, error) { panic(b.value) }

// A panic is exit code 1, never the 2 of a mistake, in the form that was asked for; it shows
// nothing of its value, and its place where --debug asks for it.
func TestAPanicIsADefectAndShowsNothing(t *testing.T) {
	t.Parallel()
	const secret = "test-secret-in-a-panic"
	var list []int
	index := func() (value any) {
		defer func() { value = recover() }()
		return list[len(secret)]
	}()
	for _, c := range []struct {
		value any
		args  []string
		want  string
	}{
		{secret, nil, "internal error: string\n"},
		{errors.New(secret), []string{"-o", "json"}, `"Message": "internal error: *errors.errorString"`},
		{struct{ Key string }{secret}, []string{"-o", "yaml"}, "ExitCode: 1"},
		{index, nil, "internal error: runtime error: index out of range [22] with length 0\n"},
		{secret, []string{"--debug"}, "guard_test.go:"},
	} {
		var stderr bytes.Buffer
		code := Main(t.Context(), System{
			Args: append([]string{"version"}, c.args...), Stdout: breaking{c.value}, Stderr: &stderr, Now: time.Now, Home: t.TempDir(), Getenv: func(string) string { return "" },
		})
		if code != exitDefect || !strings.Contains(stderr.String(), c.want) || strings.Contains(stderr.String(), secret) {
			t.Errorf("%v: exit code %d, %s", c.args, code, stderr.String())
		}
	}
}
