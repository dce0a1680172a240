package credential

import "linkwanctl/internal/i18n"

// keyPrefixes start the names of the key variables. The first is the SDKs'; the aliyun CLI also
// takes the two older ones, in this order. Its bare ACCESS_KEY_ID is left out: other clouds' tools
// set it too.
var keyPrefixes = []string{"ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_"}

// environment takes the first prefix of which anything is set. An incomplete set is an error, and
// so is a mixture of two prefixes: guessing the rest would mean guessing an identity.
func (r *resolver) environment() (*recipe, error) {
	const place = "environment" // a message, see i18n.N
	for _, prefix := range keyPrefixes {
		id := field{prefix + "ACCESS_KEY_ID", r.env(prefix + "ACCESS_KEY_ID")}
		secret := field{prefix + "ACCESS_KEY_SECRET", r.env(prefix + "ACCESS_KEY_SECRET")}
		token := field{prefix + "SECURITY_TOKEN", r.env(prefix + "SECURITY_TOKEN")}
		if id.value == "" && secret.value == "" && token.value == "" {
			continue
		}
		keys, err := r.keys(i18n.Word(place), id, secret, token)
		return r.settle(place, i18n.Raw(id.name), &recipe{Name: "environment", Detail: i18n.Raw(id.name), static: &keys}, err)
	}
	r.look(place, i18n.T(notSet))
	return nil, nil
}

// oidcVariables takes the three variables that a cluster gives to its pods; the token itself may
// replace its file, and takes precedence as in the vendor's library. The role alone does not count:
// it is a default for other sources as well.
func (r *resolver) oidcVariables() (*recipe, error) {
	const place = "OIDC variables" // a message, see i18n.N
	spec, provider := roleSpec{arn: r.env("ALIBABA_CLOUD_ROLE_ARN")}, r.env("ALIBABA_CLOUD_OIDC_PROVIDER_ARN")
	token := oidcToken{value: r.env("ALIBABA_CLOUD_OIDC_TOKEN"), path: r.env("ALIBABA_CLOUD_OIDC_TOKEN_FILE")}
	found := "ALIBABA_CLOUD_OIDC_TOKEN"
	if token.value == "" {
		found = r.shown(token.path)
	}
	if provider == "" && token == (oidcToken{}) {
		r.look(place, i18n.T(notSet))
		return nil, nil
	}
	err := checkFields(i18n.Word(place), field{"ALIBABA_CLOUD_ROLE_ARN", spec.arn},
		field{"ALIBABA_CLOUD_OIDC_PROVIDER_ARN", provider})
	if err == nil && token == (oidcToken{}) {
		err = invalid("%s: ALIBABA_CLOUD_OIDC_TOKEN_FILE is missing", i18n.Word(place))
	}
	if err != nil {
		return r.settle(place, i18n.Text{}, nil, err)
	}
	got, err := r.oidc(i18n.Word(place), spec, provider, token)
	if err != nil {
		return r.settle(place, i18n.Text{}, nil, err)
	}
	got.Name, got.Detail, got.File = "oidc", i18n.Raw(found), token.path
	return r.settle(place, i18n.Raw(found), got, nil)
}

const uriName = "ALIBABA_CLOUD_CREDENTIALS_URI"

func (r *resolver) uriVariable() (*recipe, error) {
	const place = uriName
	uri := r.env(place)
	if uri == "" {
		r.look(place, i18n.T(notSet))
		return nil, nil
	}
	got, err := r.uri(i18n.Raw(place), uri)
	if err != nil {
		return r.settle(place, i18n.Text{}, nil, err)
	}
	got.Name, got.Detail = "credentials-uri", got.peer
	return r.settle(place, got.peer, got, nil)
}

// metadataVariable asks the instance only if its role is named: outside ECS a probe hangs.
func (r *resolver) metadataVariable() (*recipe, error) {
	const place = "ALIBABA_CLOUD_ECS_METADATA"
	role := r.env(place)
	if role == "" {
		r.look(place, i18n.T(notSet))
		return nil, nil
	}
	if r.enabled(metadataSwitch) {
		r.look(place, i18n.T("disabled by ALIBABA_CLOUD_ECS_METADATA_DISABLED"))
		return nil, nil
	}
	got, err := r.metadata(i18n.Raw(place), role)
	if err != nil {
		return r.settle(place, i18n.Text{}, nil, err)
	}
	got.Name, got.Detail = "ecs-metadata", i18n.T("role %s", role)
	return r.settle(place, got.Detail, got, nil)
}
