package emulator

import (
	"slices"
	"strconv"
	"strings"

	"linkwanctl/internal/joinperm"
)

// What the samples are reached by.
const (
	sampleInstance = "iot-sandbox"
	reservedName   = "reserved_name"
)

// samples are the permissions of a new state file.
func samples() []record {
	enterprise := sample("301", "企业网关", "A", "102", "1", "4", "00000000000000e1", "true", 3)
	enterprise.InstanceID = sampleInstance
	foreign := sample("200", "other_field", "A", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 1)
	foreign.Owner = otherAccount
	rented := sample("124", "parking_b1", "C", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 5)
	rented.AuthState, rented.RenterAliyunID = joinperm.AuthAccepted, "some-user"
	return []record{
		sample("123", "凭证1", "A", "101", "1", "4", joinperm.DefaultJoinEUI, "true", 10),
		rented,
		sample("125", "冷链网关", "A", "201", "5", "2", "00000000000000a1", "false", 0),
		foreign,
		enterprise,
	}
}

// sample is a permission of the owner in the public instance, granted to nobody.
func sample(id, name, class, plan, delay, rate, eui, enabled string, nodes int) record {
	p := joinperm.Owned{
		Listed: joinperm.Listed{
			JoinPermissionID: joinperm.Text(id), JoinPermissionName: joinperm.Text(name), ClassMode: joinperm.Text(class),
			FreqBandPlanGroupID: joinperm.Number(plan), RxDelay: joinperm.Number(delay), DataRate: joinperm.Number(rate),
			JoinEUI: joinperm.EUI(eui), Enabled: joinperm.Bool(enabled), AuthState: joinperm.AuthNew,
		},
		NodesCnt:         number(nodes),
		CreateMillis:     "1577836800000", // 2020-01-01T00:00:00Z
		MulticastEnabled: "false", MulticastNodeCapacity: "0", MulticastNodeCount: "0",
		RxDailySum: number(24 * nodes), RxMonthSum: number(720 * nodes), TxDailySum: number(nodes), TxMonthSum: number(30 * nodes),
	}
	return record{Owner: ownerAccount, Owned: p}
}

// Example is a way to get one of the documented errors of
// UpdateOwnedLocalJoinPermission with the owner's key.
type Example struct {
	Code   string            // what is answered
	Params map[string]string // what to send, by the API's parameter names
	Why    string            // what it stands for, in a few words
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

// Examples reach every error that the reference page of
// UpdateOwnedLocalJoinPermission documents, in its order, in a new state file.
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

// staged gives the codes that a mere ID or instance stands for, "" for any other.
func staged(params map[string]string) string {
	switch params[joinperm.InstanceID().Param] {
	case "iot-not-activated":
		return codeNotActivated
	case "iot-no-feature":
		return codeNoFeature
	}
	switch params[joinperm.ID().Param] {
	case "901":
		return codeRAM
	case "902":
		return codeRisk
	case "903":
		return codeInternal
	}
	return ""
}

func number(n int) joinperm.Number { return joinperm.Number(strconv.Itoa(n)) }
