package emulator

import (
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Reset puts the samples back into a state file, or makes one. It does so neither
// while another process holds the file nor to a file that is not the emulator's.
func Reset(path string) error { return reset(path, lockWait) }

func reset(path string, wait time.Duration) error {
	st, err := openState(path, wait)
	if err != nil {
		return fmt.Errorf("reset emulator: %w", err)
	}
	err = guarded(func() error {
		return st.db.Update(func(tx *bolt.Tx) error {
			if err := tx.DeleteBucket([]byte(permBucket)); err != nil {
				return err
			}
			return seed(tx)
		})
	})
	if err := errors.Join(err, st.close()); err != nil {
		return fmt.Errorf("reset emulator: state file %s: %w", path, err)
	}
	return nil
}

// seedEmpty puts the samples into a file that has nothing yet, and looks at any
// other once more, now that no other process can change it.
func (s *state) seedEmpty() error {
	fresh := false
	err := s.db.View(func(tx *bolt.Tx) error {
		if fresh = empty(tx); fresh {
			return nil
		}
		return checkFile(tx)
	})
	if err != nil || !fresh {
		return err
	}
	return s.db.Update(seed)
}

// seed makes the buckets and writes schema and samples, in the transaction given.
func seed(tx *bolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists([]byte(metaBucket))
	if err != nil {
		return err
	}
	if err := meta.Put([]byte(schemaKey), []byte(schemaVersion)); err != nil {
		return err
	}
	bucket, err := tx.CreateBucket([]byte(permBucket))
	if err != nil {
		return err
	}
	for _, r := range samples() {
		if err := (table{bucket}).put(r); err != nil {
			return err
		}
	}
	return nil
}
