package emulator

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// inspect reads a file from end to end, and changes nothing, to find out whether
// it is a sound state file. One without any bucket counts as sound: its process
// was killed between making and filling it.
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
			_, err := checkFile(tx)
			return err
		})
	})
	return errors.Join(err, db.Close())
}

func empty(tx *bolt.Tx) bool {
	name, _ := tx.Cursor().First()
	return name == nil
}

// checkFile reads every value of a file of this version, or of the one before,
// which is told as well.
func checkFile(tx *bolt.Tx) (version string, err error) {
	meta, permissions := tx.Bucket([]byte(metaBucket)), tx.Bucket([]byte(permBucket))
	if meta == nil || permissions == nil {
		return "", berrors.ErrInvalid
	}
	switch version = string(meta.Get([]byte(schemaKey))); version {
	case "":
		return "", berrors.ErrInvalid
	case oldVersion:
		_, err := oldRecords(permissions)
		return version, err
	case schemaVersion:
		return version, checkTable(tableOf(tx))
	}
	return "", fmt.Errorf("%w: its schema is %q, this one knows %q and %q", errNewer, version, oldVersion, schemaVersion)
}

func checkTable(t table) error {
	if t.names == nil || t.orders == nil {
		return errCorrupt
	}
	if err := t.each(func([]byte, record) error { return nil }); err != nil {
		return err
	}
	return t.orders.ForEach(func(_, raw []byte) error {
		_, err := decode[order](raw)
		return err
	})
}
