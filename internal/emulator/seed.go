package emulator

import (
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"linkwanctl/internal/i18n"
)

// Reset puts the samples back into a state file, or makes one. It does so neither while another
// process uses the file nor to a file that is not the emulator's.
func Reset(path string) error { return reset(path, lockWait) }

func reset(path string, wait time.Duration) error {
	st, err := openState(path, wait)
	if err != nil {
		return err
	}
	err = guarded(func() error { return st.db.Update(seed) })
	if err := errors.Join(err, st.close()); err != nil {
		return i18n.Errorf("state file %s: %w", path, err)
	}
	return nil
}

// prepare puts the samples into a file that has nothing yet, and checks any other once more, now
// that no other process can change it.
func (s *state) prepare() error {
	isNew := false
	err := s.db.View(func(tx *bolt.Tx) error {
		if isNew = empty(tx); isNew {
			return nil
		}
		return checkFile(tx)
	})
	if err != nil || !isNew {
		return err
	}
	return s.db.Update(seed)
}

// seed makes the buckets and writes schema and samples, in the transaction given.
func seed(tx *bolt.Tx) error {
	t, err := makeTable(tx)
	if err != nil {
		return err
	}
	for _, r := range samples() {
		if err := t.put(r); err != nil {
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

// New permissions and orders have IDs beyond these, apart from the samples'.
const (
	lastSampleID    = 1000
	lastSampleOrder = 5000
)

// makeTable makes the buckets anew and writes the schema.
func makeTable(tx *bolt.Tx) (table, error) {
	meta, err := tx.CreateBucketIfNotExists([]byte(metaBucket))
	if err != nil {
		return table{}, err
	}
	if err := meta.Put([]byte(schemaKey), []byte(schemaVersion)); err != nil {
		return table{}, err
	}
	for _, name := range buckets() {
		if err := tx.DeleteBucket([]byte(name)); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
			return table{}, err
		}
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return table{}, err
		}
	}
	t := tableOf(tx)
	return t, errors.Join(t.permissions.SetSequence(lastSampleID), t.orders.SetSequence(lastSampleOrder))
}
