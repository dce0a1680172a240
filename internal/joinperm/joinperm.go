// Package joinperm is the domain: a LoRaWAN join permission (入网凭证) as its owner sees it, its
// fields, and a change to it.
//
// A field is declared once, in the table of fields.go; flags, help, columns, completion and the
// emulator's checks come from there. The package neither reads flags nor sends requests.
package joinperm

// Listed is a permission as ListOwnedJoinPermissions returns it. The JSON names are the API's own;
// the values keep what the service sent (see wire.go).
type Listed struct {
	JoinPermissionID    Text   `json:"JoinPermissionId"`
	JoinPermissionName  Text   `json:"JoinPermissionName"`
	ClassMode           Text   `json:"ClassMode"`
	FreqBandPlanGroupID Number `json:"FreqBandPlanGroupId"`
	RxDelay             Number `json:"RxDelay"`  // seconds, 1 to 15
	DataRate            Number `json:"DataRate"` // index, 0 to 5
	JoinEUI             EUI    `json:"JoinEui"`
	Enabled             Bool   `json:"Enabled"`
	AuthState           Text   `json:"AuthState"` // NEW, APPLYING or ACCEPTED
	RenterAliyunID      Text   `json:"RenterAliyunId"`
}

// Owned is a permission as GetOwnedJoinPermission returns it: what the list has, and its use.
type Owned struct {
	Listed
	NodesCnt                Number `json:"NodesCnt"`
	CreateMillis            Number `json:"CreateMillis"` // Unix time in milliseconds
	BoundProductName        Text   `json:"BoundProductName"`
	DataDispatchDestination Text   `json:"DataDispatchDestination"`
	MulticastEnabled        Bool   `json:"MulticastEnabled"`
	MulticastNodeCapacity   Number `json:"MulticastNodeCapacity"`
	MulticastNodeCount      Number `json:"MulticastNodeCount"`
	RxDailySum              Number `json:"RxDailySum"`
	RxMonthSum              Number `json:"RxMonthSum"`
	TxDailySum              Number `json:"TxDailySum"`
	TxMonthSum              Number `json:"TxMonthSum"`
}

// The states of a permission's authorisation to a renter.
const (
	AuthNew      = "NEW"
	AuthApplying = "APPLYING"
	AuthAccepted = "ACCEPTED"
)

// DefaultJoinEUI is what the service gives a permission that names none.
const DefaultJoinEUI = "d896e0efff000000"

// Key is the permission's ID.
func (p *Listed) Key() string { return string(p.JoinPermissionID) }

// Name is the permission's name.
func (p *Listed) Name() string { return string(p.JoinPermissionName) }
