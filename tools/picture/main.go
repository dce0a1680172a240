// Command picture draws what the READMEs open with: a real run in the sandbox, on a terminal of 80
// columns, as SVG for light and dark pages. It builds the program, types the commands of a scene,
// keeps what the terminal shows, and writes docs/pictures. It owns how a screen is drawn; what is on
// it is the program's.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Both are of the repository, seen from this directory.
const (
	root     = "../.."
	pictures = root + "/docs/pictures"
)

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func write() error {
	drawn, err := draw()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(pictures, 0o755); err != nil { //nolint:gosec // what a clone has
		return err
	}
	for name, svg := range drawn {
		if err := os.WriteFile(filepath.Join(pictures, name), []byte(svg), 0o644); err != nil { //nolint:gosec // the same
			return err
		}
	}
	return nil
}

// draw gives the text of each picture by its file's name.
func draw() (map[string]string, error) {
	folder, err := os.MkdirTemp("", "picture")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program := filepath.Join(folder, "linkwanctl")
	build := exec.Command("go", "build", "-C", root, "-o", program, "./cmd/linkwanctl") //nolint:gosec // a folder of our own
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("build linkwanctl: %w", err)
	}
	drawn := map[string]string{}
	for _, l := range languages {
		screens, err := play(program, l.code)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.code, err)
		}
		for _, t := range themes {
			drawn["run"+l.suffix+"-"+t.name+".svg"] = t.svg(l, screens)
		}
	}
	return drawn, nil
}
