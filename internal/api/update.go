package api

import (
	"context"
	"errors"
	"strconv"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// codeNameTaken is the code for a name that already exists.
const codeNameTaken = "JoinPermissionNameDuplicated"

// codeMissing is the code for a permission that does not exist.
const codeMissing = "NonExistent"

// Update carries out a change. If an attempt's answer was lost and the next one fails because the
// name exists, the first may have been carried out: then the permission is read, and if it has the
// requested values, that is success.
func (c *Client) Update(ctx context.Context, change joinperm.Change) (Answer, error) {
	answer, err := c.Do(ctx, UpdateCall(change))
	var failure *Error
	if !errors.As(err, &failure) || failure.CurrentCode() != codeNameTaken || failure.Outcome != Unknown {
		return answer, err
	}
	live, readErr := Fetch[joinperm.Owned](ctx, c, OwnedCall(change.ID, change.InstanceID))
	if readErr != nil || !change.AppliedTo(&live.Data.Listed) {
		return answer, err
	}
	c.options.Warn(i18n.T("the response to an earlier attempt was lost; the change is in effect"))
	return Answer{RequestID: failure.RequestID, Attempts: failure.Attempts}, nil
}

// Delete deletes a permission. If an attempt's answer was lost and the next one fails because there
// is no such permission, the first one was carried out: that is success.
func (c *Client) Delete(ctx context.Context, id, instanceID string) (Answer, error) {
	answer, err := c.Do(ctx, DeleteCall(id, instanceID))
	var failure *Error
	if !errors.As(err, &failure) || failure.CurrentCode() != codeMissing || failure.Outcome != Unknown {
		return answer, err
	}
	c.options.Warn(i18n.T("the response to an earlier attempt was lost; the permission is deleted"))
	return Answer{RequestID: failure.RequestID, Attempts: failure.Attempts}, nil
}

// Create makes a permission and gives its ID. A creation is never sent twice blindly: if its
// outcome is unknown, or its name is taken after such an attempt, it looks for the name first. A
// permission with that name and the requested values that was made since the call began and has no
// renter is the result. If there is none, the creation is sent again, unless that would end the
// same way. The service's own clock says when the call began: clocks may differ by a quarter of an
// hour before the service complains. All of it together keeps the time-out and the number of
// attempts of one call.
func (c *Client) Create(ctx context.Context, creation joinperm.Creation) (Result[joinperm.Text], error) {
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	begun, attempts, lost := c.options.Now(), 0, false
	for {
		result, err := Fetch[joinperm.Text](ctx, c, CreateCall(creation))
		var failure *Error
		if err == nil || !errors.As(err, &failure) {
			return result, err
		}
		attempts += failure.Attempts
		failure.Attempts = attempts
		lost = lost || failure.Outcome == Unknown
		if !lost || failure.Outcome != Unknown && failure.CurrentCode() != codeNameTaken {
			return result, err
		}
		failure.Outcome = Unknown
		found, seen, lookErr := c.find(ctx, creation)
		switch {
		case lookErr != nil:
			return result, err
		case found != nil && creation.AppliedTo(&found.Listed) && madeSince(found, seen.Add(begun.Sub(c.options.Now()))):
			c.options.Warn(i18n.T("the response to an attempt was lost, but a permission with this name now exists: it is taken as the result"))
			return Result[joinperm.Text]{RequestID: failure.RequestID, Success: true, Data: found.JoinPermissionID}, nil
		case found != nil, attempts >= c.options.MaxAttempts, failure.class == final && failure.CurrentCode() != codeNameTaken:
			return result, err
		}
		if c.options.Sleep(ctx, c.options.Backoff(attempts)) != nil {
			return result, err
		}
	}
}

// clockMost is the difference of clocks beyond which the service refuses a signature: a date
// further off is not the service's.
const clockMost = 15*time.Minute + clockSlack

// madeSince reports whether a permission can have been made since a moment by the service's clock,
// to a minute. A rented permission is older.
func madeSince(p *joinperm.Owned, moment time.Time) bool {
	millis, err := strconv.ParseInt(string(p.CreateMillis), 10, 64)
	if err != nil || p.RenterAliyunID != "" || p.AuthState != "" && p.AuthState != joinperm.AuthNew {
		return false
	}
	return time.UnixMilli(millis).After(moment.Add(-clockSlack))
}

// find looks for the permission that has a creation's name, nil if none has, and the service's time
// at that moment.
func (c *Client) find(ctx context.Context, creation joinperm.Creation) (found *joinperm.Owned, seen time.Time, err error) {
	id := ""
	filter := map[string]string{"FuzzyJoinPermissionName": creation.Name()}
	err = c.EachOwned(ctx, filter, creation.InstanceID, func(p *joinperm.Listed) error {
		if string(p.JoinPermissionName) == creation.Name() {
			id = string(p.JoinPermissionID)
		}
		return nil
	})
	if err != nil || id == "" {
		return nil, time.Time{}, err
	}
	call := OwnedCall(id, creation.InstanceID)
	answer, err := c.Do(ctx, call)
	if err != nil {
		return nil, time.Time{}, err
	}
	result, err := decoded[joinperm.Owned](call, answer)
	if known := c.clock.time(); answer.date.Sub(known).Abs() <= clockMost {
		seen = answer.date
	} else {
		seen = known
	}
	return &result.Data, seen, err
}
