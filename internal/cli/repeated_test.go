package cli

import (
	"strings"
	"testing"
)

// Every permission that is named is meant: where a command takes several, all of them, however they
// are named.
func TestEveryIDThatIsGivenIsMeant(t *testing.T) {
	t.Parallel()
	for _, ids := range [][]string{
		{"--id", "123", "--id", "125"}, {"--id", "123,125"}, {"--id=125", "123"}, {"--name-is", "凭证1", "--name-is", "冷链网关"}, {"--id", "123", "--name-is", "冷链网关", "--id=125"},
	} {
		env := service(t)
		disabled := run(t.Context(), t.TempDir(), env, append([]string{"joinperm", "disable"}, ids...)...)
		left := run(t.Context(), t.TempDir(), env, "joinperm", "list", "--enabled", "true", "--query", "[].JoinPermissionId")
		if disabled.code != exitDone || left.stdout != "124\n" {
			t.Errorf("disable %v: %+v leaves %q enabled", ids, disabled, left.stdout)
		}
		enabled := run(t.Context(), t.TempDir(), env, append([]string{"joinperm", "enable"}, ids...)...)
		got := run(t.Context(), t.TempDir(), env, append([]string{"joinperm", "get", "-o", "json", "--query", "[].Data.[JoinPermissionId, Enabled][]"}, ids...)...)
		for _, id := range []string{`"123"`, `"125"`} {
			if enabled.code != exitDone || got.code != exitDone || strings.Count(got.stdout, id) != 1 || strings.Contains(got.stdout, "false") {
				t.Errorf("enable and get %v: %+v, %+v", ids, enabled, got)
			}
		}
		deleted := run(t.Context(), t.TempDir(), env, append([]string{"joinperm", "delete", "--yes"}, ids...)...)
		if left := run(t.Context(), t.TempDir(), env, "joinperm", "list", "--query", "[].JoinPermissionId"); deleted.code != exitDone || left.stdout != "124\n" {
			t.Errorf("delete %v: %+v leaves %q", ids, deleted, left.stdout)
		}
	}
}

// Where one is possible, a second one is refused, and nothing is sent.
func TestASecondIDIsRefusedWhereOneIsPossible(t *testing.T) {
	t.Parallel()
	env := map[string]string{"LINKWANCTL_ENDPOINT": "http://127.0.0.1:1"}
	for _, command := range []string{
		"update --rx-delay 3", "nodes", "order submit --renter some-user", "return --type LOCAL --yes", "roaming update --rx-delay 3", "roaming enable", "roaming disable",
	} {
		for _, ids := range []string{"--id 123 --id 125", "--id 123,125", "--id 123 125", "--name-is 凭证1 --name-is 冷链网关", "--id 123 --name-is 冷链网关"} {
			got := run(t.Context(), t.TempDir(), env, strings.Fields("joinperm "+command+" "+ids)...)
			want := "2 permissions given; linkwanctl joinperm " + strings.Split(command, " --")[0] + " takes only one"
			if strings.Count(ids, "--id") == 2 || strings.Count(ids, "--name-is") == 2 {
				want = "differs from the earlier --"
			}
			if got.code != exitUsage || !strings.Contains(got.stderr, want) {
				t.Errorf("%s %s: %+v", command, ids, got)
			}
		}
		empty := run(t.Context(), t.TempDir(), env, strings.Fields("joinperm "+command+" --id 123,")...)
		if empty.code != exitUsage || !strings.Contains(empty.stderr, "--id  ") || !strings.Contains(empty.stderr, "is empty") {
			t.Errorf("%s --id 123,: %+v", command, empty)
		}
	}
}

// A flag of one value that is given two is refused, whether it says what is changed, where, or as
// whom; how a result is shown and how long it is waited for may be said again, as an alias and its
// user do.
func TestAFlagOfOneValueTakesOne(t *testing.T) {
	t.Parallel()
	env := service(t)
	for _, args := range []string{
		"joinperm update --id 123 --class-mode A --class-mode C", "joinperm update --id 123 --rx-delay=1 --rx-delay 3", "joinperm create --name depot_07 --name depot_08",
		"joinperm list --name-contains a --name-contains b", "joinperm apply -f a.yaml --limit 1 --limit 2", "joinperm export -f a.yaml --file b.yaml",
		"joinperm list --region cn-shanghai --region cn-hangzhou", "joinperm list --endpoint http://127.0.0.1:1 --endpoint http://127.0.0.1:2", "joinperm list --profile a --profile b",
		"joinperm list --iot-instance-id a --iot-instance-id b", "config set region cn-hangzhou --context a --context b", "joinperm list --sandbox --sandbox=false", "joinperm delete 125 --yes --yes=false",
		"joinperm order submit 123 --renter some-user --renter sandbox-other", "config path --config a --config b",
	} {
		words := strings.Fields(args)
		got := run(t.Context(), t.TempDir(), env, words...)
		if got.code != exitUsage || !strings.Contains(got.stderr, "differs from the earlier --") || !strings.Contains(got.stderr, "1 invalid value; nothing was sent") {
			t.Errorf("%s: %+v", args, got)
		}
	}
	both := run(t.Context(), t.TempDir(), env, strings.Fields("joinperm update --id 123 --class-mode A --class-mode C --name a --name b -o json")...)
	if both.code != exitUsage || strings.Count(both.stderr, "differs from the earlier") != 2 || !strings.Contains(both.stderr, `"Code": "InvalidParameter"`) {
		t.Errorf("two of them: %+v", both)
	}
	for _, args := range []string{
		"joinperm update --id 123 --class-mode A --class-mode A", "joinperm update 123 --id 123 --rx-delay 2", "joinperm list -o table -o json --output yaml", "joinperm list --timeout 30s --timeout 20s",
		"joinperm list --query [] --query [0]", "joinperm list --quiet --quiet=false", "joinperm list --columns id --columns name", "joinperm list --max-attempts 1 --max-attempts 2 --color never --color always --debug --debug=false",
	} {
		if got := run(t.Context(), t.TempDir(), env, strings.Fields(args)...); got.code != exitDone {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

// Completion goes on beside a flag that is given twice, and offers --id again where another one is
// taken.
func TestCompletionKnowsRepeatedFlags(t *testing.T) {
	t.Parallel()
	env := service(t)
	for args, want := range map[string]string{
		"joinperm disable --id 123 --id ":                             "124\n125\n:4\n",
		"joinperm disable --id 123 ":                                  "124\n125\n",
		"joinperm disable --id 123 --i":                               "--iot-instance-id\n--id\n",
		"joinperm update --id ":                                       "123\n124\n125\n:4\n",
		"joinperm update --id 123 --class-mode A --class-mode ":       "A\nB\nC\n:4\n",
		"joinperm update --id 123 --class-mode A --class-mode C --da": "--data-rate\n",
	} {
		got := run(t.Context(), t.TempDir(), env, append([]string{"__completeNoDesc"}, strings.Split(args, " ")...)...)
		if got.code != exitDone || !strings.HasPrefix(got.stdout, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
	if got := run(t.Context(), t.TempDir(), env, "__completeNoDesc", "joinperm", "update", "--id", "123", "--i"); strings.Contains(got.stdout, "--id\n") {
		t.Errorf("--id is offered where it is given: %+v", got)
	}
}
