package emulator

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"linkwanctl/internal/joinperm"
)

// stateEnv makes the test binary a server over the file that it names.
const stateEnv = "EMULATOR_TEST_STATE"

func TestMain(m *testing.M) {
	if path := os.Getenv(stateEnv); path != "" {
		serveForever(path)
	}
	os.Exit(m.Run())
}

// serveForever prints its address on stdout and serves until it is killed.
func serveForever(path string) {
	l, err := Listen("127.0.0.1:0")
	if err == nil {
		var s *Server
		if s, err = Open(Options{Data: path, Now: func() time.Time { return noon }}); err == nil {
			fmt.Println("http://" + l.Addr().String())
			err = s.Serve(context.Background(), l)
		}
	}
	fmt.Println(err)
	os.Exit(1)
}

func TestAcknowledgedUpdatesSurviveKill(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	for round := range 3 {
		command := exec.CommandContext(t.Context(), os.Args[0])
		command.Env = append(os.Environ(), stateEnv+"="+path)
		out, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		lines.Scan()
		s := &service{url: lines.Text(), clock: newClock()}
		var last string
		for i := range 20 {
			last = fmt.Sprintf("name_%d_%d", round, i)
			s.wants(t, "", message{params: set("123", "JoinPermissionName", last)})
		}
		id := s.does(t, "", "CreateLocalJoinPermission", newOne+fmt.Sprintf(";JoinPermissionName=round_%d", round)).data(t)
		offered := s.does(t, "", "SubmitJoinPermissionAuthOrder", fmt.Sprintf("JoinPermissionId=%v;RenterAliyunId=%s", id, thirdAccount)).data(t)
		if err := command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = command.Wait()
		again := open(t, Options{Data: path})
		if got := again.permission(t, "123")["JoinPermissionName"]; got != last {
			t.Errorf("round %d: the name is %v, want %s", round, got, last)
		}
		if got := again.permission(t, id.(string))["AuthState"]; got != joinperm.AuthApplying {
			t.Errorf("round %d: the new one is %v", round, got)
		}
		again.does(t, "", "CancelJoinPermissionAuthOrder", fmt.Sprintf("OrderId=%.0f", offered))
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestStateIsPrivateToItsOwner(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes are Unix's")
	}
	dir := filepath.Join(t.TempDir(), "a", "b")
	open(t, Options{Data: filepath.Join(dir, "state")})
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Dir(dir): 0o700, filepath.Join(dir, "state"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestHeldFileIsNamed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	held := open(t, Options{Data: path})
	const short = time.Millisecond
	_, err := openState(path, short)
	if used, ok := errors.AsType[*InUseError](err); !ok || used.Path != path || used.Address != "" || !strings.Contains(err.Error(), path) {
		t.Errorf("opening: %v", err)
	}
	held.wants(t, "", message{params: set("123", "ClassMode", "C")})
	if _, ok := errors.AsType[*InUseError](reset(path, short)); !ok {
		t.Errorf("resetting: %v", err)
	}
	if got := held.permission(t, "123")["ClassMode"]; got != "C" {
		t.Errorf("the class is %v", got)
	}
}

func TestResetPutsTheSamplesBack(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "state")
	if err := Reset(path); err != nil { // makes it, too
		t.Fatal(err)
	}
	s := open(t, Options{Data: path})
	s.wants(t, "", message{params: set("123", "JoinPermissionName", "another")})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Reset(path); err != nil {
		t.Fatal(err)
	}
	if got := open(t, Options{Data: path}).permission(t, "123")["JoinPermissionName"]; got != "凭证1" {
		t.Errorf("the name is %v", got)
	}
}

func TestFileThatIsNotSoundIsRefusedAndKept(t *testing.T) {
	t.Parallel()
	sound := stateFile(t)
	page := os.Getpagesize()
	for _, c := range []struct {
		name    string
		content []byte
		err     error
	}{
		{"text", bytes.Repeat([]byte("not a database\n"), 5000), errForeign},
		{"short text", []byte("x"), errForeign},
		{"less than two pages", bytes.Repeat([]byte("x"), 3000), errForeign},
		{"zeros", make([]byte, 8*page), errForeign},
		{"another program's", foreignFile(t), errForeign},
		{"another program's, damaged", foreignDamagedFile(t), errForeign},
		{"another version's", otherVersion(t), errVersion},
		{"cut after a byte", sound[:1], errForeign},
		{"cut after two pages", sound[:2*page], errCorrupt},
		{"cut after three pages", sound[:3*page], errCorrupt},
		{"without its values", blank(sound, `"Owner":"sandbox`), errCorrupt},
		{"without its orders", blank(sound, `"OrderState":"`), errCorrupt},
		{"without its free list", withoutFreelist(sound), errCorrupt},
		{"without a page", blanked(sound, 2*page, len(sound)), errCorrupt},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, attempt := range []func(path string) error{
				func(path string) error { _, err := Open(Options{Data: path}); return err },
				Reset,
			} {
				path := filepath.Join(damagedDir(t), "state")
				if err := os.WriteFile(path, c.content, 0o600); err != nil {
					t.Fatal(err)
				}
				if err := attempt(path); !errors.Is(err, c.err) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "was not changed") {
					t.Errorf("got %v, want %v", err, c.err)
				}
				if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, c.content) {
					t.Errorf("the file was changed, %v", err)
				}
			}
		})
	}
}

// Whatever single block of the file is lost: an error, or an emulator that works, but no panic.
func TestLostBlockNeverPanics(t *testing.T) {
	t.Parallel()
	sound := stateFile(t)
	const block = 256
	for at := 0; at < len(sound); at += block {
		path := filepath.Join(damagedDir(t), "state")
		if err := os.WriteFile(path, blanked(sound, at, at+block), 0o600); err != nil {
			t.Fatal(err)
		}
		st, err := openState(path, time.Millisecond)
		if err != nil {
			continue
		}
		for range 3 {
			err = errors.Join(err, st.update(func(t table) error {
				r, _, err := t.get("123")
				return errors.Join(err, t.put(r))
			}))
		}
		if err != nil && !errors.Is(err, errCorrupt) {
			t.Errorf("block at %d: %v", at, err)
		}
		if err := st.close(); err != nil {
			t.Errorf("block at %d: %v", at, err)
		}
	}
}

func TestFileWithNothingInItGetsTheSamples(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "empty"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	makeBolt(t, filepath.Join(dir, "killed"), func(*bolt.Tx) error { return nil })
	for _, name := range []string{"empty", "killed"} {
		open(t, Options{Data: filepath.Join(dir, name)}).permission(t, "123")
	}
}

func TestPlacesThatHoldNoFileAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := Open(Options{}); !errors.Is(err, errNoPath) {
		t.Errorf("no name: %v", err)
	}
	if _, err := Open(Options{Data: dir}); !errors.Is(err, errForeign) {
		t.Errorf("a directory: %v", err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Options{Data: filepath.Join(file, "state")}); err == nil {
		t.Error("below a file: no error")
	}
	if _, err := Open(Options{Data: filepath.Join(dir, "state"), QPS: -1}); err == nil {
		t.Error("a quota below 0: no error")
	}
}

func TestSamplesOutliveTheirFile(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, want := range samples() {
		err := s.state.view(func(tb table) error {
			got, found, err := tb.get(string(want.JoinPermissionID))
			if !found || !reflect.DeepEqual(got, want) {
				t.Errorf("kept as %+v, want %+v", got, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		for _, f := range append(joinperm.Fields(), joinperm.ID()) {
			value := *f.Of(&want.Listed)
			if normal, err := f.Rule(value); err != nil || normal != value {
				t.Errorf("%s %s: %q is not valid: %v", want.JoinPermissionID, f.Param, value, err)
			}
		}
	}
}

// stateFile gives the bytes of a file that has seen an update.
func stateFile(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sound")
	s := open(t, Options{Data: path})
	s.wants(t, "", message{params: set("123", "ClassMode", "C")})
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func makeBolt(t *testing.T, path string, fill func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(fill), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func foreignFile(t *testing.T) []byte {
	t.Helper()
	return boltBytes(t, func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte(metaBucket))
		return err
	})
}

// foreignDamagedFile has no free list, and a page too few: opened to write, bbolt would rebuild the
// list and end the whole process.
func foreignDamagedFile(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bolt")
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoFreelistSync: true})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("their own"))
		if err != nil {
			return err
		}
		return b.Put([]byte("key"), make([]byte, os.Getpagesize()))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const flags, leaf = 8, 0x02
	for at := 2 * os.Getpagesize(); at < len(content); at += os.Getpagesize() {
		if content[at+flags] == leaf && !bytes.Contains(content[at:at+os.Getpagesize()], []byte("their own")) {
			content[at+flags] = 0
		}
	}
	return content
}

func otherVersion(t *testing.T) []byte {
	t.Helper()
	return boltBytes(t, func(tx *bolt.Tx) error {
		return errors.Join(seed(tx), tx.Bucket([]byte(metaBucket)).Put([]byte(schemaKey), []byte("99")))
	})
}

func boltBytes(t *testing.T, fill func(*bolt.Tx) error) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bolt")
	makeBolt(t, path, fill)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// blanked gives a copy with the bytes from..to zero.
func blanked(content []byte, from, to int) []byte {
	broken := bytes.Clone(content)
	clear(broken[from:min(to, len(broken))])
	return broken
}

// withoutFreelist gives a copy whose free list is another type of page: bbolt panics over it when
// it opens the file to write.
func withoutFreelist(content []byte) []byte {
	const flags, freelist, leaf = 8, 0x10, 0x02
	broken := bytes.Clone(content)
	for at := 0; at < len(broken); at += os.Getpagesize() {
		if broken[at+flags] == freelist {
			broken[at+flags] = leaf
		}
	}
	return broken
}

// blank gives a copy in which a text is spaces everywhere.
func blank(content []byte, text string) []byte {
	return bytes.ReplaceAll(content, []byte(text), bytes.Repeat([]byte(" "), len(text)))
}

// damagedDir is a directory for files that bbolt panics over: it keeps them mapped until the process
// ends, and Windows removes no such file.
func damagedDir(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "windows" {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp("", "damaged") //nolint:usetesting // its own would fail the test
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
