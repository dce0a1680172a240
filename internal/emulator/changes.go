package emulator

import (
	"bytes"
	"encoding/binary"

	bolt "go.etcd.io/bbolt"
)

// changeBucket has what differs from the samples of which no action makes or removes one: gateways
// and notifications. Its keys are a kind, 0, and an ID. It also has the commands that were sent to
// nodes. A file of an earlier version lacks it until something changes.
const changeBucket = "changes"

// The kinds of changes.
const (
	changedGateway      = "gateway"
	changedNotification = "notification"
	sentCommand         = "command" // the ID is the DevEUI, 0, and 8 bytes of a number
)

func changeKey(kind, id string) []byte { return []byte(kind + "\x00" + id) }

// changed reads what changed in one sample into value, which stays as it is where nothing did.
func changed[T any](t table, kind, id string, value *T) error {
	if t.changes == nil {
		return nil
	}
	raw := t.changes.Get(changeKey(kind, id))
	if raw == nil {
		return nil
	}
	read, err := decode[T](raw)
	if err == nil {
		*value = read
	}
	return err
}

// putChange keeps what changed in one sample.
func (t table) putChange(kind, id string, value any) error {
	bucket, err := t.makeChanges()
	if err != nil {
		return err
	}
	return putJSON(bucket, changeKey(kind, id), value)
}

func (t table) makeChanges() (*bolt.Bucket, error) {
	if t.changes != nil {
		return t.changes, nil
	}
	return t.permissions.Tx().CreateBucketIfNotExists([]byte(changeBucket))
}

// putCommand keeps a command that was sent to a node.
func (t table) putCommand(eui string, c command) error {
	bucket, err := t.makeChanges()
	if err != nil {
		return err
	}
	n, err := bucket.NextSequence()
	if err != nil {
		return err
	}
	key := binary.BigEndian.AppendUint64(append(changeKey(sentCommand, eui), 0), n)
	return putJSON(bucket, key, c)
}

// commands are those that were sent to a node, the first one first.
func (t table) commands(eui string) ([]command, error) {
	if t.changes == nil {
		return nil, nil
	}
	var list []command
	prefix := append(changeKey(sentCommand, eui), 0)
	cursor := t.changes.Cursor()
	for key, raw := cursor.Seek(prefix); bytes.HasPrefix(key, prefix); key, raw = cursor.Next() {
		c, err := decode[command](raw)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// checkChanges reads every value.
func (t table) checkChanges() error {
	if t.changes == nil {
		return nil
	}
	return t.changes.ForEach(func(key, raw []byte) error {
		kind, _, _ := bytes.Cut(key, []byte{0})
		var err error
		switch string(kind) {
		case changedGateway:
			_, err = decode[gatewayChange](raw)
		case changedNotification:
			_, err = decode[notificationChange](raw)
		case sentCommand:
			_, err = decode[command](raw)
		default:
			return errCorrupt
		}
		return err
	})
}
