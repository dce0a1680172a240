package config

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkLoad reads a file as people have it, for every start of the program pays for it.
func BenchmarkLoad(b *testing.B) {
	file := filepath.Join(b.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte(handWritten), 0o600); err != nil {
		b.Fatal(err)
	}
	env := map[string]string{"LINKWANCTL_CONFIG": file, "LINKWANCTL_CONTEXT": "prod"}
	o := Options{Getenv: func(name string) string { return env[name] }}
	for b.Loop() {
		c, err := Load(o)
		if err != nil {
			b.Fatal(err)
		}
		_ = c.Settings()
	}
}
