package emulator

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// maxFill is what a state file can be filled with: the names have six digits.
const maxFill = 999_999

// Fill gives the owner n permissions for load tests, named p_000001, p_000002 and so on, in the
// public instance of a state file, in addition to its permissions; one whose name exists already is
// not changed. The file is made with the samples if it does not exist, and must not be in use.
// 100,000 take about 70 MB. They do not count against the limit of Options. n is 0 to 999,999.
func Fill(path string, n int) error {
	if n < 0 || n > maxFill {
		return i18n.Errorf("fill emulator: %d permissions: must be 0 to %d", n, maxFill)
	}
	st, err := openState(path, lockWait)
	if err != nil {
		return i18n.Errorf("fill emulator: %w", err)
	}
	const batch = 1000 // of one transaction, which is held in memory
	for first := 1; err == nil && first <= n; first += batch {
		err = st.update(func(t table) error { return t.fill(first, min(first+batch-1, n)) })
	}
	if err := errors.Join(err, st.close()); err != nil {
		return i18n.Errorf("fill emulator: state file %s: %w", path, err)
	}
	return nil
}

// fill adds the permissions from first to last, varied so that filters have something to do: the
// classes take turns, each tenth is disabled.
func (t table) fill(first, last int) error {
	dense := func(b *bolt.Bucket) { b.FillPercent = 0.95 } // the keys come in their order
	dense(t.permissions)
	dense(t.names)
	for i := first; i <= last; i++ {
		name := fmt.Sprintf("p_%06d", i)
		if t.names.Get(nameKey(ownerAccount, name)) != nil {
			continue
		}
		id, err := nextID(t.permissions)
		if err != nil {
			return err
		}
		r := sample(id, name, string("ABC"[i%3]), "101", "1", "4", joinperm.DefaultJoinEUI, fmt.Sprint(i%10 != 0), 0)
		if err := t.put(r); err != nil {
			return err
		}
	}
	return nil
}
