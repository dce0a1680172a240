package cli

import (
	"context"
	"os"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/quota"
	"linkwanctl/internal/userdir"
)

// checkSettings names the file and where the values come from that decide where a call goes.
func (d *doctor) checkSettings(problems *config.Error) {
	name := i18n.N("settings")
	if problems != nil {
		f := settingsFailure(problems)
		var wrong []i18n.Text
		for _, p := range f.Problems {
			if p.Given == "" { // or not to be shown
				wrong = append(wrong, i18n.T("%s: %s", i18n.Word(p.Where), p.Rule))
				continue
			}
			wrong = append(wrong, i18n.T("%s %s: %s", i18n.Word(p.Where), p.Given, p.Rule))
		}
		d.add(check{Name: name, Status: checkFailure, Detail: i18n.Join(i18n.N("; "), wrong...), WhatToDo: texts(i18n.T("see where each setting comes from:  linkwanctl config list --show-origin")), exit: exitConfig})
		return
	}
	var parts []i18n.Text
	for _, v := range d.config.List() {
		switch v.Key {
		case "config":
			parts = append(parts, settingsFile(v.Text))
		case "region", "endpoint", "iot-instance-id", "context", "sandbox":
			ofService := v.Key == "region" || v.Key == "endpoint" // the sandbox has neither
			if v.Text != "" && v.Text != "false" && (!ofService || !d.settings.Sandbox) {
				parts = append(parts, i18n.T("%s %s (%s)", i18n.Raw(v.Key), v.Text, i18n.Word(v.Origin.Where)))
			}
		}
	}
	d.add(check{Name: name, Status: checkOK, Detail: i18n.Join(i18n.N(", "), parts...)})
}

func settingsFile(path string) i18n.Text {
	if _, err := os.Stat(path); err != nil {
		return i18n.T("no settings file")
	}
	return i18n.T("file %s", path)
}

// checkCredentials names their source, and when they end if it says so: linkwanctl fetches new ones
// by itself. That they can be fetched shows with the first call.
func (d *doctor) checkCredentials() {
	name := i18n.N("credentials")
	if d.settings.Sandbox {
		d.add(check{Name: name, Status: checkOK, Detail: i18n.T("the sandbox's own key")})
		return
	}
	found := d.found
	c := check{Name: name, Status: checkOK, Detail: i18n.T("%s: %s", found.Name, found.Described)}
	if until, ends := found.Expires(); ends {
		c.Detail = i18n.T("%s: %s, until %s", found.Name, found.Described, until.UTC().Format(time.RFC3339))
	}
	d.add(c)
}

func (d *doctor) checkIdentity(client *api.Client) {
	name := i18n.N("identity")
	d.online(name, task{Verb: "request"}, d.endpoint.STS(), func(ctx context.Context) (i18n.Text, error) {
		id, err := client.WhoAmI(ctx)
		return i18n.T("%s, account %s, %s", identityInWords(id), id.AccountID, id.ARN), err
	})
}

// checkPermission makes a call that reads next to nothing.
func (d *doctor) checkPermission(client *api.Client) {
	name := i18n.N("access")
	d.online(name, task{Verb: "list"}, d.endpoint, func(ctx context.Context) (i18n.Text, error) {
		bands, err := api.Bands(ctx, client)
		return i18n.T("ListFreqBandPlanGroups is allowed: %d groups", len(bands.Data)), err
	})
}

// online makes a call to an endpoint and adds its check: the detail that the call gives and the time
// that it took, or its failure. Without a connection the check is skipped.
func (d *doctor) online(name string, t task, endpoint api.Endpoint, call func(context.Context) (i18n.Text, error)) {
	if d.offline {
		d.skip(name, i18n.T("there is no connection"))
		return
	}
	ctx, cancel := d.call()
	defer cancel()
	begun := d.app.Now()
	detail, err := call(ctx)
	took := d.app.Now().Sub(begun)
	if err != nil {
		at := d.endpoint
		d.endpoint = endpoint // what the hints are about
		d.failed(name, err, t, took)
		d.endpoint = at
		return
	}
	d.add(check{Name: name, Status: checkOK, Detail: detail, Milliseconds: took.Milliseconds()})
}

func (d *doctor) checkQuota() {
	name := i18n.N("quota")
	if d.settings.QPS == 0 {
		d.add(check{
			Name: name, Status: checkWarning, Detail: i18n.T("--qps 0: requests are not paced, and Link WAN may throttle them"),
			WhatToDo: texts(i18n.T("use the default again:  linkwanctl config unset qps")),
		})
		return
	}
	dir := quota.Dir(d.app.Getenv, d.app.Home)
	if dir == "" {
		d.add(check{
			Name: name, Status: checkWarning, Detail: i18n.T("commands cannot share the quota: neither %s nor XDG_STATE_HOME is set", userdir.HomeVariable()),
			WhatToDo: texts(i18n.T("set %s or XDG_STATE_HOME", userdir.HomeVariable())),
		})
		return
	}
	if err := quota.Check(d.ctx, dir); err != nil {
		d.add(check{
			Name: name, Status: checkWarning, Detail: i18n.T("commands cannot share the quota in %s: %s", dir, err),
			WhatToDo: texts(i18n.T("make the directory your own, or choose another with XDG_STATE_HOME")),
		})
		return
	}
	d.add(check{Name: name, Status: checkOK, Detail: i18n.T("%d requests per second and action, shared in %s", d.settings.QPS, dir)})
}
