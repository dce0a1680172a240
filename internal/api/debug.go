package api

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"linkwanctl/internal/text"
)

// debugBody is how much of an answer's body the log shows.
const debugBody = 4096

// debugLog writes each attempt's request and answer, line by line, with key ID, secret, token and
// signature masked.
func debugLog(o Options, next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		log := func(line string) { o.Debug(x.redact(line)) }
		log(fmt.Sprintf("* %s, attempt %d", x.call.Action, x.attempt))
		log("> " + x.request.Method + " " + x.request.URL.String())
		logHeader(log, "> ", maskedHeader(x.request.Header))
		for _, name := range slices.Sorted(maps.Keys(x.form)) {
			log("> " + name + "=" + maskedParam(name, x.form[name]))
		}
		start := o.Now()
		err := next(ctx, x)
		took := o.Now().Sub(start).Round(time.Millisecond)
		if err != nil {
			log(fmt.Sprintf("* %s after %s", strings.TrimPrefix(err.Error(), ": "), took)) // the action is added later
			return err
		}
		log(fmt.Sprintf("< %d after %s", x.status, took))
		logHeader(log, "< ", x.header)
		log("<")
		// Masked before it is cut and split: a secret may span either.
		body := urlKey().ReplaceAllString(x.redact(string(x.body)), "${1}${2}=***")
		for line := range strings.SplitSeq(body[:min(len(body), debugBody)], "\n") {
			o.Debug("< " + line)
		}
		if more := len(body) - debugBody; more > 0 {
			o.Debug(fmt.Sprintf("* %d bytes more are not shown", more))
		}
		return nil
	}
}

// urlKey finds what signs a URL in an answer. Whoever has it can download the file.
var urlKey = text.Pattern(`(?i)([?&;]|\\u0026)((?:x-oss-)?(?:signature|credential|security-token)|OSSAccessKeyId)=[^&"\\<\s]+`)

func logHeader(log func(string), mark string, header http.Header) {
	for _, name := range slices.Sorted(maps.Keys(header)) {
		log(mark + name + ": " + strings.Join(header[name], ", "))
	}
}
