//go:build unix

package main

import (
	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator/emulatortest"
)

// classOf123 asks the service itself, past the front, for permission 123, whose class is A and is
// to be C.
func (s *faultyService) classOf123() string {
	s.t.Helper()
	if emulatortest.Permission(s.t, s.client(), "123").ClassMode == "C" {
		return newValues
	}
	return oldValues
}

// client talks to the service without a network.
func (s *faultyService) client() *api.Client { return emulatortest.Client(s.service, s.now) }
