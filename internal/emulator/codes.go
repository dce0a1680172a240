package emulator

import "net/http"

// failure is an error that the service answers with. A handler that returns any other error is
// answered with InternalError.
type failure struct {
	status  int
	code    string
	message string
	header  map[string]string // beyond those of every answer
}

// Error gives code and message.
func (f *failure) Error() string { return f.code + ": " + f.message }

// The codes of the gateway in front of the service, as the vendor's common error codes have them.
const (
	codeNoAPI          = "InvalidApi.NotFound"
	codeVersion        = "InvalidVersion"
	codeMethod         = "UnsupportedHTTPMethod"
	codeNoKey          = "InvalidAccessKeyId.NotFound"
	codeSignature      = "SignatureDoesNotMatch"
	codeIncomplete     = "IncompleteSignature"
	codeNonceUsed      = "SignatureNonceUsed"
	codeTimeExpired    = "InvalidTimeStamp.Expired"
	codeTimeFormat     = "InvalidTimeStamp.Format"
	codeTokenExpired   = "InvalidSecurityToken.Expired"
	codeTokenMismatch  = "InvalidSecurityToken.MismatchWithAccessKey"
	codeTokenMalformed = "InvalidSecurityToken.Malformed"
	codeThrottled      = "Throttling.User"
	codeUnavailable    = "ServiceUnavailable"
)

// The codes of Link WAN itself, from the reference page of UpdateOwnedLocalJoinPermission.
const (
	codeRAM          = "ForbiddenByRam"
	codeRisk         = "ForbiddenByRiskControl"
	codeNonExistent  = "NonExistent"
	codeNotActivated = "CloudProductNotActivated"
	codeNoFeature    = "FeatureNotActivated"
	codeInternal     = "InternalError"
	codeAuthorized   = "JoinPermissionAlreadyAuthorized"
	codeNotOwner     = "NotResourceOwner"
	codeNameTaken    = "JoinPermissionNameDuplicated"
	codeName         = "InvalidName"
	codePlan         = "InvalidFreqBandPlan"
)

// The further codes of the other actions, from their reference pages and the vendor's API metadata.
const (
	codeLocalLimit   = "ExceedLocalJoinPermissionLimit"
	codeRoamingLimit = "ExceedRoamingJoinPermissionLimit"
	codeOrderState   = "IllegalOrderStateTransition"
	codeNoRenter     = "RenterDoesNotExist"
	codeManyRenters  = "TooManyRenterNonExistentFailures"
	codeNoPermission = "JoinPermissionDoesNotExist"
	codeBound        = "JoinPermissionAlreadyBoundNodeGroup"
	codeNoGroup      = "NodeGroupDoesNotExist"
	codeGroupBound   = "NodeGroupAlreadyBoundJoinPermission"
	codeLocked       = "ResourceLocked"
)

// The emulator's own codes, where no page of the vendor names one.
const (
	codeParameter = "InvalidParameter"
	codeTooLarge  = "RequestBodyTooLarge"
	codeWebPage   = "ForbiddenWebPage"
)

// The two fields whose values have codes of their own.
const (
	paramName = "JoinPermissionName"
	paramPlan = "FreqBandPlanGroupId"
)

// refuse gives the failure of a code with its usual message. Every error of Link WAN has HTTP
// status 400, InternalError and ForbiddenByRam included.
func refuse(code string) *failure {
	f := &failure{status: http.StatusBadRequest, code: code, message: messages()[code]}
	switch code {
	case codeNoAPI, codeNoKey:
		f.status = http.StatusNotFound
	case codeUnavailable:
		f.status = http.StatusServiceUnavailable
	case codeTooLarge:
		f.status = http.StatusRequestEntityTooLarge
	}
	return f
}

// missing is the gateway's answer to a parameter that is not there.
func missing(name string) *failure {
	return &failure{status: http.StatusBadRequest, code: "Missing" + name, message: name + " is mandatory for this action."}
}

// invalid is the answer to a parameter whose rule has no specific code.
func invalid(name string) *failure {
	return &failure{status: http.StatusBadRequest, code: codeParameter, message: "The specified parameter " + name + " is not valid."}
}

func messages() map[string]string {
	return map[string]string{
		codeNoAPI:          "Specified api is not found, please check your url and method.",
		codeVersion:        "Specified parameter Version is not valid.",
		codeMethod:         "This http method is not supported.",
		codeNoKey:          "Specified access key is not found.",
		codeIncomplete:     "The request signature does not conform to Aliyun standards.",
		codeNonceUsed:      "Specified signature nonce was used already.",
		codeTimeExpired:    "Specified time stamp or date value is expired.",
		codeTimeFormat:     "Specified time stamp or date value is not well formatted.",
		codeTokenExpired:   "Specified SecurityToken is expired.",
		codeTokenMismatch:  "Specified SecurityToken mismatch with the AccessKey.",
		codeTokenMalformed: "Specified SecurityToken is malformed.",
		codeThrottled:      "Request was denied due to user flow control.",
		codeUnavailable:    "The request has failed due to a temporary failure of the server.",
		codeTooLarge:       "The request body is larger than 1 MiB.",

		codeRAM:          "User not authorized to operate on the specified resource, or this API does not support RAM.",
		codeRisk:         "This operation cannot be performed because of security risks.",
		codeNonExistent:  "The specified resource does not exist.",
		codeNotActivated: "The Link WAN service has not been activated.",
		codeNoFeature:    "The feature has not been activated.",
		codeInternal:     "The request processing has failed due to some unknown error, exception or failure.",
		codeAuthorized:   "The specified join permission has already been granted to another renter.",
		codeNotOwner:     "You are not authorized to use this resource.",
		codeNameTaken:    "The specified join permission name already exists.",
		codeName:         "The specified name is invalid.",
		codePlan:         "The frequency band plan is invalid.",

		codeLocalLimit:   "The maximum number of local join permissions that you can create is exceeded.",
		codeRoamingLimit: "The maximum number of roaming join permissions is exceeded.",
		codeOrderState:   "The order status conversion is invalid.",
		codeNoRenter:     "The specified renter does not exist.",
		codeManyRenters:  "You have entered invalid renter usernames for several times. Try again later.",
		codeNoPermission: "The specified join permission does not exist.",
		codeBound:        "The specified join permission has already been bound to another node group.",
		codeNoGroup:      "The specified node group does not exist.",
		codeGroupBound:   "This node group is already bound to a join permission.",
		codeLocked:       "The specified resource has been locked by another product.",
	}
}
