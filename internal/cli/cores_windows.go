package cli

// NoCores has nothing to do: Go asks Windows for no error report of a process
// unless GOTRACEBACK=wer does.
func NoCores() {}
