package credential

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
)

// section is one [name] of the ini file.
type section struct {
	name   string
	values map[string]string
}

// credentialsFile takes the section that ALIBABA_CLOUD_PROFILE names, which must exist then, or the
// section default, which need not.
func (r *resolver) credentialsFile() (*recipe, error) {
	path, named := r.env("ALIBABA_CLOUD_CREDENTIALS_FILE"), true
	if path == "" {
		path, named = filepath.Join(r.Home, ".alibabacloud", "credentials"), false
	}
	wanted := r.env(sectionVariable)
	content, err := []byte(nil), fs.ErrNotExist
	if named || r.Home != "" {
		content, err = r.readKeys(path)
	}
	place := r.shown(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named:
		return r.settle(place, i18n.Text{}, nil, invalid("%s (ALIBABA_CLOUD_CREDENTIALS_FILE) does not exist", place))
	case errors.Is(err, fs.ErrNotExist) && wanted != "":
		r.look(place, i18n.T("none"))
		return nil, r.missingSection(origin(wanted, i18n.Raw(sectionVariable)), place)
	case errors.Is(err, fs.ErrNotExist):
		r.look(place, i18n.T("none"))
		return nil, nil
	case err != nil:
		return r.settle(place, i18n.Text{}, nil, invalid("%s: %v", place, err))
	}
	sections, err := parseINI(string(content), place)
	if err != nil {
		return r.settle(place, i18n.Text{}, nil, err)
	}
	return r.useSection(sections, wanted, path, place)
}

// missingSection names the files that could have had the profile.
func (r *resolver) missingSection(named i18n.Text, place string) *Error {
	if r.enabled(profileSwitch) {
		return invalid("profile %s does not exist: there is no %s", named, place)
	}
	return invalid("profile %s does not exist: there is no %s and no %s", named, r.place(), place)
}

func (r *resolver) useSection(sections []section, wanted, path, place string) (*recipe, error) {
	name := wanted
	if name == "" {
		name = "default"
	}
	at := slices.IndexFunc(sections, func(s section) bool { return s.name == name })
	if at < 0 && wanted == "" {
		r.look(place, i18n.T("no default section"))
		return nil, nil
	}
	if at < 0 {
		return r.settle(place, i18n.Text{}, nil, invalid("%s has no section %s (from %s)", place, quoted(name), sectionVariable))
	}
	got, err := r.fromSection(i18n.T("section %s of %s", quoted(name), place), sections[at].values)
	if err != nil {
		return r.settle(place, i18n.Text{}, nil, err)
	}
	got.Name, got.Profile, got.Mode, got.File = "credentials-file", name, sections[at].values["type"], path
	got.Detail = i18n.T("%s (%s) in %s", quoted(name), got.Mode, place)
	return r.settle(place, i18n.T("section %s (%s)", quoted(name), got.Mode), got, nil)
}

// fromSection knows the types that the vendor's library takes from this file.
func (r *resolver) fromSection(where i18n.Text, values map[string]string) (*recipe, error) {
	switch form := values["type"]; form {
	case "access_key", "ram_role_arn":
		keys, err := r.keys(where, field{"access_key_id", values["access_key_id"]},
			field{"access_key_secret", values["access_key_secret"]}, field{name: i18n.N("a security token")})
		base := &recipe{static: &keys}
		if err != nil || form == "access_key" {
			return base, err
		}
		if err := checkFields(where, field{"role_arn", values["role_arn"]}); err != nil {
			return nil, err
		}
		return r.assume(where, roleSpec{
			arn: values["role_arn"], session: values["role_session_name"], policy: values["policy"],
		}, base)
	case "ecs_ram_role":
		return r.metadata(where, values["role_name"])
	case "":
		return nil, invalid("%s: type is missing: access_key, ram_role_arn or ecs_ram_role", where)
	default:
		return nil, invalid("%s: type %s must be access_key, ram_role_arn or ecs_ram_role", where, kind(form))
	}
}

// parseINI reads sections of `key = value` lines. Comments start with # or ; at the start of a line
// or after a blank; a value may be in quotes. Errors name the line and do not quote it.
func parseINI(text, shown string) ([]section, error) {
	var sections []section
	seen := map[string]bool{}
	for i, line := range strings.Split(strings.TrimPrefix(text, "\uFEFF"), "\n") {
		line = strings.TrimSpace(line)
		name, isSection := strings.CutPrefix(line, "[")
		key, value, isPair := cutPair(line)
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case isSection:
			name, _, closed := strings.Cut(name, "]")
			name = strings.TrimSpace(name)
			if !closed || name == "" {
				return nil, invalid("%s:%d: the section name has no closing bracket", shown, i+1)
			}
			if seen[name] {
				return nil, invalid("%s:%d: section %s is already in the file", shown, i+1, quoted(name))
			}
			seen[name] = true
			sections = append(sections, section{name, map[string]string{}})
		case !isPair:
			return nil, invalid("%s:%d: must be a section or key = value", shown, i+1)
		case len(sections) > 0: // lines before the first section belong to none
			sections[len(sections)-1].values[key] = value
		}
	}
	return sections, nil
}

func cutPair(line string) (key, value string, ok bool) {
	at := strings.IndexAny(line, "=:")
	if at <= 0 {
		return "", "", false
	}
	key, value = strings.TrimSpace(line[:at]), strings.TrimSpace(line[at+1:])
	if len(value) > 1 && strings.ContainsRune("\"'`", rune(value[0])) {
		if end := strings.IndexByte(value[1:], value[0]); end >= 0 {
			return key, value[1 : end+1], true
		}
	}
	for _, mark := range []string{" #", " ;", "\t#", "\t;"} {
		value, _, _ = strings.Cut(value, mark)
	}
	return key, strings.TrimSpace(value), true
}
