package cli

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

func (d *doctor) checkTerminal() {
	a := d.app
	c := check{Name: i18n.N("terminal"), Status: checkOK}
	language := i18n.T("language %s (%s)", d.settings.Lang, i18n.Word(d.config.Origin("lang").Where))
	if !a.StdoutIsTerminal {
		c.Detail = i18n.T("output is not a terminal, %s", language)
		d.add(c)
		return
	}
	width := 0
	if ask := a.terminalWidth(true, a.StdoutWidth); ask != nil {
		width = ask()
	}
	color := i18n.T("no colour")
	if output.Color(d.settings.Color, true, a.Getenv) {
		color = i18n.T("colour")
	}
	c.Detail = i18n.T("%d columns, %s, UTF-8, %s", width, color, language)
	if !a.isUTF8() {
		c.Status, c.Detail = checkWarning, i18n.T("%d columns, %s, not UTF-8, %s", width, color, language)
		c.WhatToDo = texts(i18n.T("names in Chinese need UTF-8:  export LC_ALL=C.UTF-8"))
	}
	d.add(c)
}

// isUTF8 reports whether the locale's encoding is UTF-8. Windows' console is told so.
func (a *app) isUTF8() bool {
	locale := strings.ToLower(cmp.Or(a.Getenv("LC_ALL"), a.Getenv("LC_CTYPE"), a.Getenv("LANG")))
	return runtime.GOOS == "windows" || strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
}

// completionPlaces are where a shell finds the completion of linkwanctl: files, relative ones below
// the home directory, and a file that may run `linkwanctl completion`.
func completionPlaces(shell string) (files []string, start string) {
	switch shell {
	case "bash":
		return []string{".local/share/bash-completion/completions/linkwanctl", "/usr/share/bash-completion/completions/linkwanctl", "/usr/local/share/bash-completion/completions/linkwanctl", "/etc/bash_completion.d/linkwanctl"}, ".bashrc"
	case "zsh":
		return []string{".zfunc/_linkwanctl", "/usr/share/zsh/vendor-completions/_linkwanctl", "/usr/share/zsh/site-functions/_linkwanctl", "/usr/local/share/zsh/site-functions/_linkwanctl", "/opt/homebrew/share/zsh/site-functions/_linkwanctl"}, ".zshrc"
	case "fish":
		return []string{".config/fish/completions/linkwanctl.fish", "/usr/share/fish/vendor_completions.d/linkwanctl.fish", "/usr/local/share/fish/vendor_completions.d/linkwanctl.fish"}, ".config/fish/config.fish"
	}
	return nil, ""
}

func (d *doctor) checkCompletion() {
	name, shell := i18n.N("completion"), filepath.Base(d.app.Getenv("SHELL"))
	files, start := completionPlaces(shell)
	if len(files) == 0 {
		d.skip(name, i18n.T("SHELL is not bash, zsh or fish"))
		return
	}
	for _, file := range files {
		if _, err := os.Stat(d.inHome(file)); err == nil {
			d.add(check{Name: name, Status: checkOK, Detail: i18n.T("for %s: %s", shell, d.inHome(file))})
			return
		}
	}
	if text, err := os.ReadFile(d.inHome(start)); err == nil && strings.Contains(string(text), "linkwanctl completion") {
		d.add(check{Name: name, Status: checkOK, Detail: i18n.T("for %s: %s", shell, d.inHome(start))})
		return
	}
	d.add(check{
		Name: name, Status: checkWarning, Detail: i18n.T("not installed for %s", shell),
		WhatToDo: texts(i18n.T("how to install it:  linkwanctl completion %s --help", shell)),
	})
}

// inHome is a path, below the home directory if it is relative.
func (d *doctor) inHome(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(d.app.Home, filepath.FromSlash(path))
}
