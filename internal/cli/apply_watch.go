package cli

import (
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// applyWatchFlags are the flags of `joinperm apply` that watch the nodes after each wave.
type applyWatchFlags struct {
	watchOptions
	maxSilent string
	revert    bool
}

func (given *applyWatchFlags) add(cmd *cobra.Command) {
	given.limit = -1
	cmd.Flags().DurationVar(&given.lasts, "watch", 0, "time to watch nodes after each wave: 15m")
	cmd.Flags().DurationVar(&given.every, "every", time.Minute, "time between two readings")
	cmd.Flags().StringVar(&given.maxSilent, "max-silent", "", "stop if more nodes fall silent: 20%")
	cmd.Flags().BoolVar(&given.revert, "revert-on-silence", false, "bring back old values if nodes fall silent")
	complete(cmd, "watch", []string{"5m", "15m", "1h"}, nil)
	complete(cmd, "every", []string{"10s", "1m", "5m"}, nil)
	complete(cmd, "max-silent", []string{"10%", "20%", "50%"}, nil)
}

func (given *applyWatchFlags) on() bool { return given.lasts > 0 }

// judges reports whether the watch decides if the next wave begins, so that no person has to.
func (given *applyWatchFlags) judges() bool { return given.on() && given.limit >= 0 }

// problems are what is wrong with the flags.
func (given *applyWatchFlags) problems(cmd *cobra.Command) []text.Problem {
	var problems []text.Problem
	changed := cmd.Flags().Changed
	if changed("watch") {
		problems = given.complete(cmd, "--watch", given.maxSilent)
	}
	for _, flag := range []string{"every", "max-silent", "revert-on-silence"} {
		if changed(flag) && !changed("watch") {
			problems = append(problems, text.Problem{Where: "--" + flag, Rule: i18n.T("needs --watch")})
		}
	}
	if given.revert && changed("watch") && !changed("max-silent") {
		problems = append(problems, text.Problem{Where: "--revert-on-silence", Rule: i18n.T("needs --max-silent")})
	}
	return problems
}
