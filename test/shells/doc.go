// Package shells tries the generated scripts of completions/ in the shells that they are for. Its
// tests install them as a user does, type lines on the real command, press TAB, and look at what is
// inserted and what is shown.
//
// It owns what becomes of an offer in a shell. Which offers there are is the matter of
// internal/cli, and that the scripts are current is tested there.
package shells
