// Package plan does many things at once: it compares wanted rows with the live permissions, makes a
// plan of what differs, saves and reads plans, and applies one with a report of each row.
//
// It keeps no state: the live permissions show what was done. It reads no manifest, keeps no quota
// and prints nothing; the client it is handed sends the calls, and retries them.
package plan

import (
	"encoding/json"
	"time"
)

// Version is the version of the plan's form that is written and read.
const Version = 1

// Plan is what is to be done to the permissions of one account and instance. Its JSON form is an
// interface, pinned by a test: fields keep their API names.
type Plan struct {
	Endpoint   string // the service that the live values came from, as a URL
	InstanceID string // "" for a public instance without an ID
	MadeAt     time.Time
	Rows       []Row // in the order of the wanted rows

	waves     int  // 0 if it is done in one go
	unchecked bool // it was read from a file and not yet checked against the live values
}

// Counts are a plan's rows by what is to become of them.
type Counts struct {
	Update    int `json:"Update"`
	Create    int `json:"Create"`
	Unchanged int `json:"Unchanged"`
	Missing   int `json:"Missing"`
	Conflict  int `json:"Conflict"`
	Stale     int `json:"Stale"`
	Doubtful  int `json:"Doubtful"` // of Update: those that the service is likely to refuse
}

// Differences is the number of rows that are not as they are wanted.
func (c Counts) Differences() int { return c.ToDo() + c.Problems() }

// ToDo is the number of rows that cost calls.
func (c Counts) ToDo() int { return c.Update + c.Create }

// Problems is the number of rows that cannot be done.
func (c Counts) Problems() int { return c.Missing + c.Conflict + c.Stale }

// Counts counts the rows.
func (p *Plan) Counts() Counts {
	var c Counts
	for i := range p.Rows {
		switch row := &p.Rows[i]; row.Action {
		case Update:
			c.Update++
			if !row.Doubtful.Empty() {
				c.Doubtful++
			}
		case Create:
			c.Create++
		case Unchanged:
			c.Unchanged++
		case Missing:
			c.Missing++
		case Conflict:
			c.Conflict++
		case Stale:
			c.Stale++
		}
	}
	return c
}

// ToDo are the places of the selected rows that cost calls.
func (p *Plan) ToDo() []int {
	var all []int
	for i := range p.Rows {
		if row := &p.Rows[i]; row.toDo() && row.skip.Empty() {
			all = append(all, i)
		}
	}
	return all
}

// document is the form in which a plan is written.
type document struct {
	Version    int       `json:"Version"`
	Endpoint   string    `json:"Endpoint"`
	InstanceID string    `json:"IotInstanceId"`
	MadeAt     time.Time `json:"MadeAt"`
	Counts     Counts    `json:"Counts"` // for readers; not read back
	Rows       []Row     `json:"Rows"`
}

// MarshalJSON writes the plan with its version and counts.
func (p *Plan) MarshalJSON() ([]byte, error) {
	d := document{Version, p.Endpoint, p.InstanceID, p.MadeAt.UTC(), p.Counts(), p.Rows}
	if d.Rows == nil {
		d.Rows = []Row{}
	}
	return json.Marshal(d)
}
