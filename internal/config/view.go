package config

import "encoding/json"

// Context is a context as the file has it.
type Context struct {
	Name   string
	Values []Value // those that it sets, in the order of the Table
}

// Value is the context's value of a setting, "" where it has none.
func (c Context) Value(key string) string {
	for _, v := range c.Values {
		if v.Key == key {
			return v.Text
		}
	}
	return ""
}

// Contexts gives the file's contexts, in its order.
func (c *Config) Contexts() []Context {
	if c.file == nil {
		return nil
	}
	var all []Context
	for _, name := range c.file.names {
		all = append(all, Context{name, c.inOrder(c.file.contexts[name])})
	}
	return all
}

// Kept gives what the file sets at its top level, in the order of the Table.
func (c *Config) Kept() []Value {
	if c.file == nil {
		return nil
	}
	return c.inOrder(c.file.top)
}

func (c *Config) inOrder(l layer) []Value {
	var values []Value
	for _, row := range c.rows {
		if v, set := l[row.Key].(Value); set {
			values = append(values, v)
		}
	}
	return values
}

// InFile gives a value as a file has it, with its key there: a number as a json.Number, all else as
// a string. The key is "" for what a file does not keep.
func (v Value) InFile() (key string, value any) {
	row, _ := find(v.Key)
	if row.Type == "int" {
		return row.FileKey, json.Number(v.Text)
	}
	return row.FileKey, v.Text
}
