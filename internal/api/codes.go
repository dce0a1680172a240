package api

// CurrentCode is the code that Link WAN sends today for Code: Code itself, or the one that it is
// going to replace. Decisions use CurrentCode; Code is shown.
func (e *Error) CurrentCode() string { return currentCode(e.Code) }

// currentCode gives today's code for a later one, by the reference's page of error codes. A later
// code that replaces two is taken for the first.
func currentCode(code string) string {
	switch code {
	case "IllegalName":
		return "InvalidName"
	case "IllegalParameter":
		return "InvalidParameter"
	case "Nonexistent": // and NotResourceOwner
		return codeMissing
	case "UnqualifiedRamAccount":
		return "ForbiddenByRam"
	case "UnqualifiedAccount":
		return "CloudProductNotActivated"
	case "UnactivatedFeature":
		return "FeatureNotActivated"
	case "LockedResource":
		return "ResourceLocked"
	case "InvalidFrequencyBandPlan":
		return "InvalidFreqBandPlan"
	case "DuplicatedJoinPermissionName":
		return codeNameTaken
	case "ReachedLocalJoinPermissionLimit":
		return "ExceedLocalJoinPermissionLimit"
	case "AuthorizedJoinPermission":
		return "JoinPermissionAlreadyAuthorized"
	case "DuplicatedGwEui":
		return "GwEuiDuplicated"
	case "InvalidGwEui": // and IotHubTripleMissing
		return "GatewayTupleAlreadyAbandoned"
	case "FrequentInvalidPinCode":
		return "TooManyPinCodeVerificationFailures"
	case "OwnedByOther":
		return "GatewayAlreadyBoundToOthers"
	case "ReachedGatewayLimit":
		return "ExceedGatewayLimit"
	}
	return code
}
