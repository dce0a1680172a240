package joinperm

import (
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/validate"
)

// Field is one parameter of a permission: how a user and a manifest name it, how the API does, its
// rule, and the member of a Listed that has it.
type Field struct {
	Flag    string              // without the dashes
	Key     string              // in a manifest; "" for what is not in manifests
	Param   string              // the API's name, in requests and in answers
	Label   string              // in prose and as the header of a column
	Help    string              // one sentence for the flag's help
	Example string              // a value that passes Rule
	Values  func() []string     // the closed set it takes, nil for an open one
	Explain func(string) string // what one of Values means, for completion; nil where they speak for themselves
	Rule    validate.Rule
	Of      func(*Listed) *string  // the member with the value; nil for what an answer does not repeat
	Show    func(string) i18n.Text // the value for a person; nil shows it as it is
}

// ID is the field that names the permission itself.
func ID() Field {
	return Field{
		Flag: "id", Key: "id", Param: "JoinPermissionId", Label: "ID", Example: "123", Rule: validate.Identifier,
		Help: "ID of the permission (see linkwanctl joinperm list)",
		Of:   func(p *Listed) *string { return (*string)(&p.JoinPermissionID) },
	}
}

// InstanceID is the field that names the instance. An Enterprise instance always has an ID, a
// public one only where the console shows one.
func InstanceID() Field {
	return Field{
		Flag: "iot-instance-id", Param: "IotInstanceId", Label: "instance", Example: "iot-cn-0pp1n8t****", Rule: validate.Identifier,
		Help: "instance ID, if the console shows one",
	}
}

// Fields are what an update can set, in the order in which they are shown.
func Fields() []Field {
	return []Field{
		{
			Flag: "name", Key: "name", Param: "JoinPermissionName", Label: "name", Example: "凭证1", Rule: validate.Name,
			Help: "name, length 4 to 30: Han (counts as 2), a-z, A-Z, 0-9, _",
			Of:   func(p *Listed) *string { return (*string)(&p.JoinPermissionName) },
		},
		{
			Flag: "class-mode", Key: "classMode", Param: "ClassMode", Label: "class", Example: "A", Rule: validate.ClassMode, Values: validate.ClassModes, Explain: explainClass,
			Help: "LoRaWAN class: A, B or C",
			Of:   func(p *Listed) *string { return (*string)(&p.ClassMode) },
		},
		BandField(),
		{
			Flag: "rx-delay", Key: "rxDelay", Param: "RxDelay", Label: "rx delay", Example: "1", Rule: validate.RxDelay, Show: showSeconds,
			Help: "class A receive delay, 1 to 15 seconds",
			Of:   func(p *Listed) *string { return (*string)(&p.RxDelay) },
		},
		{
			Flag: "data-rate", Key: "dataRate", Param: "DataRate", Label: "data rate", Example: "4", Rule: validate.DataRate, Values: validate.DataRates, Explain: spreadingFactor, Show: showDataRate,
			Help: "data rate, 0 (SF12) to 5 (SF7)",
			Of:   func(p *Listed) *string { return (*string)(&p.DataRate) },
		},
		{
			Flag: "join-eui", Key: "joinEui", Param: "JoinEui", Label: "join EUI", Example: "0000000000000001", Rule: validate.JoinEUI,
			Help: "JoinEUI, 16 hex digits, with or without - or :",
			Of:   func(p *Listed) *string { return (*string)(&p.JoinEUI) },
		},
	}
}

// RoamingFields are what an update of a roaming permission can set.
func RoamingFields() []Field {
	var fields []Field
	for _, f := range Fields() {
		switch f.Param {
		case "RxDelay":
			f.Rule = validate.RoamingRxDelay
			f.Help += "; larger numbers are sent with a warning"
		case "JoinPermissionName", "DataRate":
		default:
			continue
		}
		fields = append(fields, f)
	}
	return fields
}

// Shown is a permission's value of the field as a person reads it; "–" if the service did not send
// it.
func (f Field) Shown(p *Listed) i18n.Text { return f.ShownValue(*f.Of(p)) }

// ShownValue is a value of the field as a person reads it.
func (f Field) ShownValue(value string) i18n.Text {
	switch {
	case value == "":
		return i18n.Raw("–")
	case f.Show != nil:
		return f.Show(value)
	}
	return i18n.Raw(value)
}

// Enabled is whether the permission is enabled. Separate actions set it, not the update.
func Enabled() Field {
	f := enabledFilter()
	f.Key, f.Of = "enabled", func(p *Listed) *string { return (*string)(&p.Enabled) }
	return f
}

// ManifestFields are the fields that a row of a manifest can set, in the order in which they are
// written.
func ManifestFields() []Field {
	return append(append([]Field{ID()}, Fields()...), Enabled())
}
