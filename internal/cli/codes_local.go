package cli

import (
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
)

// localCodes are those of failures that no call has.
func (s *session) localCodes() []codeRow {
	return []codeRow{
		{
			code: codeUsage, means: i18n.T("the command line is wrong; nothing was sent"), exit: exitUsage,
			more: texts(i18n.T("see what the command takes:  linkwanctl COMMAND --help")),
		},
		{
			code: codeInvalidParameter, means: i18n.T("a value is invalid"), exit: exitUsage,
			causes: texts(i18n.T("linkwanctl checks values before it sends them; if Link WAN itself refuses one, the exit code is 4")),
			more:   texts(i18n.T("see what the command takes:  linkwanctl COMMAND --help")),
		},
		{
			code: codeInvalidConfig, means: i18n.T("a setting or its file is invalid; nothing was sent"), exit: exitConfig,
			more: texts(i18n.T("see where each setting comes from:  linkwanctl config list --show-origin")),
		},
		{code: codeChecksFailed, means: i18n.T("a check of linkwanctl doctor failed"), exit: exitConfig, causes: texts(i18n.T("the exit code is that of the gravest failure")), more: texts(i18n.T("do what the report says:  linkwanctl doctor"))},
		{
			code: codeDevicesSilent, means: i18n.T("more nodes than --max-silent allows are no longer heard"), exit: exitSilent,
			causes: texts(i18n.T("a change of class or band, an outage of gateways, or a change of what the devices usually send")),
			more:   texts(i18n.T("to bring back the old values:  %s", "linkwanctl joinperm revert --last"), i18n.T("wait until the devices have joined again:  linkwanctl joinperm watch ID")),
		},
		{code: codeDeclined, means: i18n.T("the question was answered with no; nothing was changed"), exit: exitUsage, more: texts(i18n.T("answer y, or pass --yes"))},
		{code: codeNameNotUnique, means: i18n.T("several permissions have the name"), exit: exitUsage, more: texts(i18n.T("pass the ID; find it with:  linkwanctl joinperm list"))},
		{code: codeEditorFailed, means: i18n.T("the editor failed; nothing was sent"), exit: exitUsage, more: texts(i18n.T("to use another editor:  EDITOR=nano linkwanctl joinperm edit %s", "ID"))},
		{code: codeCannotListen, means: i18n.T("the emulator cannot listen on its address"), exit: exitConfig, causes: texts(i18n.T("another program uses the port")), more: texts(i18n.T("use any free port:  linkwanctl emulator --listen 127.0.0.1:0"))},
		{
			code: "CannotRun", means: i18n.T("the command after emulator -- cannot be started"), exit: exitCannotRun,
			causes: texts(i18n.T("the program is not installed (exit code 127), or it may not be run (exit code 126)")),
			more:   texts(i18n.T("check the command:  command -v COMMAND")),
		},
		{
			code: codeNotHeld, means: i18n.T("Link WAN reported success, but the permission does not have the new values"), exit: exitRefused,
			more: texts(i18n.T("someone else may have changed it meanwhile:  linkwanctl joinperm get %s", "ID")),
		},
		{code: "Order*", means: i18n.T("the order was not accepted, or is still pending"), exit: exitRefused, causes: texts(i18n.T("if the order is still pending, the exit code is 7")), more: texts(s.orderHint("ID"))},
		{code: codeIO, means: i18n.T("the result could not be written"), exit: exitDefect, causes: texts(i18n.T("the disk is full, or the output was closed")), more: texts(i18n.T("Outcome in the error document says whether a change was made"))},
		{code: codeDefect, means: i18n.T("a bug in linkwanctl"), exit: exitDefect, more: texts(defectHint())},
	}
}

// rowCodes are those of one of several permissions, or of all of them.
func rowCodes() []codeRow {
	again := i18n.T("run the same command again: what is done is not done twice")
	return []codeRow{
		{code: codeSomeFailed, means: i18n.T("some of several operations failed"), exit: exitSomeFailed, causes: texts(i18n.T("each failure has a code of its own")), more: texts(again)},
		{code: codeSkipped, means: i18n.T("the permission's turn did not come: the command was interrupted"), exit: exitSomeFailed, more: texts(again)},
		{code: plan.CodeMissing, means: i18n.T("the manifest names a permission that does not exist"), exit: exitSomeFailed, more: texts(i18n.T("list what this account owns:  linkwanctl joinperm list"), i18n.T("to create the missing ones:  linkwanctl joinperm apply -f FILE --create"))},
		{code: plan.CodeConflict, means: i18n.T("two rows of the manifest contradict each other or the live permissions"), exit: exitSomeFailed, more: texts(i18n.T("see the plan:  linkwanctl joinperm diff -f FILE"))},
		{code: plan.CodeStale, means: i18n.T("the permission changed after the plan was made"), exit: exitSomeFailed, more: texts(i18n.T("make a new plan:  linkwanctl joinperm diff -f FILE --out PLAN"))},
		{code: plan.CodeBlocked, means: i18n.T("another row had to give up the name first, and failed"), exit: exitSomeFailed, more: texts(again)},
		{code: plan.CodeStopped, means: i18n.T("the apply ended before the permission was enabled or disabled"), exit: exitSomeFailed, more: texts(again)},
	}
}
