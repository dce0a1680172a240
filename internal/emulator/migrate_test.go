package emulator

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// oldFile makes a file as the version before left it: three permissions, one of
// them renamed to what a later sample is called.
func oldFile(t *testing.T, third string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state")
	const first = `{"Owner":"sandbox-owner","IotInstanceId":"","JoinPermissionId":"123","JoinPermissionName":"mine_now","ClassMode":"C",` +
		`"FreqBandPlanGroupId":101,"RxDelay":9,"DataRate":4,"JoinEui":"d896e0efff000000","Enabled":true,"AuthState":"NEW","RenterAliyunId":"",` +
		`"NodesCnt":10,"CreateMillis":1577836800000,"BoundProductName":"","DataDispatchDestination":"","MulticastEnabled":false,` +
		`"MulticastNodeCapacity":0,"MulticastNodeCount":0,"RxDailySum":240,"RxMonthSum":7200,"TxDailySum":10,"TxMonthSum":300}`
	const second = `{"Owner":"sandbox-other","IotInstanceId":"","JoinPermissionId":"200","JoinPermissionName":"rented_field","ClassMode":"A",` +
		`"FreqBandPlanGroupId":101,"RxDelay":1,"DataRate":4,"JoinEui":"d896e0efff000000","Enabled":true,"AuthState":"NEW","RenterAliyunId":"","NodesCnt":1}`
	makeBolt(t, path, func(tx *bolt.Tx) error {
		meta, err := tx.CreateBucket([]byte(metaBucket))
		if err != nil {
			return err
		}
		permissions, err := tx.CreateBucket([]byte(permBucket))
		if err != nil {
			return err
		}
		return errors.Join(meta.Put([]byte(schemaKey), []byte("1")),
			permissions.Put([]byte("123"), []byte(first)), permissions.Put([]byte("200"), []byte(second)), permissions.Put([]byte("301"), []byte(third)))
	})
	return path
}

const oldThird = `{"Owner":"sandbox-owner","IotInstanceId":"iot-sandbox","JoinPermissionId":"301","JoinPermissionName":"企业网关","NodesCnt":3}`

func TestFileOfTheVersionBeforeKeepsItsPermissions(t *testing.T) {
	t.Parallel()
	path := oldFile(t, oldThird)
	for range 2 { // once migrated, it is a file like any other
		s := open(t, Options{Data: path})
		if p := s.permission(t, "123"); p["JoinPermissionName"] != "mine_now" || p["RxDelay"] != 9.0 || p["NodesCnt"] != 10.0 || p["ClassMode"] != "C" {
			t.Errorf("123 is %v", p)
		}
		s.does(t, "", "GetOwnedJoinPermission", "JoinPermissionId=301;IotInstanceId="+sampleInstance)
		s.does(t, codeNameTaken, "CreateLocalJoinPermission", newOne+";JoinPermissionName=mine_now")
		s.doesAs(t, Other(), codeNameTaken, "CreateLocalJoinPermission", newOne+";JoinPermissionName=rented_field")
		// What came since is there, but for the sample whose name has been taken.
		s.does(t, "", "GetJoinPermissionAuthOrder", "OrderId=501")
		if ids, _ := s.does(t, "", "ListRentedJoinPermissions", "Limit=9;Offset=0").listed(t, "JoinPermissionId"); ids != "401" {
			t.Errorf("rented are %q", ids)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := Reset(path); err != nil {
		t.Fatal(err)
	}
	if got := open(t, Options{Data: path}).permission(t, "123")["JoinPermissionName"]; got != "凭证1" {
		t.Errorf("the name is %v", got)
	}
}

func TestBrokenFileOfTheVersionBeforeIsRefusedAndKept(t *testing.T) {
	t.Parallel()
	path := oldFile(t, "{")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Options{Data: path}); !errors.Is(err, errCorrupt) {
		t.Errorf("got %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the file was changed, %v", err)
	}
}
