package main

// commands are what the test binary is, by its name.
func commands() map[string]func() {
	return map[string]func(){"linkwanctl": main, measuredCommand: measured, workerCommand: work, roomCommand: inRoom}
}
