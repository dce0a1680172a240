package cli

// PrepareCrash has nothing to do: Go asks Windows for no error report of a process unless
// GOTRACEBACK=wer does. There is no SIGABRT to end with either, so that the runtime's fatal errors
// end with 2 here.
func PrepareCrash() {}
