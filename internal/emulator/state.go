package emulator

import (
	"encoding/json"
	"fmt"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"

	"linkwanctl/internal/joinperm"
)

// record is a permission as it is kept: one JSON value under its ID.
type record struct {
	Owner      string // the account
	InstanceID string `json:"IotInstanceId"` // "" in the public instance
	joinperm.Owned
}

// state is the open file of permissions. Its transactions are serialisable, and
// the file is never without its last committed one, whenever the process ends.
type state struct {
	db *bolt.DB
}

// The file's buckets and keys. Whoever changes what a value looks like raises
// schemaVersion.
const (
	schemaVersion = "1"
	schemaKey     = "linkwanctl emulator schema"
	metaBucket    = "meta"
	permBucket    = "permissions"
)

// table is the permissions within one transaction.
type table struct {
	bucket *bolt.Bucket
}

func (s *state) view(f func(table) error) error { return s.transact(s.db.View, f) }

// update commits what f did if it gives no error; when update is back without
// one, the change outlives the process.
func (s *state) update(f func(table) error) error { return s.transact(s.db.Update, f) }

func (s *state) transact(begin func(func(*bolt.Tx) error) error, f func(table) error) error {
	return guarded(func() error {
		return begin(func(tx *bolt.Tx) error { return f(table{tx.Bucket([]byte(permBucket))}) })
	})
}

func (s *state) close() error { return s.db.Close() }

// guarded turns bbolt's panics over a broken file into errors, those of touching
// a page beyond the end of a file that was cut short included.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("%w: %v", errCorrupt, broken)
		}
	}()
	return f()
}

func (t table) get(id string) (r record, found bool, err error) {
	raw := t.bucket.Get([]byte(id))
	if raw == nil {
		return record{}, false, nil
	}
	r, err = decode(raw)
	return r, true, err
}

func (t table) all() ([]record, error) {
	var list []record
	err := t.bucket.ForEach(func(_, raw []byte) error {
		r, err := decode(raw)
		list = append(list, r)
		return err
	})
	return list, err
}

func (t table) put(r record) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode permission %s: %w", r.JoinPermissionID, err)
	}
	return t.bucket.Put([]byte(r.JoinPermissionID), raw)
}

func decode(raw []byte) (record, error) {
	var r record
	if err := json.Unmarshal(raw, &r); err != nil {
		return record{}, fmt.Errorf("%w: %w", errCorrupt, err)
	}
	return r, nil
}
