package config

import (
	"strconv"
	"time"

	"github.com/spf13/viper"

	"linkwanctl/internal/i18n"
)

// Config is the merged settings of all layers. It does not change.
type Config struct {
	rows     []Setting
	values   *viper.Viper // of Value: each carries its origin through the merge
	warnings []i18n.Text
	file     *document // nil where it could not be read
}

// Settings are the values in force. The three durations are more than 0 and at most 24 h;
// MaxAttempts is 1 to 20; Lang is the locale's where none is set; QPS is 0 (no limit) to 1000; SignatureVersion is 1 or 3; Endpoint is
// never empty unless the region has none, which is an error of Load.
type Settings struct {
	Region, Endpoint, Profile, IotInstanceID, Output, Color, Context, Lang string
	ConnectTimeout, AttemptTimeout, Timeout                                time.Duration
	MaxAttempts, QPS, SignatureVersion                                     int
	Sandbox                                                                bool
}

// Settings gives the values in force.
func (c *Config) Settings() Settings {
	return Settings{
		Region: c.text(keyRegion), Endpoint: c.text(keyEndpoint), Profile: c.text("profile"), IotInstanceID: c.text("iot-instance-id"),
		Output: c.text("output"), Color: c.text("color"), Context: c.text(keyContext), Lang: c.text(keyLang),
		ConnectTimeout: c.duration("connect-timeout"), AttemptTimeout: c.duration("attempt-timeout"), Timeout: c.duration("timeout"),
		MaxAttempts: c.number("max-attempts"), QPS: c.number("qps"), SignatureVersion: c.number("signature-version"),
		Sandbox: c.text(keySandbox) == "true",
	}
}

// Origin says where the value of a setting comes from. A key that is no setting has the zero
// Origin.
func (c *Config) Origin(key string) Origin {
	row, _ := find(key)
	return c.value(row.Key).Origin
}

// List gives every setting with value and origin, in the order of the Table.
func (c *Config) List() []Value {
	list := make([]Value, len(c.rows))
	for i, row := range c.rows {
		list[i] = c.value(row.Key)
	}
	return list
}

// Warnings are the doubtful settings, a sentence each.
func (c *Config) Warnings() []i18n.Text { return c.warnings }

func (c *Config) warn(text i18n.Text) {
	if !text.Empty() {
		c.warnings = append(c.warnings, text)
	}
}

func (c *Config) value(key string) Value {
	v, _ := c.values.Get(key).(Value)
	return v
}

// keep puts a value above all layers.
func (c *Config) keep(v Value) { c.values.Set(v.Key, v) }

func (c *Config) text(key string) string { return c.value(key).Text }

// These texts have passed the rules of the table, so parsing cannot fail.
func (c *Config) duration(key string) time.Duration {
	d, _ := time.ParseDuration(c.text(key))
	return d
}

func (c *Config) number(key string) int {
	n, _ := strconv.Atoi(c.text(key))
	return n
}
