package cli

import (
	"context"
	"slices"
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
	"linkwanctl/internal/text"
)

// planSource is where the plan of an apply comes from.
type planSource struct {
	name   string // of the manifest or the plan
	digest string // of what it wants
	make   func(*api.Client) (*plan.Plan, error)
}

// planSource reads the manifest or the saved plan before anything is sent.
func (s *session) planSource(ctx context.Context, args []string, given applyFlags) (planSource, error) {
	if len(args) == 0 {
		wants, err := s.wants(given.manifest)
		return planSource{strings.Join(given.manifest.files, ", "), digestOf(wants), func(client *api.Client) (*plan.Plan, error) {
			return s.makePlan(ctx, client, wants, given.create)
		}}, err
	}
	saved, err := s.readPlan(args[0])
	return planSource{args[0], keyOf(saved), func(client *api.Client) (*plan.Plan, error) {
		if saved.Endpoint != s.service() || saved.InstanceID != s.settings.IotInstanceID {
			return nil, s.own(usage(i18n.T("the plan was made for %s, instance %q; this is %s, instance %q",
				saved.Endpoint, saved.InstanceID, s.service(), s.settings.IotInstanceID)))
		}
		return s.check(ctx, client, saved)
	}}, err
}

// digestOf is the same for manifests that want the same, wherever their rows are.
func digestOf(wants []plan.Want) string {
	var rows [][]string
	for _, w := range wants {
		row := []string{w.ID, w.Name, string(w.Enabled)}
		for _, a := range w.Set {
			row = append(row, a.Field.Param, a.Value)
		}
		rows = append(rows, row)
	}
	return keyOf(rows)
}

func (s *session) readPlan(path string) (*plan.Plan, error) {
	hint := i18n.T("to make one:  linkwanctl joinperm diff -f FILE --out %s", path)
	saved, err := readFile(path, plan.Read)
	if err != nil {
		return nil, s.own(inputFailure(i18n.T("the plan"), err, i18n.T("cannot apply %s: %s", path, err), hint))
	}
	return saved, nil
}

// chosen reports whether --only names a row, or is not given.
func (given applyFlags) chosen(row plan.Row) bool {
	return len(given.only) == 0 || slices.Contains(given.only, row.ID) || slices.Contains(given.only, row.Name)
}

// unmatched are the values of --only that match no row.
func (given applyFlags) unmatched(p *plan.Plan) []text.Problem {
	var problems []text.Problem
	for _, name := range given.only {
		if !slices.ContainsFunc(p.Rows, func(row plan.Row) bool { return row.ID == name || row.Name == name }) {
			problems = append(problems, text.Problem{Where: "--only", Given: name, Rule: i18n.T("matches no ID or name in the plan")})
		}
	}
	return problems
}

// selected is the plan with the rows selected that --only and --limit leave.
func (s *session) selected(p *plan.Plan, j *batchJob) (*plan.Plan, error) {
	if problems := j.unmatched(p); len(problems) > 0 {
		return nil, s.own(refusedValues(problems, j.see))
	}
	return p.Select(j.chosen, j.limit), nil
}

// rehearse shows what would be applied, as the result.
func (s *session) rehearse(ctx context.Context, client *api.Client, j *batchJob, told *jobSummary) error {
	p, err := j.planOf(client)
	if err != nil {
		return err
	}
	if p, err = s.selected(p, j); err != nil {
		return err
	}
	p = s.inWaves(ctx, client, p, j)
	part := p.Selected()
	if !j.yes {
		s.countNodes(ctx, client, part)
	}
	told.write(s.planMarkdown(applyHeading+" --dry-run", part).String())
	if err := s.showPlan(part); err != nil {
		return err
	}
	s.printer.Done()
	return nil
}

func (s *session) applyQuestion(changes, all int) i18n.Text {
	switch {
	case changes < all:
		return i18n.T("Apply %d of %d changes in %s?", changes, all, s.where())
	case changes == 1:
		return i18n.T("Apply 1 change in %s?", s.where())
	}
	return i18n.T("Apply %d changes in %s?", changes, s.where())
}

// agreeTo shows what is to be done and asks, unless there is nothing to do. It returns the plan,
// checked again after the answer.
func (s *session) agreeTo(ctx context.Context, client *api.Client, p *plan.Plan, j *batchJob) (*plan.Plan, error) {
	shown, err := s.selected(p, j)
	if err != nil {
		return nil, err
	}
	shown = s.inWaves(ctx, client, shown, j)
	part := shown.Selected()
	if !j.yes {
		s.countNodes(ctx, client, part)
	}
	s.notePlan(part, j.see)
	changes := part.Counts().ToDo()
	if changes == 0 {
		return shown, nil
	}
	question := j.question(changes, p.Counts().ToDo())
	if waves := shown.Waves(); waves > 1 {
		question = i18n.T("%s (%d waves)", question, waves)
	}
	if err := s.confirm(question, j.yes); err != nil || j.yes {
		return shown, err
	}
	return s.lookAgain(ctx, client, shown, j.see)
}

// lookAgain checks a plan after the answer, however long the question was open: what others changed
// meanwhile is shown, and not overwritten.
func (s *session) lookAgain(ctx context.Context, client *api.Client, shown *plan.Plan, see i18n.Text) (*plan.Plan, error) {
	checked, err := s.check(ctx, client, shown)
	if err != nil {
		return nil, err
	}
	changed := *checked
	changed.Rows = nil
	before := shown.Selected().Rows
	for i, row := range checked.Selected().Rows {
		if !row.Problem.Empty() && before[i].Problem.Empty() {
			changed.Rows = append(changed.Rows, row)
		}
	}
	if len(changed.Rows) > 0 {
		s.printer.Note(i18n.T("skipped, because they changed after the plan was shown:"))
		s.notePlan(&changed, see)
	}
	return checked, nil
}
