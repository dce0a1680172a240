package credential

import (
	"net/http"
	"net/url"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

const metadataSwitch = "ALIBABA_CLOUD_ECS_METADATA_DISABLED"

// metadataHost is the instance's own metadata service; the library knows no other.
const metadataHost = "100.100.100.200"

var roleName = text.Pattern(`^[A-Za-z0-9._-]{1,64}$`)

// metadata gets the keys of the instance's role. Without a name it asks the service for the role.
func (r *resolver) metadata(where i18n.Text, role string) (*recipe, error) {
	role = trimmed(role)
	if err := r.online(where); err != nil {
		return nil, err
	}
	if r.enabled(metadataSwitch) {
		return nil, invalid("%s: %s is true", where, metadataSwitch)
	}
	if role != "" && !roleName().MatchString(role) {
		return nil, invalid("%s: %s is not the name of a RAM role", where, quoted(role))
	}
	if proxy, err := r.Proxy(&http.Request{URL: &url.URL{Scheme: "http", Host: metadataHost}}); proxy != nil || err != nil {
		// The proxy would answer with the role of its own machine, or learn the keys of this one.
		return nil, invalid("%s: the proxy in HTTP_PROXY would be asked for this instance's keys", where).
			hint("add %s to NO_PROXY", metadataHost)
	}
	peer := i18n.T("the metadata service at %s", metadataHost)
	return &recipe{peer: peer, make: func(*fetchState) (providers.CredentialsProvider, error) {
		inner, err := providers.NewECSRAMRoleCredentialsProviderBuilder().
			WithRoleName(role).WithDisableIMDSv1(r.enabled("ALIBABA_CLOUD_IMDSV1_DISABLED")).
			WithHttpOptions(&providers.HttpOptions{
				ConnectTimeout: metadataConnectLimit, ReadTimeout: metadataReadLimit, Proxy: r.wire.metadataProxy,
			}).Build()
		if err != nil {
			return nil, err
		}
		return &sanitizer{where: where, peer: peer, secrets: r.secrets, inner: inner}, nil
	}}, nil
}

// uri gets the keys from a server. Only its host is ever shown: the rest of the URI often
// authenticates the caller.
func (r *resolver) uri(where i18n.Text, uri string) (*recipe, error) {
	if err := r.allowed(where); err != nil {
		return nil, err
	}
	if err := r.online(where); err != nil {
		return nil, err
	}
	parsed, err := url.Parse(uri)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Host == "" || !sound(uri) {
		return nil, invalid("%s is not an http or https URL", where)
	}
	r.secrets.AddUser(parsed.User)
	r.secrets.Add(parsed.User.Username(), parsed.Path, parsed.RawQuery)
	for _, values := range parsed.Query() {
		r.secrets.Add(values...)
	}
	peer := i18n.Raw(parsed.Scheme + "://" + parsed.Host)
	if !bearerURL(uri) {
		r.warnings = append(r.warnings, i18n.T("%s: keys from %s are sent unencrypted: use https", where, peer))
	}
	return &recipe{peer: peer, make: func(f *fetchState) (providers.CredentialsProvider, error) {
		return &sanitizer{where: where, peer: peer, secrets: r.secrets, inner: &keyServer{uri: uri, proxy: r.Proxy, fetch: f}}, nil
	}}, nil
}

// bearerURL checks a URL that is sent a token: https, unless it is loopback.
func bearerURL(raw string) bool {
	parsed, err := url.Parse(raw)
	if err != nil || parsed.Host == "" {
		return false
	}
	return parsed.Scheme == "https" || parsed.Scheme == "http" && text.IsLoopback(parsed.Hostname())
}
