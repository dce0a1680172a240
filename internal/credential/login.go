package credential

import (
	"strings"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
)

// oauthSites are the vendor's sign-in services, with the client ID of the vendor's tools at each.
var oauthSites = map[string]struct{ url, client string }{
	"CN":   {"https://oauth.aliyun.com", "4038181954557748008"},
	"INTL": {"https://oauth.alibabacloud.com", "4103531455503354461"},
}

// cloudSSO gets the keys of a CloudSSO login: those that the CLI has stored while they are valid,
// else new ones for its access token.
func (r *resolver) cloudSSO(where i18n.Text, p profile) (*recipe, error) {
	return r.login(where, p, login{
		peer: i18n.T("CloudSSO"), token: p.AccessToken, expires: p.AccessExpires,
		check: func() error {
			account, access := trimmed(p.AccountID), trimmed(p.AccessConfig)
			if err := checkFields(where, field{"cloud_sso_account_id", account}, field{"cloud_sso_access_config", access}); err != nil {
				return err
			}
			if !bearerURL(p.SignInURL) {
				return invalid("%s: cloud_sso_sign_in_url is not an https URL", where)
			}
			return nil
		},
		build: func() (providers.CredentialsProvider, error) {
			return providers.NewCloudSSOCredentialsProviderBuilder().
				WithSignInUrl(p.SignInURL).WithAccountId(trimmed(p.AccountID)).WithAccessConfig(trimmed(p.AccessConfig)).
				WithAccessToken(trimmed(p.AccessToken)).WithAccessTokenExpire(p.AccessExpires).
				WithHttpOptions(limits()).Build()
		},
	})
}

// oauth gets the keys of a browser login. It never uses the refresh token: the service would
// replace it, and unless the new one is stored in the CLI's file, the CLI is logged out.
func (r *resolver) oauth(where i18n.Text, p profile) (*recipe, error) {
	site, known := oauthSites[strings.ToUpper(trimmed(p.OAuthSite))]
	if r.wire.oauthURL != "" {
		site.url = r.wire.oauthURL
	}
	return r.login(where, p, login{
		peer: i18n.T("OAuth"), token: p.OAuthAccess, expires: p.OAuthExpires,
		check: func() error {
			if !known {
				return invalid("%s: oauth_site_type %s must be CN or INTL", where, kind(p.OAuthSite))
			}
			return nil
		},
		build: func() (providers.CredentialsProvider, error) {
			return providers.NewOAuthCredentialsProviderBuilder().
				WithSignInUrl(site.url).WithClientId(site.client).WithAccessToken(trimmed(p.OAuthAccess)).
				WithAccessTokenExpire(p.OAuthExpires).WithHttpOptions(limits()).Build()
		},
	})
}

// login is a sign-in whose access token can be exchanged for keys. Expires is in Unix seconds.
type login struct {
	peer    i18n.Text
	token   string
	expires int64
	check   func() error
	build   func() (providers.CredentialsProvider, error)
}

func (r *resolver) login(where i18n.Text, p profile, l login) (*recipe, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	again := i18n.T("log in again with the aliyun CLI:  aliyun configure --profile %s --mode %s", quoted(p.Name), p.Mode)
	exchange := func() error {
		if trimmed(l.token) == "" || l.expires <= r.Now().Unix() {
			return invalid("%s: not logged in to %s, or the login has expired", where, l.peer).hint("%s", again)
		}
		if err := checkFields(where, field{i18n.N("the access token"), trimmed(l.token)}); err != nil {
			return err
		}
		return r.online(where)
	}
	got := &recipe{peer: l.peer, make: func(*fetchState) (providers.CredentialsProvider, error) {
		if err := exchange(); err != nil {
			return nil, err
		}
		inner, err := l.build()
		if err != nil {
			return nil, err
		}
		return &sanitizer{where: where, peer: l.peer, hints: []i18n.Text{again}, secrets: r.secrets, inner: inner}, nil
	}}
	if keys, err := r.stored(where, p, true); err == nil {
		got.static, got.until = keys.static, time.Unix(p.TokenExpires, 0)
	}
	if _, ok := got.known(r.Now(), false); ok {
		return got, nil
	}
	return got, exchange()
}
