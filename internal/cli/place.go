package cli

import (
	"fmt"
	"strings"

	"linkwanctl/internal/config"
)

// where is the place of a call in a sentence: "cn-shanghai, profile prod".
func (s *session) where() string {
	var parts []string
	switch {
	case s.settings.Sandbox:
		parts = append(parts, "the sandbox")
	case s.endpoint != s.regional():
		parts = append(parts, s.endpoint.String())
	default:
		parts = append(parts, s.settings.Region)
	}
	if id := s.settings.IotInstanceID; id != "" {
		parts = append(parts, fmt.Sprintf("instance %s", id))
	}
	return strings.Join(append(parts, s.identity()...), ", ")
}

// circumstances are the place of a call, each part with its name, for the details of a failure.
func (s *session) circumstances() string {
	parts := []string{"instance (public)"}
	if id := s.settings.IotInstanceID; id != "" {
		parts[0] = fmt.Sprintf("instance %s", id)
	}
	switch {
	case s.settings.Sandbox:
		parts = append(parts, "sandbox")
	case s.endpoint != s.regional():
		parts = append(parts, fmt.Sprintf("endpoint %s", s.endpoint))
	default:
		parts = append(parts, fmt.Sprintf("region %s", s.settings.Region))
	}
	return strings.Join(append(parts, s.identity()...), ", ")
}

// identity names the context, and the profile unless the context sets it. Keys of the environment
// have no name.
func (s *session) identity() []string {
	if s.settings.Sandbox {
		return nil
	}
	var parts []string
	profile := s.profile
	if s.settings.Context != "" {
		parts = append(parts, fmt.Sprintf("context %s", s.settings.Context))
		if s.config.Origin("profile").Kind == config.KindContext {
			profile = ""
		}
	}
	if profile != "" {
		parts = append(parts, fmt.Sprintf("profile %s", profile))
	}
	return parts
}

// named names a permission in a sentence: with its name if an answer or the command line had it.
func (s *session) named(id string) string {
	if name := s.names[id]; name != "" {
		return fmt.Sprintf("%s (%s)", name, id)
	}
	return fmt.Sprintf("permission %s", id)
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
