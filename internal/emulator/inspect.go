package emulator

import (
	"errors"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"linkwanctl/internal/i18n"
)

// inspect reads a file from end to end, and changes nothing, to find out whether it is a sound
// state file. One without any bucket counts as sound: its process was killed between making and
// filling it.
func inspect(path string) error {
	db, err := openBolt(path, &bolt.Options{Timeout: once, ReadOnly: true})
	if err != nil {
		return err
	}
	err = guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			if empty(tx) {
				return nil
			}
			return checkFile(tx)
		})
	})
	return errors.Join(err, db.Close())
}

func empty(tx *bolt.Tx) bool {
	name, _ := tx.Cursor().First()
	return name == nil
}

// checkFile reads every value of a file of this version, and refuses any other.
func checkFile(tx *bolt.Tx) error {
	meta, permissions := tx.Bucket([]byte(metaBucket)), tx.Bucket([]byte(permBucket))
	if meta == nil || permissions == nil {
		return berrors.ErrInvalid
	}
	switch version := string(meta.Get([]byte(schemaKey))); version {
	case "":
		return berrors.ErrInvalid
	case schemaVersion:
		return checkTable(tableOf(tx))
	default:
		return i18n.Errorf("%w: its schema is %q, this one's is %q", errVersion, version, schemaVersion)
	}
}

func checkTable(t table) error {
	if t.names == nil || t.orders == nil {
		return errCorrupt
	}
	if err := t.each(func(record) error { return nil }); err != nil {
		return err
	}
	if err := t.orders.ForEach(func(_, raw []byte) error {
		_, err := decode[order](raw)
		return err
	}); err != nil {
		return err
	}
	return t.checkChanges()
}
