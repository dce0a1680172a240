package credential

import (
	"errors"
	"io/fs"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
)

// oidcToken is the token itself, or the file in which a cluster keeps a current one.
type oidcToken struct{ value, path string }

// oidc gives the keys of a role, assumed with a token of an identity provider. The token is read
// here: the library prefers the process's ALIBABA_CLOUD_OIDC_TOKEN to the file that it was given,
// and sends the line end of a file along.
func (r *resolver) oidc(where i18n.Text, spec roleSpec, provider string, token oidcToken) (*recipe, error) {
	spec, endpoint, err := r.completeRole(where, spec)
	if err != nil {
		return nil, err
	}
	if _, err := r.readToken(where, token); err != nil {
		return nil, err
	}
	peer := i18n.T("STS at %s", endpoint)
	build := func(value string) (providers.CredentialsProvider, error) {
		inner, err := providers.NewOIDCCredentialsProviderBuilder().
			WithOIDCToken(value).WithOIDCProviderARN(provider).WithRoleArn(spec.arn).
			WithRoleSessionName(spec.session).WithDurationSeconds(spec.seconds).WithPolicy(spec.policy).
			WithSTSEndpoint(endpoint).WithHttpOptions(limits()).Build()
		if err != nil {
			return nil, err
		}
		return &sanitizer{where: where, peer: peer, secrets: r.secrets, inner: inner}, nil
	}
	return &recipe{peer: peer, make: func(*fetchState) (providers.CredentialsProvider, error) {
		return &rotating{read: func() (string, error) { return r.readToken(where, token) }, build: build}, nil
	}}, nil
}

func (r *resolver) readToken(where i18n.Text, token oidcToken) (string, error) {
	value := token.value
	if value == "" {
		content, _, err := readFile(token.path, maxToken)
		if errors.Is(err, fs.ErrNotExist) {
			return "", invalid("%s: the OIDC token file %s does not exist", where, r.shown(token.path))
		}
		if err != nil {
			return "", invalid("%s: the OIDC token file %s: %v", where, r.shown(token.path), err)
		}
		value = trimmed(string(content))
	}
	r.secrets.Add(value)
	return value, checkFields(where, field{i18n.N("the OIDC token"), value})
}

// rotating gives the library a new token once the cluster has put one into the file.
type rotating struct {
	read  func() (string, error)
	build func(token string) (providers.CredentialsProvider, error)
	token string
	inner providers.CredentialsProvider
}

func (p *rotating) GetProviderName() string { return "oidc_role_arn" }

func (p *rotating) GetCredentials() (*providers.Credentials, error) {
	token, err := p.read()
	if err != nil {
		return nil, err
	}
	if p.inner == nil || token != p.token {
		inner, err := p.build(token)
		if err != nil {
			return nil, err
		}
		p.inner, p.token = inner, token
	}
	return p.inner.GetCredentials()
}
