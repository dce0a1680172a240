package cli

import "linkwanctl/internal/i18n"

// adviceFor says what to do after an exit code.
func adviceFor(code int) []i18n.Text {
	switch code {
	case exitDone:
		return texts(i18n.T("nothing"))
	case exitDefect:
		return texts(i18n.T("if stderr says internal error, report it; else check the disk and the output"))
	case exitUsage:
		return texts(i18n.T("correct the command: stderr names each mistake; see also:  linkwanctl COMMAND --help"))
	case exitConfig:
		return texts(i18n.T("check settings and credentials:  linkwanctl doctor"))
	case exitRefused:
		return texts(i18n.T("look the error code up:  linkwanctl explain CODE"))
	case exitDenied:
		return texts(i18n.T("see who you are:  linkwanctl auth whoami"), i18n.T("the policy to ask for:  linkwanctl auth policy"))
	case exitMissing:
		return texts(i18n.T("list what this account owns:  linkwanctl joinperm list"))
	case exitUnavailable:
		return texts(i18n.T("run the command again in a few minutes"))
	case exitNoAnswer:
		return texts(i18n.T("if Outcome is not-sent, run it again; else look first whether the change was made, or run an update again, which is safe"), i18n.T("check the connection:  linkwanctl doctor"))
	case exitDifferences:
		return texts(i18n.T("apply the manifest:  linkwanctl joinperm apply -f FILE"))
	case exitSomeFailed:
		return texts(i18n.T("correct what failed and run the same command again: what is done is not done twice"))
	case exitSilent:
		return texts(i18n.T("to bring back the old values:  %s", "linkwanctl joinperm revert --last"), i18n.T("wait until the devices have joined again:  linkwanctl joinperm watch ID"))
	case exitAborted:
		return texts(i18n.T("look whether the change was made; report a crash with its trace"))
	case exitReaderGone:
		return texts(i18n.T("nothing, if you meant to read only a part, as with head"))
	case exitHungUp, exitInterrupted, exitQuit, exitTerminated:
		return texts(i18n.T("run the command again; an apply goes on where it stopped"))
	}
	return nil
}
