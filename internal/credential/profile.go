package credential

import (
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

const profileSwitch = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"

// profileVariables name a profile of the aliyun CLI, in the CLI's own order.
var profileVariables = []string{"ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"}

// sectionVariable names a section of the ini file too; the vendor's library reads no other.
const sectionVariable = "ALIBABA_CLOUD_PROFILE"

// place is the config.json as a look names it.
func (r *resolver) place() string {
	path, _ := r.configPath()
	if path == "" {
		return noHome(".aliyun", "config.json")
	}
	return r.shown(path)
}

// namedProfile takes the profile that the user named for linkwanctl, and nothing else.
func (r *resolver) namedProfile() (*recipe, error) {
	named := origin(r.Profile, i18n.Raw(r.ProfileOrigin))
	if r.enabled(profileSwitch) {
		return r.settle(r.place(), i18n.Text{}, nil, invalid("profile %s cannot be used: %s is true",
			named, profileSwitch).hint("unset %s", profileSwitch))
	}
	parsed, err := r.readConfig()
	if err == nil && parsed == nil {
		r.look(r.place(), i18n.T("none"))
		return nil, invalid("profile %s does not exist: there is no %s", named, r.place()).
			hint("create it with the aliyun CLI:  aliyun configure --profile %s", quoted(r.Profile))
	}
	return r.useProfile(parsed, err, r.Profile, i18n.Raw(r.ProfileOrigin))
}

// implicitProfile takes the profile that the CLI's own variables name, else the file's current one.
// A file without profiles counts as missing, unless one was named.
func (r *resolver) implicitProfile() (*recipe, error) {
	name, variable := r.profileVariable()
	if r.enabled(profileSwitch) {
		r.look(r.place(), i18n.T("disabled by ALIBABA_CLOUD_CLI_PROFILE_DISABLED"))
		if variable != "" && variable != sectionVariable {
			return nil, invalid("%s names profile %s, but %s is true", variable, quoted(name), profileSwitch)
		}
		return nil, nil
	}
	parsed, err := r.readConfig()
	switch {
	case err != nil:
		return r.settle(r.place(), i18n.Text{}, nil, err)
	case parsed == nil && variable != "" && variable != sectionVariable:
		r.look(r.place(), i18n.T("none"))
		return nil, invalid("profile %s does not exist: there is no %s", origin(name, i18n.Raw(variable)), r.place())
	case parsed == nil:
		r.look(r.place(), i18n.T("none"))
		return nil, nil
	case len(parsed.Profiles) == 0 && variable == "":
		r.look(r.place(), i18n.T("no profiles"))
		return nil, nil
	case variable == "":
		return r.useProfile(parsed, nil, parsed.Current, i18n.T("the current one"))
	}
	return r.useProfile(parsed, nil, name, i18n.Raw(variable))
}

// origin is a profile's name with where it was named.
func origin(name string, from i18n.Text) i18n.Text {
	if from.Empty() {
		return i18n.Raw(quoted(name))
	}
	return i18n.T("%s (%s)", quoted(name), from.Mapped(func(s string) string { return text.Cut(s, 80) }))
}

func (r *resolver) profileVariable() (name, variable string) {
	for _, variable := range profileVariables {
		if name := r.env(variable); name != "" {
			return name, variable
		}
	}
	return "", ""
}

func (r *resolver) useProfile(c *config, err error, name string, from i18n.Text) (*recipe, error) {
	if err != nil {
		return r.settle(r.place(), i18n.Text{}, nil, err)
	}
	p, err := r.pick(c, name, origin(name, from))
	if err != nil {
		return r.settle(r.place(), i18n.Text{}, nil, err)
	}
	got, err := r.fromProfile(c, p, []string{name})
	if err != nil {
		return r.settle(r.place(), i18n.Text{}, nil, err)
	}
	got.Name, got.Profile, got.Mode, got.File = "profile", name, p.Mode, c.path
	got.Detail = i18n.T("%s (%s) in %s", quoted(name), p.Mode, r.place())
	return r.settle(r.place(), i18n.T("profile %s (%s)", quoted(name), p.Mode), got, nil)
}

// pick finds the profile of a name. Two of the same name are an error: guessing could choose the
// wrong identity.
func (r *resolver) pick(c *config, name string, named i18n.Text) (profile, error) {
	var found []profile
	for _, p := range c.Profiles {
		if p.Name == name {
			found = append(found, p)
		}
	}
	switch names := c.names(); {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return profile{}, invalid("profile %s appears %d times in %s", named, len(found), r.place())
	case len(names) == 0:
		return profile{}, invalid("profile %s is not in %s, which has none", named, r.place())
	default:
		missing := invalid("profile %s is not in %s", named, r.place())
		if near := text.Nearest(name, names); near != "" {
			missing = invalid("profile %s is not in %s (did you mean %s?)", named, r.place(), quoted(near))
		}
		return profile{}, missing.hint("its profiles: %s", list(names))
	}
}
