package emulator

import "linkwanctl/internal/secret"

// The accounts that the emulator knows: the Aliyun IDs that orders name.
const (
	ownerAccount = "sandbox-owner"
	otherAccount = "sandbox-other"
	thirdAccount = "some-user" // rents, but has no key
)

// renters are the accounts that a permission can be offered to.
func renters() []string { return []string{ownerAccount, otherAccount, thirdAccount} }

// The security tokens that the emulator knows.
const (
	validToken   = "sandbox-security-token"
	expiredToken = "sandbox-expired-token"
)

// key is an access key as the service sees it.
type key struct {
	credential secret.Credential
	account    string
	refused    string // the code that every action answers with, "" for a key that works
}

// Owner is the access key of the account that owns the sample permissions.
func Owner() secret.Credential {
	return named("key")
}

// RAMUser is the access key of a RAM user of the owner's account whom no policy allows anything:
// every action answers ForbiddenByRam. It shares the quota.
func RAMUser() secret.Credential {
	return named("ram")
}

// STS is a temporary credential of the owner's account.
func STS() secret.Credential {
	return temporary(validToken)
}

// ExpiredSTS is the temporary credential of STS with a token that has run out.
func ExpiredSTS() secret.Credential {
	return temporary(expiredToken)
}

// Other is the access key of another account, which owns other permissions and can rent the
// owner's.
func Other() secret.Credential {
	return named("other")
}

func named(name string) secret.Credential {
	return secret.New("sandbox-"+name+"-id", "sandbox-"+name+"-secret", "")
}

func temporary(token string) secret.Credential {
	c := named("sts")
	return secret.New(c.AccessKeyID(), c.AccessKeySecret(), token)
}

func knownKeys(owner secret.Credential) map[string]key {
	if owner.AccessKeyID() == "" {
		owner = Owner()
	}
	keys := map[string]key{}
	for _, k := range []key{
		{owner, ownerAccount, ""},
		{RAMUser(), ownerAccount, codeRAM},
		{STS(), ownerAccount, ""},
		{Other(), otherAccount, ""},
		{named("risk"), "sandbox-risk", codeRisk},
		{named("inactive"), "sandbox-inactive", codeNotActivated},
		{named("featureless"), "sandbox-featureless", codeNoFeature},
	} {
		keys[k.credential.AccessKeyID()] = k
	}
	return keys
}

// checkToken compares the security token of a request with what the key needs.
func (k key) checkToken(token string) error {
	needed := k.credential.SecurityToken()
	switch {
	case token == needed:
		return nil
	case token == "":
		return missing("SecurityToken")
	case token == expiredToken && needed != "":
		return refuse(codeTokenExpired)
	case token == validToken || token == expiredToken:
		return refuse(codeTokenMismatch)
	}
	return refuse(codeTokenMalformed)
}
