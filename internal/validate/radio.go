package validate

import (
	"slices"
	"strconv"
	"strings"

	"linkwanctl/internal/i18n"
)

// ClassModes are the LoRaWAN device classes, as the service writes them
// (LoRaWAN 1.0.4, section 2.1).
func ClassModes() []string { return []string{"A", "B", "C"} }

// ClassMode takes a LoRaWAN class in either case and gives it in upper case.
func ClassMode(value string) (string, error) {
	const broken = "must be A, B or C"
	if value == "" {
		return refuse(value, i18n.T(empty), "")
	}
	for _, class := range ClassModes() {
		if strings.EqualFold(value, class) {
			return class, nil
		}
	}
	last := strings.ToUpper(strings.TrimSpace(value))
	if slices.Contains(ClassModes(), last) {
		return refuse(value, i18n.T(broken), last)
	}
	if strings.HasPrefix(last, "CLASS") { // "Class A", "class_a"
		last = strings.TrimLeft(strings.TrimPrefix(last, "CLASS"), " _-")
		if slices.Contains(ClassModes(), last) {
			return refuse(value, i18n.T(broken), last)
		}
	}
	return refuse(value, i18n.T(broken), "")
}

// RxDelay takes Class A's receive delay in whole seconds, 1 to 15, as "3" or
// "3s", and gives the plain number. (LoRaWAN's RXTimingSetupReq has the range.)
func RxDelay(value string) (string, error) {
	const broken = "must be 1 to 15 seconds"
	if value == "" {
		return refuse(value, i18n.T(empty), "")
	}
	if ms, ok := strings.CutSuffix(value, "ms"); ok {
		n, err := strconv.Atoi(ms)
		if err == nil && n%1000 == 0 && n >= 1000 && n <= 15000 {
			return refuse(value, i18n.T(broken), strconv.Itoa(n/1000)+"s")
		}
		return refuse(value, i18n.T(broken), "")
	}
	return wholeNumber(value, strings.TrimSuffix(value, "s"), 1, 15, i18n.T(broken))
}

// RoamingRxDelay takes what RxDelay takes, and larger plain numbers as they are: one page counts
// UpdateRoamingJoinPermission's in milliseconds, all others in seconds.
func RoamingRxDelay(value string) (string, error) {
	const low, high = 16, 1<<31 - 1
	if normal, err := wholeNumber(value, value, low, high, i18n.Text{}); err == nil {
		return normal, nil
	}
	return RxDelay(value)
}

// DataRates are the values of DataRate, 0 to 5.
func DataRates() []string { return []string{"0", "1", "2", "3", "4", "5"} }

// DataRate takes a data rate index, 0 to 5. Where a spreading factor is given
// instead, the index that has it on CN470 is suggested (0 is SF12, 5 is SF7).
func DataRate(value string) (string, error) {
	const broken = "must be 0 to 5"
	if value == "" {
		return refuse(value, i18n.T(empty), "")
	}
	if sf, ok := strings.CutPrefix(strings.ToUpper(value), "SF"); ok {
		if n, err := strconv.Atoi(sf); err == nil && n >= 7 && n <= 12 {
			return refuse(value, i18n.T("must be 0 to 5; SF%d is %d on CN470", n, 12-n), strconv.Itoa(12-n))
		}
	}
	if dr, ok := strings.CutPrefix(strings.ToUpper(value), "DR"); ok && len(dr) == 1 && dr[0] >= '0' && dr[0] <= '5' {
		return refuse(value, i18n.T(broken), dr)
	}
	return wholeNumber(value, value, 0, 5, i18n.T(broken))
}

// FreqBandPlanGroupID takes the number of a frequency band plan group: a positive 64-bit integer.
// Which groups exist only the service knows (ListFreqBandPlanGroups).
func FreqBandPlanGroupID(value string) (string, error) {
	const broken = "must be a positive whole number such as 101"
	if value == "" {
		return refuse(value, i18n.T(empty), "")
	}
	if !allDigits(value) {
		return refuse(value, i18n.T(broken), "")
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return refuse(value, i18n.T("is too large: it must fit in 64 bits"), "")
	}
	if n == 0 {
		return refuse(value, i18n.T(broken), "")
	}
	return strconv.FormatInt(n, 10), nil
}

func wholeNumber(given, digits string, low, high int, broken i18n.Text) (string, error) {
	if trimmed := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(given)), "s"); trimmed != given && trimmed != digits && allDigits(trimmed) {
		// With a blank around it, or a capital S, the number was probably meant.
		meant, _ := wholeNumber(trimmed, trimmed, low, high, broken)
		return refuse(given, broken, meant)
	}
	if !allDigits(digits) {
		return refuse(given, broken, "")
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < low || n > high {
		return refuse(given, broken, "")
	}
	return strconv.Itoa(n), nil
}

// allDigits also refuses signs and underscores, which strconv accepts.
func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
