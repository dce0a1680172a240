package emulator

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"linkwanctl/internal/api/sign"
)

// apiVersion is the one version of Link WAN's API; see versionOf for that of STS.
const apiVersion = "2019-03-01"

// maxBody bounds a request's body: its parameters take a few hundred bytes.
const maxBody = 1 << 20

// call is one request, as far as it could be read.
type call struct {
	method  string
	path    string
	host    string
	base    string // the URL that the caller reached the service by
	header  http.Header
	body    []byte
	query   map[string]string // not escaped
	params  map[string]string // query and form together
	v3      bool              // which signature it claims
	json    bool              // which answer it asks for
	action  string            // as it was sent
	version string
	do      *action   // what the action does, nil for one that the emulator does not have
	now     time.Time // what the service's clock shows
	account string    // set once the request is authenticated
	key     key       // the same

	requestID string
}

// read takes a request apart. With an error the call has what could be read, enough to answer in
// the form that was asked for.
func read(w http.ResponseWriter, r *http.Request) (*call, error) {
	c := &call{method: r.Method, path: r.URL.Path, host: r.Host, header: r.Header, base: "http://" + r.Host}
	if r.TLS != nil {
		c.base = "https://" + r.Host
	}
	query, queryErr := url.ParseQuery(r.URL.RawQuery)
	form, formErr := c.readBody(w, r)
	c.query, c.params = first(query), first(form)
	// A name in both places counts as the query has it.
	for name, value := range c.query {
		c.params[name] = value
	}
	c.action, c.version = c.params["Action"], c.params["Version"]
	c.json = strings.EqualFold(c.params["Format"], "JSON")
	// The vendor's SDKs send the header x-acs-action with version 1 as well.
	c.v3 = strings.HasPrefix(r.Header.Get("Authorization"), sign.AlgorithmV3) ||
		r.Header.Get("x-acs-action") != "" && c.params["Signature"] == ""
	if c.v3 {
		c.action, c.version = r.Header.Get("x-acs-action"), r.Header.Get("x-acs-version")
		c.json = c.json || strings.Contains(strings.Join(r.Header.Values("Accept"), ","), "application/json")
	}
	if do, known := actionNamed(c.action); known {
		c.do = &do
	}
	if queryErr != nil {
		return c, &failure{http.StatusBadRequest, codeParameter, "The query is not well encoded.", nil}
	}
	return c, formErr
}

// readBody keeps the body and gives the parameters of a form; a body of any other type has none.
func (c *call) readBody(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, refuse(codeTooLarge)
	case err != nil:
		return nil, &failure{http.StatusBadRequest, codeParameter, "The body ends too early.", nil}
	}
	c.body = body
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if media != "application/x-www-form-urlencoded" {
		return nil, nil
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return form, &failure{http.StatusBadRequest, codeParameter, "The form is not well encoded.", nil}
	}
	return form, nil
}

// first keeps the first value of each name.
func first(values url.Values) map[string]string {
	params := make(map[string]string, len(values))
	for name, list := range values {
		params[name] = list[0]
	}
	return params
}

// name is the action where the emulator has it, else Unknown: what the request itself calls it is
// not to grow maps or reach logs.
func (c *call) name() string {
	if c.do == nil {
		return Unknown
	}
	return c.action
}
