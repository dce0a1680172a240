// Command fuzz runs every fuzz target of the module for a while, on top of its kept corpus, and
// prints what each has done. A target that fails leaves its input in the package's testdata/fuzz,
// where go test finds it ever after.
//
//	go run ./test/fuzz [-time 10s] [-jobs N] [-only REGEXP]
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"time"
)

func main() {
	duration := flag.Duration("time", 10*time.Second, "how long each target runs")
	jobs := flag.Int("jobs", runtime.NumCPU(), "how many targets run at once, each in one process")
	only := flag.String("only", "", "a regular expression that the targets' names match")
	flag.Parse()
	if err := fuzz(*duration, *jobs, *only); err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
}

func fuzz(duration time.Duration, jobs int, only string) error {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "fuzz")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	cache, err := corpusCache()
	if err != nil {
		return err
	}
	targets, err := build(folder, wanted)
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return errors.New("there is no such target")
	}
	return runAll(targets, jobs, duration, cache)
}

// runAll keeps as many targets running as there are jobs, prints each when it has ended, and names
// those that failed.
func runAll(targets []target, jobs int, duration time.Duration, cache string) error {
	waiting, ended := make(chan target), make(chan result)
	for range jobs {
		go func() {
			for t := range waiting {
				ended <- t.run(duration, filepath.Join(cache, filepath.FromSlash(t.importPath)))
			}
		}()
	}
	go func() {
		for _, t := range targets {
			waiting <- t
		}
		close(waiting)
	}()
	var failed error
	for range targets {
		r := <-ended
		fmt.Println(r)
		if r.err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w\n%s", r.name, r.err, r.output))
		}
	}
	return failed
}
