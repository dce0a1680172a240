package quota

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// The test binary is the other processes too: with roleVariable set it plays that role in the
// directory that it was given, and ends.
const (
	roleVariable = "QUOTA_TEST_ROLE"
	dirVariable  = "QUOTA_TEST_DIR"
)

// What each of the many processes does.
const (
	manyQPS    = 20
	manyStarts = 3
)

func TestMain(m *testing.M) {
	role, dir := os.Getenv(roleVariable), os.Getenv(dirVariable)
	o := Options{Dir: dir, Account: "test-key-id", Endpoint: "https://linkwan.example", QPS: 5}
	switch role {
	case "":
		os.Exit(m.Run())
	case "start":
		startWhenTold(o)
		return
	}
	go play(role, o)
	// The pipe ends with the test, however that ends.
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// play does what does not end by itself.
func play(role string, o Options) {
	switch role {
	case "hold the lock":
		holder := flock.New(filepath.Join(o.Dir, lockName))
		defer func() { _ = holder.Close() }() // not before its time, by the garbage collector
		if locked, err := holder.TryLock(); !locked {
			panic(err)
		}
		fmt.Println("ready")
		select {}
	case "hold a slot":
		o.Sleep = func(context.Context, time.Duration) error {
			fmt.Println("ready")
			select {}
		}
		for l := New(o); ; {
			_ = l.Wait(context.Background(), action)
		}
	case "start for ever":
		o.QPS = mostQPS
		for l := New(o); ; fmt.Println("ready") {
			_ = l.Wait(context.Background(), action)
		}
	}
}

// startWhenTold prints when its starts counted.
func startWhenTold(o Options) {
	o.QPS = manyQPS
	o.Debug = func(text string) { fmt.Println("not shared: " + text) }
	fmt.Println("ready")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		panic(err)
	}
	l := New(o)
	for range manyStarts {
		at, err := l.wait(context.Background(), action)
		if err != nil {
			panic(err)
		}
		fmt.Println(at)
	}
}

// process is another process, ready for its role.
type process struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func start(t *testing.T, role, dir string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), roleVariable+"="+role, dirVariable+"="+dir)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd, in, bufio.NewScanner(out)}
	t.Cleanup(p.kill)
	if !p.out.Scan() || p.out.Text() != "ready" {
		t.Fatalf("the process said %q", p.out.Text())
	}
	return p
}

// kill ends the process as nothing else does, and waits for its end.
func (p *process) kill() {
	_ = p.Process.Kill()
	_ = p.Wait()
}

// Processes that start at once keep the quota together. How well they use it hangs on the machine
// too, and is measured by test/speed.
func TestManyProcessesKeepOneQuota(t *testing.T) {
	t.Parallel()
	const processes = 20
	took := many(t, processes)
	t.Logf("%d starts of %d processes at %d a second: %s", processes*manyStarts, processes, manyQPS, took)
}

func many(t *testing.T, processes int) (took time.Duration) {
	t.Helper()
	dir := t.TempDir()
	var all []*process
	for range processes {
		all = append(all, start(t, "start", dir))
	}
	for _, p := range all {
		if _, err := io.WriteString(p.in, "go\n"); err != nil {
			t.Fatal(err)
		}
	}
	var counted []int64
	for _, p := range all {
		for p.out.Scan() {
			at, err := strconv.ParseInt(p.out.Text(), 10, 64)
			if err != nil {
				t.Fatal(p.out.Text())
			}
			counted = append(counted, at)
		}
	}
	if len(counted) != processes*manyStarts {
		t.Fatalf("%d starts, want %d", len(counted), processes*manyStarts)
	}
	within(t, counted, manyQPS, window)
	return time.Duration(counted[len(counted)-1] - counted[0])
}

func TestAKilledHolderOfTheLockHoldsNobody(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	holder := start(t, "hold the lock", dir)
	o := options(t, dir)
	polled := false
	o.Sleep = func(context.Context, time.Duration) error {
		polled = true
		holder.kill()
		return nil
	}
	if err := New(o).Wait(t.Context(), action); err != nil || !polled {
		t.Errorf("started with %v; found the lock busy: %v", err, polled)
	}
}

// The slot of a process that was killed stays unused, and nothing else does.
func TestAKilledWaiterLosesItsSlotAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	start(t, "hold a slot", dir).kill()
	o := options(t, dir)
	now := time.Now()
	o.Now = func() time.Time { return now }
	o.Sleep = func(_ context.Context, d time.Duration) error { now = now.Add(d); return nil }
	begun := readState(t, dir).Started
	if len(begun) != 5 {
		t.Fatalf("it made %d starts, want 5", len(begun))
	}
	l := New(o)
	for range 5 {
		if err := l.Wait(t.Context(), action); err != nil {
			t.Fatal(err)
		}
	}
	// The slot was one of five in the next window, so that the fifth start is in the one after it.
	if took := time.Duration(now.UnixNano() - begun[0]); took > 2*window+jitter {
		t.Errorf("the five starts after it took %s, want %s", took, 2*window)
	}
	now = now.Add(kept)
	_ = l.Wait(t.Context(), action)
	if s := readState(t, dir); len(s.Reserved) != 0 {
		t.Errorf("the slot is still kept: %v", s.Reserved)
	}
}

// Wherever it is killed, what a process leaves is a state.
func TestAProcessKilledAnywhereLeavesAState(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for range 10 {
		writer := start(t, "start for ever", dir)
		for range 20 {
			writer.out.Scan()
		}
		writer.kill()
		o := options(t, dir) // fails where the state is not one
		o.QPS = mostQPS
		if err := New(o).Wait(t.Context(), action); err != nil {
			t.Fatal(err)
		}
	}
}
