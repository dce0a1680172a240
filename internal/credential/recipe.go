package credential

import (
	"context"
	"sync"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

// margin is how long before their end temporary keys count as expired: the vendor's library has the
// same.
const margin = 180 * time.Second

// recipe is a valid source: what is known of it, and how to get its credentials.
type recipe struct {
	Name, Profile, Mode, File string

	Detail i18n.Text
	peer   i18n.Text          // who is asked for the credentials, as errors name it
	static *secret.Credential // known without sending or running anything
	until  time.Time          // when static expires; zero is never
	// make builds a provider; nil if there is only static.
	make func(*fetchState) (providers.CredentialsProvider, error)
}

// known gives the static credentials, unless they are expired or fresh ones are wanted and can be
// made.
func (r *recipe) known(now time.Time, fresh bool) (secret.Credential, bool) {
	switch {
	case r.static == nil, fresh && r.make != nil:
		return secret.Credential{}, false
	case !r.until.IsZero() && r.until.Sub(now) <= margin:
		return secret.Credential{}, false
	}
	return *r.static, true
}

// provider is the recipe as a provider of the library, to assume a role with.
func (r *recipe) provider(f *fetchState) (providers.CredentialsProvider, error) {
	c, ok := r.known(f.now(), f.fresh)
	if !ok {
		return r.make(f)
	}
	if c.SecurityToken() != "" {
		return providers.NewStaticSTSCredentialsProviderBuilder().
			WithAccessKeyId(c.AccessKeyID()).WithAccessKeySecret(c.AccessKeySecret()).
			WithSecurityToken(c.SecurityToken()).Build()
	}
	return providers.NewStaticAKCredentialsProviderBuilder().
		WithAccessKeyId(c.AccessKeyID()).WithAccessKeySecret(c.AccessKeySecret()).Build()
}

// fetchState is what the providers of one identity need to know of the running Fetch, since the
// library calls them without a context.
type fetchState struct {
	fresh bool
	now   func() time.Time

	ctx     context.Context //nolint:containedctx // set by Fetch before each call that goes through the library
	running sync.Mutex      // locked while a command runs, so that a cancelled Fetch can wait for its end
}

// wait returns once no command of this fetch runs any more.
func (f *fetchState) wait() {
	f.running.Lock()
	defer f.running.Unlock()
}
