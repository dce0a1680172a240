package credential

import (
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// modes are those of the aliyun CLI's modes that give keys and that can be used here.
var modes = []string{
	"AK", "StsToken", "RamRoleArn", "EcsRamRole", "RamRoleArnWithRoleName", "ChainableRamRoleArn",
	"OIDC", "CredentialsURI", "CloudSSO", "OAuth", "External",
}

// fromProfile makes a recipe of a profile. Trail names the profiles on the way to it, itself last.
func (r *resolver) fromProfile(c *config, p profile, trail []string) (*recipe, error) {
	where := i18n.T("profile %s in %s", quoted(p.Name), r.place())
	r.secrets.Add(p.OIDCToken, p.AccessToken, p.OAuthAccess, p.OAuthRefresh)
	switch p.Mode {
	case "AK", "StsToken":
		return r.stored(where, p, p.Mode == "StsToken")
	case "RamRoleArn":
		base, err := r.stored(where, p, p.SecurityToken != "")
		if err != nil {
			return nil, err
		}
		return r.assume(where, p.role(), base)
	case "EcsRamRole":
		return r.metadata(where, p.RoleName)
	case "RamRoleArnWithRoleName":
		base, err := r.metadata(where, p.RoleName)
		if err != nil {
			return nil, err
		}
		return r.assume(where, p.role(), base)
	case "ChainableRamRoleArn":
		return r.chained(c, where, p, trail)
	case "OIDC":
		if p.OIDCToken == "" && p.OIDCTokenFile == "" {
			return nil, invalid("%s: oidc_token_file is missing", where)
		}
		if err := checkFields(where, field{"ram_role_arn", trimmed(p.RoleARN)}, field{"oidc_provider_arn", trimmed(p.OIDCProvider)}); err != nil {
			return nil, err
		}
		return r.oidc(where, p.role(), trimmed(p.OIDCProvider), oidcToken{value: trimmed(p.OIDCToken), path: p.OIDCTokenFile})
	case "CredentialsURI":
		uri, name := trimmed(p.CredentialsURI), "credentials_uri"
		if variable := r.env(uriName); uri == "" && variable != "" {
			uri, name = variable, uriName
		}
		return r.uri(i18n.T("%s: %s", where, name), uri)
	case "CloudSSO":
		return r.cloudSSO(where, p)
	case "OAuth":
		return r.oauth(where, p)
	case "External":
		return r.external(where, p)
	}
	return nil, r.unsupported(where, p)
}

// unsupported explains why a profile's mode cannot be used: it is missing, mistyped or gives no
// keys.
func (r *resolver) unsupported(where i18n.Text, p profile) error {
	if p.Mode == "" {
		return invalid("%s has no mode: it is not configured yet", where).
			hint("configure it with the aliyun CLI:  aliyun configure --profile %s", quoted(p.Name))
	}
	if near := text.Nearest(p.Mode, modes); near != "" {
		return invalid("%s: unknown mode %s (did you mean %s?)", where, quoted(p.Mode), near)
	}
	return invalid("%s: mode %s is not supported", where, kind(p.Mode)).
		hint("supported modes: %s", strings.Join(modes, ", "))
}

// stored takes the keys in the profile itself.
func (r *resolver) stored(where i18n.Text, p profile, temporary bool) (*recipe, error) {
	token := field{name: "sts_token"}
	if temporary {
		token.value = p.SecurityToken
		if err := checkFields(where, field{"sts_token", trimmed(token.value)}); err != nil {
			return nil, err
		}
	}
	keys, err := r.keys(where, field{"access_key_id", p.AccessKeyID}, field{"access_key_secret", p.AccessKeySecret}, token)
	return &recipe{static: &keys}, err
}

// chained assumes a role with another profile's credentials.
func (r *resolver) chained(c *config, where i18n.Text, p profile, trail []string) (*recipe, error) {
	if p.SourceProfile == "" {
		return nil, invalid("%s: source_profile is missing", where)
	}
	if slices.Contains(trail, p.SourceProfile) {
		return nil, invalid("%s: its source_profile forms a loop: %s", where, list(append(trail, p.SourceProfile)))
	}
	source, err := r.pick(c, p.SourceProfile, origin(p.SourceProfile, i18n.T("source_profile of %s", quoted(p.Name))))
	if err != nil {
		return nil, err
	}
	base, err := r.fromProfile(c, source, append(trail, source.Name))
	if err != nil {
		return nil, err
	}
	return r.assume(where, p.role(), base)
}

func (p profile) role() roleSpec {
	return roleSpec{
		arn: trimmed(p.RoleARN), session: trimmed(p.RoleSession), seconds: p.Duration, policy: p.Policy,
		externalID: p.ExternalID, endpoint: trimmed(p.STSEndpoint), region: trimmed(p.STSRegion), vpc: p.EnableVPC,
	}
}
