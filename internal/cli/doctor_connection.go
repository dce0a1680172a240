package cli

import (
	"net/http"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// clockWarning is how far off a clock may be before it is worth a word: linkwanctl corrects more
// than a minute by itself, after a call that failed for it.
const clockWarning = time.Minute

// checkConnection sends one unsigned request and says what each step of it took.
func (d *doctor) checkConnection() {
	p := api.NewProbe(d.ctx, d.endpoint, api.ProbeOptions{
		ConnectTimeout: d.settings.ConnectTimeout, AttemptTimeout: d.settings.AttemptTimeout, UserAgent: "linkwanctl/" + d.app.Build.Version, Now: d.app.Now,
	})
	d.offline = p.Err != nil
	if p.Proxy != "" {
		d.add(check{Name: i18n.N("proxy"), Status: checkOK, Detail: i18n.T("requests go through %s", p.Proxy)})
	}
	d.step(p, api.StepDNS, p.DNS, i18n.T("the host name of %s is known", hostOf(d.endpoint, p)))
	d.step(p, api.StepTCP, p.TCP, i18n.T("connected to %s", p.Address))
	d.step(p, api.StepProxy, 0, i18n.Text{})
	d.step(p, api.StepTLS, p.TLS, i18n.T("%s, certificate until %s", p.TLSVersion, p.CertificateEnds.Format(time.DateOnly)))
	d.step(p, api.StepAnswer, p.Answer, i18n.T("%s answers", d.endpoint))
	d.checkClock(p)
}

// hostOf is the host that is connected to.
func hostOf(e api.Endpoint, p api.Probe) string {
	if p.Proxy != "" {
		return p.Proxy
	}
	return e.Host
}

// step adds a step that was taken, or that failed.
func (d *doctor) step(p api.Probe, name string, took time.Duration, detail i18n.Text) {
	switch {
	case p.Failed == name:
		d.failed(name, p.Err, task{Verb: http.MethodGet}, 0)
	case took > 0 && (name != api.StepTLS || p.TLSVersion != ""):
		d.add(check{Name: name, Status: checkOK, Detail: detail, Milliseconds: max(took.Milliseconds(), 1)})
	case took > 0:
		d.add(check{Name: name, Status: checkOK, Detail: i18n.T("handshake done"), Milliseconds: max(took.Milliseconds(), 1)})
	}
}

func (d *doctor) checkClock(p api.Probe) {
	name := i18n.N("clock")
	off := p.Ahead.Round(time.Second)
	switch {
	case !p.HasDate:
		d.skip(name, i18n.T("no response says what time it is"))
	case p.Ahead.Abs() < clockWarning:
		d.add(check{Name: name, Status: checkOK, Detail: i18n.T("less than a minute off")})
	default:
		detail := i18n.T("%s slow", off)
		if off < 0 {
			detail = i18n.T("%s fast", -off)
		}
		d.add(check{Name: name, Status: checkWarning, Detail: detail, WhatToDo: texts(d.codeHint("IllegalTimestamp"))})
	}
}
