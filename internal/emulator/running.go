package emulator

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"linkwanctl/internal/i18n"
)

// A server lets other processes of its user know where it is: in a note beside its state file,
// which a process reads that finds the file in use. Whoever gets the file removes the note that is
// there, so that none outlives its server for long. A reader has the server prove all the same that
// it wrote the note, whose secret only this user can read: another program may have the port by
// now.

// noteSuffix is what a note's name has beyond its state file's.
const noteSuffix = ".running"

// proofPath answers a challenge with its MAC. It is no action: nothing counts or logs it.
const proofPath = "/.linkwanctl-emulator"

// proofTime bounds the wait for a proof.
const proofTime = time.Second

// maxNote bounds what is read of a note and of an answer.
const maxNote = 1 << 10

// note is where a server is.
type note struct {
	Address string // host:port
	Proof   string // random: the secret that the server proves itself with
}

// InUseError says that another process uses the state file.
type InUseError struct {
	Path    string
	Address string // host:port of the emulator that uses it, "" where it is not one that serves
}

func (e *InUseError) Error() string { return e.Text().String() }

// Text names the file and who uses it.
func (e *InUseError) Text() i18n.Text {
	if e.Address != "" {
		return i18n.T("state file %s: the emulator on %s uses it", e.Path, e.Address)
	}
	return i18n.T("state file %s: another linkwanctl command uses it", e.Path)
}

// Announce lets other processes of this user find the server at the listener's address until Close.
// Call it before Serve.
func (s *Server) Announce(l net.Listener) error {
	n := note{Address: l.Addr().String(), Proof: rand.Text()}
	text, err := json.Marshal(n)
	if err != nil {
		return err
	}
	// A new file, so that nothing is written through a link that somebody has put there.
	file, err := os.OpenFile(s.state.path+noteSuffix, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	s.secret = n.Proof
	return nil
}

// prove answers the challenge that is the request's query.
func (s *Server) prove(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, proofOf(s.secret, r.URL.RawQuery))
}

func proofOf(secret, challenge string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(challenge))
	return hex.EncodeToString(mac.Sum(nil))
}

// removeNote is for the process that has the state file.
func removeNote(path string) { _ = os.Remove(path + noteSuffix) }

// runningAt gives the address of the server that uses a state file, "" where none answers for it.
func runningAt(path string) string {
	n, err := readNote(path + noteSuffix)
	if err != nil || !isLoopbackHost(n.Address) || n.Proof == "" {
		return ""
	}
	challenge := rand.Text()
	answer, err := askForProof(n.Address, challenge)
	if err != nil || !hmac.Equal([]byte(answer), []byte(proofOf(n.Proof, challenge))) {
		return ""
	}
	return n.Address
}

func askForProof(address, challenge string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), proofTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+proofPath+"?"+challenge, nil)
	if err != nil {
		return "", err
	}
	transport := &http.Transport{DisableKeepAlives: true} // and no proxy
	response, err := transport.RoundTrip(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxNote))
	return string(answer), err
}

func readNote(path string) (note, error) {
	// Another kind of file might never end, or never begin.
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return note{}, errors.Join(err, errForeign)
	}
	file, err := os.Open(path) //nolint:gosec // beside the state file that the user names
	if err != nil {
		return note{}, err
	}
	defer func() { _ = file.Close() }()
	var n note
	return n, json.NewDecoder(io.LimitReader(file, maxNote)).Decode(&n)
}
