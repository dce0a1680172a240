package cli

import (
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// deviceModelVariable is for the sandbox too, whose commands have no flag for it.
const deviceModelVariable = "LINKWANCTL_DEVICE_MODEL"

// deviceModel reads the flag, or the variable if the flag is empty.
func (a *app) deviceModel(flag string) (emulator.DeviceModel, []text.Problem) {
	where, given := "--device-model", flag
	if flag == "" {
		where, given = deviceModelVariable, a.Getenv(deviceModelVariable)
	}
	model, err := emulator.ParseDeviceModel(given)
	if err != nil {
		return model, []text.Problem{{Where: where, Given: given, Rule: i18n.Of(err)}}
	}
	return model, nil
}
