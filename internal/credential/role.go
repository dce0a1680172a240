package credential

import (
	"strings"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// sessionName is what the vendor's audit trail shows where the user chose no name.
const sessionName = "linkwanctl"

var (
	regionName = text.Pattern(`^[a-z0-9-]+$`)
	hostName   = text.Pattern(`^[A-Za-z0-9.-]+(:[0-9]{1,5})?$`)
)

// roleSpec is a role to assume. Seconds is the life of its keys, 0 for an hour, from 900.
type roleSpec struct {
	arn, session, policy, externalID, endpoint, region string
	seconds                                            int
	vpc                                                bool
}

// completeRole checks a role and fills in what the environment decides. The library would do so by
// itself, but from the process's environment, and for a role of another source too.
func (r *resolver) completeRole(where i18n.Text, spec roleSpec) (roleSpec, string, error) {
	if err := r.online(where); err != nil {
		return spec, "", err
	}
	if err := checkFields(where, field{"ram_role_arn", spec.arn}); err != nil {
		return spec, "", err
	}
	if spec.seconds != 0 && spec.seconds < 900 {
		return spec, "", invalid("%s: expired_seconds %d is below 900", where, spec.seconds)
	}
	if spec.session == "" {
		spec.session = r.env("ALIBABA_CLOUD_ROLE_SESSION_NAME")
	}
	if spec.session == "" {
		spec.session = sessionName
	}
	endpoint, err := r.stsEndpoint(where, spec)
	return spec, endpoint, err
}

func (r *resolver) stsEndpoint(where i18n.Text, spec roleSpec) (string, error) {
	if spec.endpoint != "" {
		host := strings.TrimSuffix(strings.TrimPrefix(spec.endpoint, "https://"), "/")
		if !hostName().MatchString(host) { // it is not shown: a URL may have a password
			return "", invalid("%s: sts_endpoint is not a host or host:port", where)
		}
		return host, nil
	}
	if r.wire.stsEndpoint != "" {
		return r.wire.stsEndpoint, nil
	}
	region := spec.region
	if region == "" {
		region = r.env("ALIBABA_CLOUD_STS_REGION")
	}
	if region == "" {
		return "sts.aliyuncs.com", nil // the library knows no VPC host without a region
	}
	// The region becomes part of a host name that is sent signed requests.
	if !regionName().MatchString(region) {
		return "", invalid("%s: %s is not an STS region", where, quoted(region))
	}
	if spec.vpc || r.enabled("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED") {
		return "sts-vpc." + region + ".aliyuncs.com", nil
	}
	return "sts." + region + ".aliyuncs.com", nil
}

// assume gives the keys of a role, assumed with what base gives.
func (r *resolver) assume(where i18n.Text, spec roleSpec, base *recipe) (*recipe, error) {
	spec, endpoint, err := r.completeRole(where, spec)
	if err != nil {
		return nil, err
	}
	peer := i18n.T("STS at %s", endpoint)
	return &recipe{peer: peer, make: func(f *fetchState) (providers.CredentialsProvider, error) {
		previous, err := base.provider(f)
		if err != nil {
			return nil, err
		}
		inner, err := providers.NewRAMRoleARNCredentialsProviderBuilder().
			WithCredentialsProvider(previous).WithRoleArn(spec.arn).WithRoleSessionName(spec.session).
			WithDurationSeconds(spec.seconds).WithPolicy(spec.policy).WithExternalId(spec.externalID).
			WithStsEndpoint(endpoint).WithHttpOptions(limits()).Build()
		if err != nil {
			return nil, err
		}
		return &sanitizer{where: where, peer: peer, secrets: r.secrets, inner: inner}, nil
	}}, nil
}
