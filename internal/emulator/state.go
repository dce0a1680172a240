package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"

	"linkwanctl/internal/joinperm"
)

// record is a permission as it is kept: one JSON value under its ID. startOfRecord relies on the
// order of the first two fields.
type record struct {
	Owner       string // the account; roamingOwner of a roaming permission
	InstanceID  string `json:"IotInstanceId"` // "" in the public instance
	NodeGroupID string `json:",omitempty"`    // what its renter bound it to
	joinperm.Owned

	// Files without it are read as they are, so the schema's version is the same.
	Silences []silence `json:",omitempty"`
}

// startOfRecord is how the JSON of every record of this owner and instance begins, and of no other.
func startOfRecord(owner, instance string) []byte {
	raw, _ := json.Marshal(record{Owner: owner, InstanceID: instance})
	end := bytes.Index(raw, []byte(`,"JoinPermissionId":`))
	return raw[:end+1]
}

// The types of permissions, as ListRentedJoinPermissions names them.
const (
	kindLocal   = "LOCAL"
	kindRoaming = "ROAMING"
)

// roamingOwner is what the service names as the owner of every roaming permission (the vendor's API
// metadata of ListRentedJoinPermissions).
const roamingOwner = "AliCloud IoT"

func isKind(value string) bool { return oneOf(kindLocal, kindRoaming)(value) }

func (r record) kind() string {
	if r.Owner == roamingOwner {
		return kindRoaming
	}
	return kindLocal
}

// namer is the account in which the permission's name is unique, and towards whose limit it counts:
// the owner, or who applied for a roaming one.
func (r record) namer() string {
	if r.kind() == kindRoaming {
		return string(r.RenterAliyunID)
	}
	return r.Owner
}

func (r record) rentedBy(account string) bool {
	return r.AuthState == joinperm.AuthAccepted && string(r.RenterAliyunID) == account
}

// state is the open file. Its transactions are serialisable, and the file is never without its last
// committed one, whenever the process ends.
type state struct {
	path string
	db   *bolt.DB
}

func (s *state) view(f func(table) error) error { return s.transact(s.db.View, f) }

// update commits what f did if it gives no error; when update is back without one, the change
// outlives the process.
func (s *state) update(f func(table) error) error { return s.transact(s.db.Update, f) }

func (s *state) transact(begin func(func(*bolt.Tx) error) error, f func(table) error) error {
	return guarded(func() error {
		return begin(func(tx *bolt.Tx) error { return f(tableOf(tx)) })
	})
}

func (s *state) close() error {
	removeNote(s.path) // while no other process can have written it
	return s.db.Close()
}

// guarded turns bbolt's panics over a broken file into errors, those of touching a page beyond the
// end of a file that was cut short included.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%w: %v", errCorrupt, broken)
		}
	}()
	return f()
}

// decode reads a value of any of the file's buckets.
func decode[T any](raw []byte) (T, error) {
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		return value, fmt.Errorf("%w: %w", errCorrupt, err)
	}
	return value, nil
}
