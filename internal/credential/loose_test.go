//go:build unix

package credential

import (
	"os"
	"testing"
)

func TestAFileOfKeysThatOthersCanReadIsWarnedOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, content string
		mode          os.FileMode
		want          []string
	}{
		{".aliyun/config.json", `{"profiles":[{"name":"default","mode":"AK","access_key_id":"test-key-id","access_key_secret":"test-secret"}]}`, 0o600, nil},
		{".aliyun/config.json", `{"profiles":[{"name":"default","mode":"AK","access_key_id":"test-key-id","access_key_secret":"test-secret"}]}`, 0o640,
			[]string{"~/.aliyun/config.json contains keys and other users can access it (mode 0640): run chmod 600 on it"}},
		{".alibabacloud/credentials", "[default]\ntype = access_key\naccess_key_id = test-key-id\naccess_key_secret = test-secret\n", 0o606,
			[]string{"~/.alibabacloud/credentials contains keys and other users can access it (mode 0606): run chmod 600 on it"}},
	} {
		w := newWorld(t)
		if err := os.Chmod(w.file(c.name, c.content), c.mode); err != nil {
			t.Fatal(err)
		}
		source, err := Resolve(w.options(""))
		if err != nil {
			t.Fatal(err)
		}
		if got := source.Warnings(); len(got) != len(c.want) || len(got) == 1 && got[0].String() != c.want[0] {
			t.Errorf("%s %04o: %q", c.name, c.mode, got)
		}
	}
}
