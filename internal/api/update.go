package api

import (
	"context"
	"errors"

	"linkwanctl/internal/joinperm"
)

// codeNameTaken is what an update or a creation is refused with whose name
// exists.
const codeNameTaken = "JoinPermissionNameDuplicated"

// Update carries a change out. Where an attempt's answer was lost and the next
// one is told that the name exists, the first may have been carried out: then
// the permission is read, and if it holds what was asked for, that is success.
func (c *Client) Update(ctx context.Context, change joinperm.Change) (Answer, error) {
	answer, err := c.Do(ctx, UpdateCall(change))
	var failure *Error
	if !errors.As(err, &failure) || failure.Code != codeNameTaken || failure.Outcome != Unknown {
		return answer, err
	}
	live, readErr := Fetch[joinperm.Owned](ctx, c, OwnedCall(change.ID, change.InstanceID))
	if readErr != nil || !change.HeldBy(&live.Data.Listed) {
		return answer, err
	}
	c.options.Warn("the answer to an earlier attempt was lost; the service holds what was asked for")
	return Answer{RequestID: failure.RequestID, Attempts: failure.Attempts}, nil
}

// Create makes a permission and gives its ID. A creation is never sent twice
// blindly: where its outcome is unknown, or its name is taken after such an
// attempt, the name is looked for first. What is found with the values that were
// asked for is the permission; where none is found, it is sent again.
func (c *Client) Create(ctx context.Context, creation joinperm.Creation) (Result[joinperm.Text], error) {
	lost := false // an earlier attempt may have been carried out
	for attempt := 1; ; attempt++ {
		result, err := Fetch[joinperm.Text](ctx, c, CreateCall(creation))
		var failure *Error
		if err == nil || !errors.As(err, &failure) {
			return result, err
		}
		lost = lost || failure.Outcome == Unknown
		if !lost || failure.Outcome != Unknown && failure.Code != codeNameTaken {
			return result, err
		}
		failure.Outcome = Unknown
		found, lookErr := c.find(ctx, creation)
		switch {
		case lookErr != nil:
			return result, err
		case found != nil && creation.HeldBy(found):
			c.options.Warn("the answer to an attempt was lost; a permission of this name and these values exists and is taken for it")
			return Result[joinperm.Text]{RequestID: failure.RequestID, Success: true, Data: found.JoinPermissionID}, nil
		case found != nil, attempt >= c.options.MaxAttempts:
			return result, err
		}
		if c.options.Sleep(ctx, c.options.Backoff(attempt)) != nil {
			return result, err
		}
	}
}

// find looks for the permission that has a creation's name, nil if none has.
func (c *Client) find(ctx context.Context, creation joinperm.Creation) (*joinperm.Listed, error) {
	var found *joinperm.Listed
	filter := map[string]string{"FuzzyJoinPermissionName": creation.Name()}
	err := c.EachOwned(ctx, filter, creation.InstanceID, func(p *joinperm.Listed) error {
		if string(p.JoinPermissionName) == creation.Name() {
			one := *p
			found = &one
		}
		return nil
	})
	return found, err
}
