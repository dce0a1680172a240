package emulator

import (
	"errors"

	bolt "go.etcd.io/bbolt"
)

// oldVersion is the schema before this one: permissions alone, under their IDs as
// text.
const oldVersion = "1"

func oldRecords(permissions *bolt.Bucket) ([]record, error) {
	var list []record
	err := permissions.ForEach(func(_, raw []byte) error {
		r, err := decode[record](raw)
		list = append(list, r)
		return err
	})
	return list, err
}

// migrate makes a file of this version out of one of the version before, in the
// transaction given. Its permissions stay as they are; the samples that came
// since are added, but for one whose name has been taken.
func migrate(tx *bolt.Tx) error {
	list, err := oldRecords(tx.Bucket([]byte(permBucket)))
	if err != nil {
		return err
	}
	t, err := makeTable(tx)
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := t.put(r); err != nil {
			return err
		}
	}
	for _, r := range samples() {
		_, found, err := t.get(string(r.JoinPermissionID))
		if err == nil && !found {
			err = t.put(r)
		}
		if _, taken := errors.AsType[*failure](err); err != nil && !taken {
			return err
		}
	}
	for _, o := range sampleOrders() {
		if err := t.putOrder(o); err != nil {
			return err
		}
	}
	return nil
}
