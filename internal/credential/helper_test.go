package credential

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
)

// helperArgument makes the test binary a process_command instead of a test run.
const helperArgument = "credential-test-helper"

// helper is what such a command does.
func helper(args []string) {
	switch args[0] {
	case "print": // print <stdout> <stderr> <exit code>
		fmt.Print(args[1])
		fmt.Fprint(os.Stderr, args[2])
		if args[3] != "0" {
			os.Exit(3)
		}
	case "count": // count <file> <stdout>: one more byte in the file for each run
		file, err := os.OpenFile(args[1], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err == nil {
			_, err = file.WriteString("x")
		}
		if err != nil {
			os.Exit(4)
		}
		fmt.Print(args[2])
	case "flood":
		for {
			if _, err := fmt.Println(strings.Repeat("x", 1000)); err != nil {
				os.Exit(5)
			}
		}
	case "stdin": // says whether its standard input is at its end
		if n, err := os.Stdin.Read(make([]byte, 1)); n != 0 || err != io.EOF {
			os.Exit(6)
		}
		fmt.Print(args[1])
	case "hang": // hang <address>: itself and a child hold a connection until they are ended
		child := exec.Command(os.Args[0], helperArgument, "hold", args[1])
		child.Stdout = os.Stdout
		if child.Start() != nil {
			os.Exit(7)
		}
		hold(args[1])
	case "hold":
		hold(args[1])
	}
}

func hold(address string) {
	connection, err := net.Dial("tcp", address)
	if err != nil {
		os.Exit(8)
	}
	_, _ = connection.Read(make([]byte, 1))
}

// helperCommand is a process_command that runs the helper, each argument in quotes.
func helperCommand(args ...string) string {
	words := []string{quoteArgument(os.Args[0]), helperArgument}
	for _, a := range args {
		words = append(words, quoteArgument(a))
	}
	return strings.Join(words, " ")
}

func quoteArgument(a string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`").Replace(a) + `"`
}
