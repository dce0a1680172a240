package api

import "strings"

// CurrentCode is the code that Link WAN sends today for Code: Code itself, or the one that it is
// going to replace. Decisions use CurrentCode; Code is shown.
func (e *Error) CurrentCode() string { return currentCode(e.Code) }

// laterTable has each later code with today's, by the reference's page of error codes. A later code
// that replaces two is taken for the first.
const laterTable = `AuthorizedJoinPermission JoinPermissionAlreadyAuthorized
DuplicatedGwEui GwEuiDuplicated
DuplicatedJoinPermissionName JoinPermissionNameDuplicated
FrequentInvalidPinCode TooManyPinCodeVerificationFailures
IllegalName InvalidName
IllegalParameter InvalidParameter
InvalidFrequencyBandPlan InvalidFreqBandPlan
InvalidGwEui GatewayTupleAlreadyAbandoned IotHubTripleMissing
LockedResource ResourceLocked
Nonexistent NonExistent NotResourceOwner
OwnedByOther GatewayAlreadyBoundToOthers
ReachedGatewayLimit ExceedGatewayLimit
ReachedLocalJoinPermissionLimit ExceedLocalJoinPermissionLimit
UnactivatedFeature FeatureNotActivated
UnqualifiedAccount CloudProductNotActivated
UnqualifiedRamAccount ForbiddenByRam`

// LaterCodes gives each later code, first, with the codes of today that it replaces.
func LaterCodes() [][]string {
	var all [][]string
	for line := range strings.Lines(laterTable) {
		all = append(all, strings.Fields(line))
	}
	return all
}

func currentCode(code string) string {
	for line := range strings.Lines(laterTable) {
		if rest, found := strings.CutPrefix(line, code+" "); found {
			today, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			return today
		}
	}
	return code
}
