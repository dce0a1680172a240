package joinperm

import (
	"strings"

	"linkwanctl/internal/validate"
)

// sortFields are what the service's reference documents for SortingField: the time of creation and
// nothing else.
func sortFields() []string { return []string{"CREATED_MILLIS"} }

// OwnedFilters are the parameters that narrow ListOwnedJoinPermissions and
// CountOwnedJoinPermissions.
func OwnedFilters() []Field {
	return []Field{
		NameFilter(), euiFilter(), enabledFilter(),
		{
			Flag: "renter-contains", Param: "FuzzyRenterAliyunId", Label: "renter", Example: "some-user", Rule: validate.Fragment,
			Help: "part of the renter's account name",
		},
	}
}

// RentedFilters are the parameters that narrow ListRentedJoinPermissions and
// CountRentedJoinPermissions.
func RentedFilters() []Field {
	return []Field{
		NameFilter(), euiFilter(), enabledFilter(),
		{
			Flag: "owner-contains", Param: "FuzzyOwnerAliyunId", Label: "owner", Example: "some-user", Rule: validate.Fragment,
			Help: "part of the owner's account name (--rented)",
		},
		{
			Flag: "bound", Param: "BoundNodeGroup", Label: "bound", Example: "true", Rule: validate.Bool, Values: validate.Bools,
			Explain: explainBound, Help: "used by a node group (--rented): true or false",
		},
		TypeField(),
	}
}

// NameFilter is the parameter that narrows a list to a part of the name of a permission.
func NameFilter() Field {
	return Field{
		Flag: "name-contains", Param: "FuzzyJoinPermissionName", Label: "name", Example: "凭证", Rule: validate.Fragment,
		Help: "part of the name",
	}
}

func euiFilter() Field {
	return Field{
		Flag: "join-eui-contains", Param: "FuzzyJoinEui", Label: "join EUI", Example: "d896e0", Rule: validate.EUIFragment,
		Help: "part of the JoinEUI, hex digits",
	}
}

func enabledFilter() Field {
	return Field{
		Flag: "enabled", Param: "Enabled", Label: "enabled", Example: "true", Rule: validate.Bool, Values: validate.Bools,
		Explain: explainEnabled, Help: "enabled: true or false",
	}
}

// SortBy is the parameter that orders a list.
func SortBy() Field {
	return Field{
		Flag: "sort-by", Param: "SortingField", Label: "sorting", Example: "CREATED_MILLIS", Rule: oneOf(sortFields()),
		Values: sortFields, Explain: func(string) string { return "time of creation" }, Help: "field to sort by: CREATED_MILLIS",
	}
}

// Ascending is the parameter beside SortBy that gives the order: true or false.
const Ascending = "Ascending"

// oneOf is the rule of a closed set, taken in either case.
func oneOf(values []string) validate.Rule {
	return func(value string) (string, error) { return validate.OneOf(value, values) }
}

func explainEnabled(value string) string {
	return map[string]string{"true": "enabled permissions", "false": "disabled permissions"}[strings.ToLower(value)]
}

func explainBound(value string) string {
	return map[string]string{"true": "used by a node group", "false": "not used by any node group"}[strings.ToLower(value)]
}
