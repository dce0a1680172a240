package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/output"
)

func newConfigView(a *app) *cobra.Command {
	var minify bool
	cmd := &cobra.Command{
		Use:   "view",
		Short: "Show the settings file",
		Long: `Show the settings file with its contexts, as YAML or in the format of -o. It never contains
secrets. With --minify, show only the effective settings, merged from flags, environment,
the context in use, the file and the defaults.`,
		Example: `  linkwanctl config view
  linkwanctl config view --minify --context prod -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runConfigView(a, cmd, minify) },
	}
	cmd.Flags().BoolVar(&minify, "minify", false, "show only the effective settings")
	return cmd
}

func runConfigView(a *app, cmd *cobra.Command, minify bool) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	document := fileDocument(s.config)
	if minify {
		document = asFile(s.config.List())
	}
	text, err := output.YAMLText(document)
	if err != nil {
		return s.own(asFailure(err))
	}
	return s.finish(output.Result{Document: document, Text: text})
}

// fileDocument is the file as data, with its own keys.
func fileDocument(c *config.Config) map[string]any {
	document, contexts := asFile(c.Kept()), map[string]any{}
	for _, context := range c.Contexts() {
		contexts[context.Name] = asFile(context.Values)
	}
	if len(contexts) > 0 {
		document["contexts"] = contexts
	}
	return document
}

// asFile are settings by their keys in the file, without what is empty and what a file cannot keep.
func asFile(values []config.Value) map[string]any {
	document := map[string]any{}
	for _, v := range values {
		if key, value := v.InFile(); key != "" && v.Text != "" {
			document[key] = value
		}
	}
	return document
}
