package quota

import (
	"context"
	"path/filepath"

	"linkwanctl/internal/atomicfile"
)

// Check reports why the processes of this machine cannot share quotas in a directory, nil if they
// can. It makes the directory.
func Check(ctx context.Context, dir string) error {
	if dir == "" {
		return errNowhere
	}
	if err := atomicfile.OwnFolder(dir); err != nil {
		return err
	}
	lock, err := atomicfile.Take(ctx, filepath.Join(dir, lockName), lockPatience, nil)
	if err != nil {
		return err
	}
	lock.Release()
	return nil
}
