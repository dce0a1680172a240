package emulator

import (
	"path/filepath"
	"strconv"
	"testing"
)

func BenchmarkOpenNewFile(b *testing.B) {
	dir := b.TempDir()
	for i := 0; b.Loop(); i++ {
		s, err := Open(Options{Data: filepath.Join(dir, strconv.Itoa(i))})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenExistingFile(b *testing.B) {
	path := filepath.Join(b.TempDir(), "state")
	for b.Loop() {
		s, err := Open(Options{Data: path})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// One signed update over a kept-alive connection, sender included.
func BenchmarkUpdateOverHTTP(b *testing.B) {
	s := open(b, Options{})
	for b.Loop() {
		s.wants(b, "", message{style: style{v3: true}, params: set("123", "ClassMode", "C")})
	}
}
