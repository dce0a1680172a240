package cli

// PrepareCrash has nothing to do: Go asks Windows for no error report of a process unless
// GOTRACEBACK=wer does. Windows has no SIGABRT, so the runtime's fatal errors end with 2 here.
func PrepareCrash() {}
