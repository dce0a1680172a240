//go:build unix

package main

import "testing"

// TestListFaults: a list comes that is not whole, or is no list.
func TestListFaults(t *testing.T) {
	t.Parallel()
	testCommands(t, listFaults(), command{args: []string{"list"}, reads: true, after: (*faultyService).classOf123})
}

func listFaults() []fault {
	list := func(data string) step { return instead(200, `{"RequestId":"R-1","Success":true,"Data":`+data+`}`) }
	invalid := func(says string) end { return lost("InvalidAnswer", 1, oldValues, says, "") }
	changed := func(says string) end {
		e := lost("ListChanged", 1, oldValues, says, "")
		e.outcome = "refused"
		return e
	}
	const one = `{"JoinPermissionId":"1"}`
	return []fault{
		{name: "list-repeats", serve: list(`{"TotalCount":2,"List":[` + one + `,` + one + `]}`), want: changed("item 1 is listed twice")},
		{name: "list-short", serve: list(`{"TotalCount":2,"List":[]}`), want: changed("got 0 items, but the service counts 2")},
		{name: "list-negative-total", serve: list(`{"TotalCount":-1,"List":[]}`), want: invalid("does not match the API documentation")},
		{name: "list-is-a-text", serve: list(`{"TotalCount":0,"List":"abc"}`), want: invalid("does not match the API documentation")},
		{name: "list-null-item", serve: list(`{"TotalCount":2,"List":[` + one + `,null]}`), want: invalid("does not match the API documentation")},
		{name: "list-item-without-id", serve: list(`{"TotalCount":1,"List":[{"ClassMode":"A"}]}`), want: invalid("an item without an ID")},
	}
}

// TestItemFaults: one permission is asked for, and another one is told of, or none.
func TestItemFaults(t *testing.T) {
	t.Parallel()
	testCommands(t, itemFaults(), command{args: []string{"get", "123"}, reads: true, after: (*faultyService).classOf123})
}

func itemFaults() []fault {
	item := func(data string) step { return instead(200, `{"RequestId":"R-1","Success":true,"Data":`+data+`}`) }
	const says = "for another ID"
	return []fault{
		{name: "item-of-another", serve: item(`{"JoinPermissionId":"125","ClassMode":"C"}`), want: lost("InvalidAnswer", 1, oldValues, says, "")},
		{name: "item-without-id", serve: item(`{"ClassMode":"C"}`), want: lost("InvalidAnswer", 1, oldValues, says, "")},
	}
}
