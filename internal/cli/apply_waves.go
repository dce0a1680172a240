package cli

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan"
	"linkwanctl/internal/text"
)

// waveFlags are the flags of `joinperm apply` that do the changes in waves.
type waveFlags struct {
	shares []string
	by     string
	pause  time.Duration
}

// The orders of waves.
const (
	byManifest = "manifest"
	byNodes    = "nodes"
)

func (given *waveFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&given.shares, "waves", nil, "do the changes in waves: 1,10%,100%")
	cmd.Flags().StringVar(&given.by, "wave-by", "", "order: manifest (default), or nodes (fewest)")
	cmd.Flags().DurationVar(&given.pause, "wave-pause", 0, "least time between waves (0s: none)")
	complete(cmd, "waves", nil, nil)
	complete(cmd, "wave-by", []string{byManifest, byNodes}, nil)
	complete(cmd, "wave-pause", nil, nil)
}

func (given waveFlags) on() bool { return len(given.shares) > 0 }

// problems are what is wrong with the flags. Without a question between the waves, they need a
// pause: there was no time to look at the devices.
func (given waveFlags) problems(cmd *cobra.Command, yes bool) []text.Problem {
	var problems []text.Problem
	shares := given.shares
	if cmd.Flags().Changed("waves") && !given.on() { // else all would be one wave
		shares = []string{""}
	}
	if _, wrong := plan.ParseShares(shares); wrong != nil {
		wrong.Where = "--waves"
		problems = append(problems, *wrong)
	}
	if given.by != "" && !slices.Contains([]string{byManifest, byNodes}, given.by) {
		problems = append(problems, text.Problem{Where: "--wave-by", Given: given.by, Rule: i18n.T("must be manifest or nodes")})
	}
	if given.pause < 0 {
		problems = append(problems, text.Problem{Where: "--wave-pause", Given: given.pause.String(), Rule: i18n.T("must be 0s or more")})
	}
	for _, flag := range []string{"wave-by", "wave-pause"} {
		if cmd.Flags().Changed(flag) && !cmd.Flags().Changed("waves") {
			problems = append(problems, text.Problem{Where: "--" + flag, Rule: i18n.T("needs --waves")})
		}
	}
	if given.on() && yes && !cmd.Flags().Changed("wave-pause") {
		problems = append(problems, text.Problem{Where: "--waves", Rule: i18n.T("cannot ask between waves with --yes: add --wave-pause 10m, or 0s for no pause")})
	}
	return problems
}

// inWaves puts the plan's changes in waves: as the run had them that the command goes on with, else
// as the flags say.
func (s *session) inWaves(ctx context.Context, client *api.Client, p *plan.Plan, j *batchJob) *plan.Plan {
	isToDo := len(p.ToDo()) > 0
	if !j.waves.on() || !isToDo && !j.watch.on() {
		return p
	}
	if run := s.unfinished(s.destined(j.header)); run != nil && run.Waves > 0 {
		in := p.InWavesAsBefore(run.Waves, run.WaveOf())
		if isToDo {
			s.printer.Note(i18n.T("run %s goes on with wave %d of %d", run.ID, firstWave(in), run.Waves))
		}
		return in
	}
	if !isToDo {
		return p
	}
	if j.waves.by == byNodes {
		s.countAllNodes(ctx, client, p, j)
	}
	shares, _ := plan.ParseShares(j.waves.shares) // see problems
	return p.InWaves(shares, j.waves.by == byNodes)
}

func firstWave(p *plan.Plan) int {
	return 1 + slices.IndexFunc(p.WaveSizes(), func(changes int) bool { return changes > 0 })
}

// countAllNodes counts the nodes of every permission that is to be changed, with a call for each.
func (s *session) countAllNodes(ctx context.Context, client *api.Client, p *plan.Plan, j *batchJob) {
	progress := s.printer.Progress(j.progress, i18n.T("counting nodes"), s.app.redraws(), s.app.Now)
	count, broken := guardedCount(func(ctx context.Context, id string) (joinperm.Number, error) {
		got, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(id, s.settings.IotInstanceID))
		return got.Data.NodesCnt, err
	})
	uncounted := p.CountAllNodes(ctx, plan.DefaultParallel, func(done, total int) { progress.Update(done, total, 0) }, count)
	progress.Done()
	broken()
	if uncounted > 0 {
		s.printer.Warn(i18n.T("the nodes of %d changes were not counted: these are in the last wave", uncounted))
	}
}

// begunWave is the last wave that the run has begun, 0 for none.
func begunWave(run *history.Run) int {
	begun := 0
	if run != nil {
		for number, w := range run.Begun {
			if !w.Ended {
				begun = max(begun, number)
			}
		}
	}
	return begun
}
