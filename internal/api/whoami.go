package api

import (
	"context"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// product is another product of Alibaba Cloud than Link WAN, behind the same gateway. Its answers
// have no Success and no Data: the members of the document are the data.
type product struct {
	endpoint Endpoint
	version  string
}

// Identity is who signs a call (STS GetCallerIdentity).
type Identity struct {
	RequestID    string        `json:"RequestId"`
	IdentityType string        `json:"IdentityType"` // Account, RAMUser or AssumedRoleUser
	AccountID    joinperm.Text `json:"AccountId"`
	PrincipalID  joinperm.Text `json:"PrincipalId"`
	UserID       joinperm.Text `json:"UserId,omitempty"`
	RoleID       joinperm.Text `json:"RoleId,omitempty"`
	ARN          string        `json:"Arn"`
}

// STS is where GetCallerIdentity is answered for a Link WAN endpoint: by STS of the same region, in
// the VPC if that is. Any other endpoint, such as the emulator, answers it itself.
func (e Endpoint) STS() Endpoint {
	if ofLinkWAN().MatchString(e.Host) {
		e.Host = "sts" + strings.TrimPrefix(e.Host, "linkwan")
	}
	return e
}

// WhoAmI asks STS whose the credentials are. Every identity may ask.
func (c *Client) WhoAmI(ctx context.Context) (Identity, error) {
	call := Call{Action: "GetCallerIdentity", Repeatable: true, product: &product{c.options.Endpoint.STS(), "2015-04-01"}}
	answer, err := c.Do(ctx, call)
	if err != nil {
		return Identity{}, err
	}
	var id Identity
	if err := Decode(answer.Data, &id); err != nil || id.AccountID == "" || !strings.HasPrefix(id.ARN, "acs:") {
		return Identity{}, &Error{
			Action: call.Action, Code: CodeInvalidAnswer, Message: i18n.T("the response does not match the API documentation of STS"),
			RequestID: answer.RequestID, HTTPStatus: 200, Attempts: answer.Attempts, Outcome: Unknown,
		}
	}
	return id, nil
}

// endpoint is where a call goes, of which product.
func (s signer) endpoint(call Call) Endpoint {
	if call.product != nil {
		return call.product.endpoint
	}
	return s.options.Endpoint
}

func (c Call) version() string {
	if c.product != nil {
		return c.product.version
	}
	return or(c.named, Version)
}
