package cli

import (
	"slices"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
)

// where is the place of a call in a sentence: "cn-shanghai, profile prod".
func (s *session) where() i18n.Text {
	var parts []i18n.Text
	switch {
	case s.settings.Sandbox:
		parts = append(parts, i18n.T("the sandbox"))
	case s.endpoint != s.regional():
		parts = append(parts, i18n.Raw(s.endpoint.String()))
	default:
		parts = append(parts, i18n.Raw(s.settings.Region))
	}
	if id := s.settings.IotInstanceID; id != "" {
		parts = append(parts, i18n.T("instance %s", id))
	}
	return i18n.Join(i18n.N(", "), append(parts, s.identity()...)...)
}

// circumstances are the place of a call, each part with its name, for the details of a failure.
func (s *session) circumstances() i18n.Text {
	parts := []i18n.Text{i18n.T("instance (public)")}
	if id := s.settings.IotInstanceID; id != "" {
		parts[0] = i18n.T("instance %s", id)
	}
	switch {
	case s.settings.Sandbox:
		parts = append(parts, i18n.T("sandbox"))
	case s.endpoint != s.regional():
		parts = append(parts, i18n.T("endpoint %s", s.endpoint))
	default:
		parts = append(parts, i18n.T("region %s", s.settings.Region))
	}
	return i18n.Join(i18n.N(", "), append(parts, s.identity()...)...)
}

// identity names the context, and the profile unless the context sets it. Keys of the environment
// have no name.
func (s *session) identity() []i18n.Text {
	if s.settings.Sandbox {
		return nil
	}
	var parts []i18n.Text
	profile := s.profile
	if s.settings.Context != "" {
		parts = append(parts, i18n.T("context %s", s.settings.Context))
		if s.config.Origin("profile").Kind == config.KindContext {
			profile = ""
		}
	}
	if profile != "" {
		parts = append(parts, i18n.T("profile %s", profile))
	}
	return parts
}

// named names a permission in a sentence: with its name if an answer or the command line had it.
func (s *session) named(id string) i18n.Text {
	if name := s.names[id]; name != "" {
		return i18n.T("%s (%s)", name, id)
	}
	return i18n.T("permission %s", id)
}

// shortList is at most the given number of names in a sentence, and how many more there are.
func shortList(most int, names []i18n.Text) i18n.Text {
	if more := len(names) - most; more > 0 {
		names = append(slices.Clip(names[:most]), i18n.T("%d more", more))
	}
	return i18n.Join(i18n.N(", "), names...)
}

// label is a permission's ID in a table, with its name if that is known.
func (s *session) label(id string) string {
	if name := s.names[id]; name != "" {
		return id + " " + name
	}
	return id
}

// remember keeps a permission's name, to show it beside the ID without another call.
func (s *session) remember(id, name string) {
	if s.names == nil {
		s.names = map[string]string{}
	}
	s.names[id] = name
}
