package cli

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// target is one permission that the command line names: by its ID, or by its name, which must be
// looked up.
type target struct{ id, name string }

// addTargetFlags adds --id and --name-is to a command that takes permissions as arguments, with
// completion.
func addTargetFlags(a *app, cmd *cobra.Command, most int) {
	targetFlags(cmd, most)
	completeLive(a, cmd, most, false)
	if most > 1 {
		cmd.Long += "\n\nThe argument - reads IDs and names from standard input."
	}
}

// addRentedTargetFlags is addTargetFlags for rented permissions.
func addRentedTargetFlags(a *app, cmd *cobra.Command) {
	targetFlags(cmd, 1)
	cmd.Flags().Lookup(joinperm.ID().Flag).Usage = "ID of the permission (see linkwanctl joinperm list --rented)"
	completeLive(a, cmd, 1, true)
}

func targetFlags(cmd *cobra.Command, most int) {
	const byName = "name of the permission, instead of its ID"
	if most == 1 {
		cmd.Flags().String(joinperm.ID().Flag, "", joinperm.ID().Help)
		cmd.Flags().String(nameFlag, "", byName)
		return
	}
	cmd.Flags().StringArray(joinperm.ID().Flag, nil, "`ID`"+strings.TrimPrefix(joinperm.ID().Help, "ID")+"; repeatable, or comma-separated")
	cmd.Flags().StringArray(nameFlag, nil, "`name`"+strings.TrimPrefix(byName, "name")+"; repeatable")
}

// nameFlag finds a permission by its name; --name sets a new one.
const nameFlag = "name-is"

// idsGiven are the values of --id, which may be repeated or separated by commas.
func idsGiven(cmd *cobra.Command) []string {
	var ids []string
	for _, text := range textsOf(cmd.Flags().Lookup(joinperm.ID().Flag)) {
		ids = append(ids, strings.Split(text, ",")...)
	}
	return ids
}

// textsOf are the values of a flag: none, one, or several if it may be repeated.
func textsOf(flag *pflag.Flag) []string {
	switch list, repeats := flag.Value.(pflag.SliceValue); {
	case !flag.Changed:
		return nil
	case repeats:
		return list.GetSlice()
	}
	return []string{flag.Value.String()}
}

// openTargets opens a session for a command that takes permissions. Wrong is what is wrong with its
// other values.
func (a *app) openTargets(cmd *cobra.Command, args []string, most int, wrong ...text.Problem) (*session, []target, error) {
	s, err := a.openStrict(cmd)
	if err != nil {
		return nil, nil, err
	}
	args, err = a.withStdin(args)
	if err != nil {
		return nil, nil, s.own(asFailure(err))
	}
	targets, problems := targetsGiven(cmd, args, most)
	return s, targets, s.refuseProblems(cmd, append(problems, wrong...), nil)
}

// mostStdin is how much of standard input is read for IDs and names, in bytes.
const mostStdin = 1 << 20

// withStdin puts what standard input names in the place of the argument -: IDs and names, separated
// by white space.
func (a *app) withStdin(args []string) ([]string, error) {
	place := slices.Index(args, "-")
	if place < 0 {
		return args, nil
	}
	given, err := io.ReadAll(io.LimitReader(a.Stdin, mostStdin+1))
	switch {
	case err != nil:
		return nil, usage(i18n.T("cannot read standard input: %s", err))
	case len(given) > mostStdin:
		return nil, usage(i18n.T("standard input is larger than 1 MiB: the argument - reads IDs and names from it"))
	}
	words := strings.Fields(strings.TrimPrefix(string(given), "\ufeff")) // PowerShell's pipe begins with it
	return slices.Replace(slices.Clone(args), place, place+1, words...), nil
}

// targetsGiven reads what a command was given, each permission once. An argument of digits is an
// ID, any other a name; --id is an ID, or several with commas, whatever it looks like. Nothing is
// sent.
func targetsGiven(cmd *cobra.Command, args []string, most int) ([]target, []text.Problem) {
	var targets []target
	var problems []text.Problem
	add := func(where, text string, isName bool) {
		if wrong := identifierProblems(where, text); wrong != nil {
			problems = append(problems, wrong...)
			return
		}
		t := target{id: text}
		if isName {
			t = target{name: text}
		}
		if !slices.Contains(targets, t) {
			targets = append(targets, t)
		}
	}
	for _, arg := range args {
		if arg == "-" {
			problems = append(problems, text.Problem{Where: "-", Rule: i18n.T("can be given once, and only where several permissions can be")})
			continue
		}
		add("", arg, !isNumber(arg))
	}
	for _, id := range idsGiven(cmd) {
		if id == "-" {
			problems = append(problems, text.Problem{Where: "--" + joinperm.ID().Flag, Given: id, Rule: i18n.T("is not an ID: only the argument - reads standard input")})
			continue
		}
		add("--"+joinperm.ID().Flag, id, false)
	}
	for _, name := range textsOf(cmd.Flags().Lookup(nameFlag)) {
		add("--"+nameFlag, name, true)
	}
	switch {
	case len(problems) > 0:
	case len(targets) == 0:
		problems = append(problems, missing("--"+joinperm.ID().Flag, i18n.T("pass the ID or name of a permission")))
	case len(targets) > most && most == 1:
		problems = append(problems, text.Problem{Rule: i18n.T("%d permissions given; %s takes only one", len(targets), cmd.CommandPath())})
	case len(targets) > most:
		problems = append(problems, text.Problem{Rule: i18n.T("%d permissions given; %s takes at most %d", len(targets), cmd.CommandPath(), most)})
	}
	return targets, problems
}

// isNumber reports whether an argument is an ID.
func isNumber(text string) bool { return strings.Trim(text, "0123456789") == "" }

// withTargets runs what needs the service and the targets' IDs. Names are looked up in the list: a
// name is one permission's or an error.
func (s *session) withTargets(ctx context.Context, l list, targets []target, run func(client *api.Client, ids []string) error) error {
	return s.withClient(func(client *api.Client) error {
		ids, err := s.resolve(ctx, client, l, targets)
		if err != nil {
			return err
		}
		return run(client, ids)
	})
}

func (s *session) resolve(ctx context.Context, client *api.Client, l list, targets []target) ([]string, error) {
	var ids []string
	for _, t := range targets {
		id := t.id
		if t.name != "" {
			var err error
			if id, err = s.lookUp(ctx, client, l, t.name); err != nil {
				return nil, err
			}
			s.remember(id, t.name)
		}
		if !slices.Contains(ids, id) { // named twice, changed once
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (s *session) lookUp(ctx context.Context, client *api.Client, l list, name string) (string, error) {
	call := l.pages(listQuery{filter: map[string]string{joinperm.NameFilter().Param: name}, instance: s.settings.IotInstanceID})
	var hits []hit
	err := l.items(ctx, reading{session: s, client: client, call: call}, func(item any, cells []string) error {
		if p, ok := item.(permission); ok && p.Name() == name {
			hits = append(hits, hit{p.Key(), cells})
		}
		return nil
	})
	return s.onlyHit(name, hits, err, l.shownBy)
}

// permission is an owned or a rented one.
type permission interface {
	Key() string
	Name() string
}

// hit is a permission whose name matches.
type hit struct {
	id  string
	row []string
}

// onlyHit returns the ID of the only permission with the name, or a failure. The list was read, so
// an unknown name ends like an ID that does not exist. Look is the command that shows the whole
// list.
func (s *session) onlyHit(name string, hits []hit, err error, look string) (string, error) {
	answered := func(f output.Failure) error {
		f.Outcome, f.HTTPStatus, f.Attempts = string(api.Refused), http.StatusOK, 1
		return s.own(&failure{Failure: f})
	}
	switch {
	case err != nil:
		return "", s.serviceFailure(err, task{Verb: "search"})
	case len(hits) == 1:
		return hits[0].id, nil
	case len(hits) == 0:
		return "", answered(output.Failure{
			Title: i18n.T("no permission is named %s in %s", name, s.where()), Code: "NonExistent", ExitCode: exitMissing,
			Hints: append([]i18n.Text{i18n.T("to list all permissions:  %s", s.app.other(look)), i18n.T("if %s is an ID, pass --id %[1]s instead", name)}, s.instanceHint()...),
		})
	}
	var problems []text.Problem
	for _, h := range hits {
		problems = append(problems, text.Problem{Where: h.id, Rule: i18n.Raw(strings.Join(h.row[1:], "  "))})
	}
	return "", answered(output.Failure{
		Title: i18n.T("%d permissions are named %s", len(hits), name), Code: codeNameNotUnique, ExitCode: exitUsage,
		Problems: problems, Hints: []i18n.Text{i18n.T("to choose one, pass its ID:  --id %s", hits[0].id)},
	})
}

// maxTargets is how many permissions one command may name; more belong in a manifest.
const maxTargets = 1000
