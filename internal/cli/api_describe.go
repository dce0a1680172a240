package cli

import (
	"net/http"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
)

func newAPIDescribe(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "describe ACTION",
		Short: "Show the parameters, answer and error codes of an action",
		Long: `Show what is known of an action: its parameters with their types and rules, its answer, its
error codes with their meanings, what a RAM policy must allow, and the command that does the
same job if there is one. Nothing is sent.

The API reference does not document every action. Of the others only the names and types of
the parameters and of the answer are known, and not which parameters are required.`,
		Example: `  linkwanctl api describe UpdateOwnedLocalJoinPermission
  linkwanctl api describe ListGateways -o json --query 'Parameters[?Required].Name'`,
		ValidArgsFunction: completeActions,
		RunE:              func(cmd *cobra.Command, args []string) error { return runAPIDescribe(a, cmd, args) },
	}
}

func runAPIDescribe(a *app, cmd *cobra.Command, args []string) error {
	if err := countArgs(cmd, args, i18n.T("the name of an action"), 1); err != nil {
		return err
	}
	printer, err := a.bare(a.formWanted)
	if err != nil {
		return err
	}
	action, known := catalogue.Find(args[0])
	if !known {
		return unknownAction(args[0])
	}
	if err := printer.Result(describedActionOf(action, a.explainer(cmd).codes()).result(a.language().Say)); err != nil {
		return outputFailure(err)
	}
	return nil
}

// describedAction is the document of `api describe`.
type describedAction struct {
	listedAction

	Version    string               `json:"Version"`
	Parameters []describedParameter `json:"Parameters"`
	Answer     any                  `json:"Answer"` // the shape of the answer, with types in place of values
	Codes      []explainedRow       `json:"Codes"`
	ErrorHTTP  int                  `json:"ErrorHttpStatus,omitempty"` // that all of the codes have
	RAM        *describedRAM        `json:"Ram"`                       // null where it is not known
}

// describedParameter is a parameter of it.
type describedParameter struct {
	Name     string    `json:"Name"`
	Type     string    `json:"Type"`
	Required *bool     `json:"Required"` // null where it is not known
	Repeated bool      `json:"Repeated"`
	Rule     i18n.Text `json:"Rule"`
	Example  string    `json:"Example,omitempty"`
}

// describedRAM is what a RAM policy must allow.
type describedRAM struct {
	Action    string   `json:"Action"`
	Resources []string `json:"Resources"`
}

func describedActionOf(action catalogue.Action, codes []codeRow) describedAction {
	d := describedAction{
		listedAction: listedActionOf(action), Version: api.Version, Answer: shapeDocument(action.Answer),
		Parameters: []describedParameter{}, Codes: []explainedRow{},
	}
	places := map[string]string{} // of the parameters in the resources of a policy
	for _, p := range action.Parameters {
		places[p.Name] = "{" + p.Name + "}"
		shown := describedParameter{Name: p.Name, Type: p.Type, Repeated: p.Repeated}
		if action.Documented {
			shown.Required = &p.Required
		}
		shown.Rule, shown.Example = parameterRule(action, p.Name)
		d.Parameters = append(d.Parameters, shown)
	}
	for _, code := range action.Codes {
		if row, known := codeNamed(codes, code); known {
			d.Codes = append(d.Codes, row.listed())
		}
	}
	if len(d.Codes) > 0 {
		d.ErrorHTTP = http.StatusBadRequest
	}
	if needs := api.PermissionFor(api.Call{Action: action.Name, Params: places}); needs.Action != "" {
		d.RAM = &describedRAM{needs.Action, needs.Resources}
	}
	return d
}

// shapeDocument is a shape as a document: the answer with the names of types in place of values.
func shapeDocument(shape catalogue.Shape) any {
	switch shape.Type {
	case "object":
		members := map[string]any{}
		for _, field := range shape.Fields {
			members[field.Name] = shapeDocument(field.Shape)
		}
		return members
	case "array":
		return []any{shapeDocument(*shape.Item)}
	}
	return shape.Type
}
