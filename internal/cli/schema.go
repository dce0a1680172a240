package cli

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"linkwanctl/internal/output"
	"linkwanctl/internal/plan/manifest"
)

func newSchema(a *app) *cobra.Command {
	return group("schema", "Print JSON Schemas", "Print the JSON Schemas of the files that linkwanctl reads.", &cobra.Command{
		Use:   "manifest",
		Short: "Print the JSON Schema of manifests",
		Long: `Print the JSON Schema (draft 2020-12) of manifests, for editors and checks. To use it in a
YAML file, make this the first line:

  # yaml-language-server: $schema=manifest.schema.json`,
		Example: `  linkwanctl schema manifest > manifest.schema.json
  linkwanctl schema manifest --query '"$defs"'`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			printer, err := a.bare(a.formGiven)
			if err != nil {
				return err
			}
			if err := printer.Result(output.Result{Document: json.RawMessage(manifest.Schema()), Text: string(manifest.Schema())}); err != nil {
				return outputFailure(err)
			}
			return nil
		},
	})
}
