package emulator

import (
	"slices"
	"strings"

	"linkwanctl/internal/joinperm"
)

// Example is a way to get one of the documented errors of UpdateOwnedLocalJoinPermission with the
// owner's key.
type Example struct {
	Code   string            // what is answered
	Params map[string]string // what to send, by the API's parameter names
	Why    string            // what it means, in a few words
}

// Flags writes what to send as the flags of linkwanctl joinperm update.
func (e Example) Flags() string {
	var flags []string
	for _, f := range slices.Concat([]joinperm.Field{joinperm.ID(), joinperm.InstanceID()}, joinperm.Fields()) {
		if value := e.Params[f.Param]; value != "" {
			flags = append(flags, "--"+f.Flag, value)
		}
	}
	return strings.Join(flags, " ")
}

// Examples reach every error that the reference page of UpdateOwnedLocalJoinPermission documents,
// in its order, in a new state file.
func Examples() []Example {
	send := func(id, param, value string) map[string]string {
		return map[string]string{joinperm.ID().Param: id, param: value}
	}
	within := func(instance string) map[string]string {
		return map[string]string{joinperm.ID().Param: "123", joinperm.InstanceID().Param: instance, "ClassMode": "A"}
	}
	const class = "ClassMode"
	return []Example{
		{codeRAM, send("901", class, "A"), "permission 901: no RAM policy allows it"},
		{codeRisk, send("902", class, "A"), "permission 902: risk control holds it"},
		{codeNonExistent, send("999", class, "A"), "no permission has the ID 999"},
		{codeNonExistent, send("301", class, "A"), "permission 301 is in the instance " + sampleInstance + ", which the call has to name"},
		{codeNonExistent, send("302", class, "A"), "permission 302 is in " + publicInstance + ", a public instance whose ID the console shows: it has to be named too"},
		{codeNotActivated, within("iot-not-activated"), "the instance has no Link WAN"},
		{codeNoFeature, within("iot-no-feature"), "the instance lacks the feature"},
		{codeInternal, send("903", class, "A"), "permission 903: the service always fails over it"},
		{codeAuthorized, send("124", class, "A"), "permission 124 is granted to some-user"},
		{codeNotOwner, send("200", class, "A"), "permission 200 is another account's"},
		{codeNameTaken, send("123", paramName, "parking_b1"), "permission 124 has the name"},
		{codeName, send("123", paramName, reservedName), "the service keeps the name to itself"},
		{codePlan, send("123", paramPlan, "999"), "there is no plan 999"},
	}
}
