package emulator

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"

	bolt "go.etcd.io/bbolt"
)

// The file's buckets and keys. Whoever changes what a value looks like raises schemaVersion: a file
// of another version is refused.
const (
	schemaVersion = "2"
	schemaKey     = "linkwanctl emulator schema"
	metaBucket    = "meta"
	permBucket    = "permissions" // 8 bytes of the ID, so that they sort by it: a record
	nameBucket    = "names"       // account, 0, name: the type's first letter and the permission's key
	orderBucket   = "orders"      // 8 bytes of the ID: an order
)

func buckets() []string { return []string{permBucket, nameBucket, orderBucket, changeBucket} }

// table is the contents of the file, within one transaction.
type table struct {
	permissions, names, orders *bolt.Bucket
	changes                    *bolt.Bucket // nil in a file that lacks it; see changeBucket
}

func tableOf(tx *bolt.Tx) table {
	return table{tx.Bucket([]byte(permBucket)), tx.Bucket([]byte(nameBucket)), tx.Bucket([]byte(orderBucket)), tx.Bucket([]byte(changeBucket))}
}

// keyOf is the key of an ID, nil for what cannot be one: "007" names nothing.
func keyOf(id string) []byte {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != id {
		return nil
	}
	return binary.BigEndian.AppendUint64(nil, n)
}

func nameKey(account, name string) []byte { return []byte(account + "\x00" + name) }

func (t table) get(id string) (r record, found bool, err error) { return t.at(keyOf(id)) }

func (t table) at(key []byte) (r record, found bool, err error) {
	raw := t.permissions.Get(key)
	if raw == nil {
		return record{}, false, nil
	}
	r, err = decode[record](raw)
	return r, true, err
}

// each calls f for every permission, by ascending ID.
func (t table) each(f func(r record) error) error {
	return t.permissions.ForEach(func(_, raw []byte) error {
		r, err := decode[record](raw)
		if err != nil {
			return err
		}
		return f(r)
	})
}

// put keeps a permission under its ID and its name. A name that another one of the account has, in
// whichever instance, is refused.
func (t table) put(r record) error {
	key := keyOf(string(r.JoinPermissionID))
	if key == nil {
		return fmt.Errorf("%w: a permission has the ID %q", errCorrupt, r.JoinPermissionID)
	}
	old, found, err := t.at(key)
	if err != nil {
		return err
	}
	name, entry := nameKey(r.namer(), string(r.JoinPermissionName)), append([]byte(r.kind()[:1]), key...)
	if taken := t.names.Get(name); taken != nil && !bytes.Equal(taken, entry) {
		return refuse(codeNameTaken)
	}
	if found {
		if err := t.forgetName(old); err != nil {
			return err
		}
	}
	if err := t.names.Put(name, entry); err != nil {
		return err
	}
	return putJSON(t.permissions, key, r)
}

func (t table) remove(r record) error {
	if err := t.forgetName(r); err != nil {
		return err
	}
	return t.permissions.Delete(keyOf(string(r.JoinPermissionID)))
}

func (t table) forgetName(r record) error {
	return t.names.Delete(nameKey(r.namer(), string(r.JoinPermissionName)))
}

// count is the number of permissions of a type that count towards an account's limit.
func (t table) count(account, kind string) int {
	n, prefix := 0, nameKey(account, "")
	cursor := t.names.Cursor()
	for name, entry := cursor.Seek(prefix); bytes.HasPrefix(name, prefix); name, entry = cursor.Next() {
		if len(entry) > 0 && entry[0] == kind[0] {
			n++
		}
	}
	return n
}

func putJSON(bucket *bolt.Bucket, key []byte, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode what is to be kept: %w", err)
	}
	return bucket.Put(key, raw)
}

// nextID is the bucket's next ID, which no other ever had.
func nextID(bucket *bolt.Bucket) (string, error) {
	n, err := bucket.NextSequence()
	return strconv.FormatUint(n, 10), err
}
