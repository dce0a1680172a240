package emulator

import (
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// inspect reads a file from end to end, and changes nothing, to find out whether
// it is a sound state file. One without any bucket counts as sound: its process
// was killed between making and filling it.
func inspect(path string, wait time.Duration) error {
	db, err := openBolt(path, &bolt.Options{Timeout: wait, ReadOnly: true})
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

func checkFile(tx *bolt.Tx) error {
	meta, permissions := tx.Bucket([]byte(metaBucket)), tx.Bucket([]byte(permBucket))
	if meta == nil || permissions == nil {
		return berrors.ErrInvalid
	}
	switch version := meta.Get([]byte(schemaKey)); {
	case version == nil:
		return berrors.ErrInvalid
	case string(version) != schemaVersion:
		return fmt.Errorf("%w: its schema is %q, this one knows %q", errNewer, version, schemaVersion)
	}
	_, err := table{permissions}.all()
	return err
}
