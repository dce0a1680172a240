package emulator

import "strings"

// command is one that SendUnicastCommand sent to a node.
type command struct {
	SentMillis int64
	FPort      string
	Content    string
	Confirmed  string `json:",omitempty"`
}

func commandParameters() []parameter {
	return within(nodeParameters(
		parameter{"FPort", true, between(0, 255)}, parameter{"Content", true, isPayload}, parameter{"MaxRetries", false, between(0, 255)},
		parameter{"CleanUp", false, isBool}, parameter{"Confirmed", false, isBool})...)
}

// isPayload takes 1 to 51 bytes in hex.
func isPayload(value string) bool {
	return len(value)%2 == 0 && len(value) <= 2*51 && strings.Trim(strings.ToLower(value), "0123456789abcdef") == ""
}

// sendCommand is SendUnicastCommand. The command reaches the node at once, whatever its class.
func sendCommand(s *Server, c *call) (any, error) {
	return nil, s.state.update(func(t table) error {
		n, err := s.nodeNamed(t, c)
		if err != nil {
			return err
		}
		return t.putCommand(n.DevEUI, command{c.now.UnixMilli(), c.params["FPort"], c.params["Content"], strings.ToLower(c.params["Confirmed"])})
	})
}
