package credential

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"reflect"

	"linkwanctl/internal/i18n"
)

// config has the parts of the aliyun CLI's config.json that are used here.
type config struct {
	path     string
	Current  string    `json:"current"`
	Profiles []profile `json:"profiles"`
}

// profile has the fields of the modes that the vendor's library knows, under the CLI's own names.
// RamRoleArnWithRoleName and CredentialsURI are the CLI's alone.
type profile struct {
	Name            string `json:"name"`
	Mode            string `json:"mode"`
	AccessKeyID     string `json:"access_key_id"`
	AccessKeySecret string `json:"access_key_secret"`
	SecurityToken   string `json:"sts_token"`
	TokenExpires    int64  `json:"sts_expiration"`
	RoleARN         string `json:"ram_role_arn"`
	RoleSession     string `json:"ram_session_name"`
	Duration        int    `json:"expired_seconds"`
	STSRegion       string `json:"sts_region"`
	STSEndpoint     string `json:"sts_endpoint"`
	EnableVPC       bool   `json:"enable_vpc"`
	Policy          string `json:"policy"`
	ExternalID      string `json:"external_id"`
	SourceProfile   string `json:"source_profile"`
	RoleName        string `json:"ram_role_name"`
	OIDCProvider    string `json:"oidc_provider_arn"`
	OIDCTokenFile   string `json:"oidc_token_file"`
	OIDCToken       string `json:"oidc_token"`
	SignInURL       string `json:"cloud_sso_sign_in_url"`
	AccountID       string `json:"cloud_sso_account_id"`
	AccessConfig    string `json:"cloud_sso_access_config"`
	AccessToken     string `json:"access_token"`
	AccessExpires   int64  `json:"cloud_sso_access_token_expire"`
	OAuthSite       string `json:"oauth_site_type"`
	OAuthRefresh    string `json:"oauth_refresh_token"`
	OAuthAccess     string `json:"oauth_access_token"`
	OAuthExpires    int64  `json:"oauth_access_token_expire"`
	ProcessCommand  string `json:"process_command"`
	CredentialsURI  string `json:"credentials_uri"`
}

// configPath is the path of config.json, and whether the environment names it.
func (r *resolver) configPath() (path string, named bool) {
	if path := r.env("ALIBABA_CLOUD_CONFIG_FILE"); path != "" {
		return path, true
	}
	if r.Home == "" {
		return "", false
	}
	return filepath.Join(r.Home, ".aliyun", "config.json"), false
}

// readConfig returns nil if there is no config.json and none was named.
func (r *resolver) readConfig() (*config, error) {
	path, named := r.configPath()
	if path == "" {
		return nil, nil
	}
	content, err := r.readKeys(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named:
		return nil, invalid("%s (ALIBABA_CLOUD_CONFIG_FILE) does not exist", r.shown(path))
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, invalid("%s: %v", r.shown(path), err)
	}
	return parseConfig(content, path, r.shown(path))
}

// parseConfig reports mistakes by their place only: the decoder's own messages can quote the file.
func parseConfig(content []byte, path, shown string) (*config, error) {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	parsed := &config{path: path}
	err := json.Unmarshal(content, parsed)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		line, column := position(content, syntax.Offset-1)
		return nil, invalid("%s:%d:%d: is not valid JSON", shown, line, column)
	case errors.As(err, &kind):
		line, column := position(content, kind.Offset-1)
		return nil, invalid("%s:%d:%d: %s", shown, line, column, mistyped(kind.Type.Kind()))
	case err != nil:
		return nil, invalid("%s: is not a config.json of the aliyun CLI", shown)
	}
	if parsed.Current == "" {
		parsed.Current = "default" // as the aliyun CLI has it
	}
	return parsed, nil
}

// mistyped says what a JSON value should have been.
func mistyped(kind reflect.Kind) i18n.Text {
	switch kind {
	case reflect.String:
		return i18n.T("the value must be text")
	case reflect.Bool:
		return i18n.T("the value must be true or false")
	case reflect.Int, reflect.Int64:
		return i18n.T("the value must be a whole number")
	case reflect.Slice:
		return i18n.T("the value must be a list")
	default:
		return i18n.T("the value must be an object")
	}
}

// names are the profiles' names in the file's order, each once.
func (c *config) names() []string {
	var names []string
	seen := map[string]bool{"": true}
	for i := range c.Profiles {
		if name := c.Profiles[i].Name; !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// Profiles names the profiles of the aliyun CLI's config.json, in the file's order; none if there
// is no file or ALIBABA_CLOUD_CLI_PROFILE_DISABLED is true. The error is an *Error with
// CodeInvalidCredentials.
func Profiles(o Options) ([]string, error) {
	r := newResolver(o)
	if r.enabled(profileSwitch) {
		return nil, nil
	}
	parsed, err := r.readConfig()
	if parsed == nil || err != nil {
		return nil, err
	}
	return parsed.names(), nil
}
