package emulator

import "strings"

// actionWhoAmI is STS's, not Link WAN's: `auth whoami` asks it.
const actionWhoAmI = "GetCallerIdentity"

// versionOf is the version of the API that an action is of.
func versionOf(action string) string {
	if action == actionWhoAmI {
		return "2015-04-01"
	}
	return apiVersion
}

// identity is the document of GetCallerIdentity, which has no Success and no Data.
type identity struct {
	RequestID    string `json:"RequestId"`
	IdentityType string
	AccountID    string `json:"AccountId"`
	PrincipalID  string `json:"PrincipalId"`
	UserID       string `json:"UserId,omitempty"`
	RoleID       string `json:"RoleId,omitempty"`
	ARN          string `json:"Arn"`
}

// The numbers of the emulator's accounts, users and roles.
const (
	ownerNumber = "1000000000000001"
	otherNumber = "1000000000000002"
	moreNumber  = "1000000000000003" // of the accounts that are refused
	userNumber  = "200000000000000001"
	roleNumber  = "300000000000000001"
)

// whoAmI is GetCallerIdentity. Every key may call it, also one that no policy allows anything.
func whoAmI(_ *Server, c *call) (any, error) {
	number := moreNumber
	switch c.account {
	case ownerAccount:
		number = ownerNumber
	case otherAccount:
		number = otherNumber
	}
	id := identity{AccountID: number, ARN: "acs:ram::" + number + ":"}
	name := strings.TrimSuffix(c.key.credential.AccessKeyID(), "-id")
	switch {
	case c.key.credential.SecurityToken() != "":
		id.IdentityType, id.PrincipalID, id.RoleID = "AssumedRoleUser", roleNumber+":"+name, roleNumber
		id.ARN += "assumed-role/sandbox-role/" + name
	case c.key.refused == codeRAM:
		id.IdentityType, id.PrincipalID, id.UserID = "RAMUser", userNumber, userNumber
		id.ARN += "user/" + name
	default:
		id.IdentityType, id.PrincipalID, id.UserID = "Account", number, number
		id.ARN += "root"
	}
	return id, nil
}
