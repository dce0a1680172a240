package cli

import (
	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// flowList is the traffic of a gateway or a node group by hour or day.
func flowList(call func(id, instance string, filter map[string]string) api.Call) list {
	return list{
		columns: []output.Column{{Name: "StatMillis", Label: "from"}, {Name: "UplinkCount", Label: "uplinks"}, {Name: "DownlinkCount", Label: "downlinks"}},
		items: wholeOf(func(s *session, f *joinperm.Flow) []string {
			return []string{s.time(f.StatMillis), dash(f.UplinkCount), dash(f.DownlinkCount)}
		}),
		filters: []joinperm.Field{joinperm.FlowFilter()},
		usual:   map[string]string{joinperm.FlowFilter().Param: joinperm.HourlyFlow},
		call:    func(q listQuery, _, _ int) api.Call { return call(q.id, q.instance, q.filter) },
		whole:   true,
	}
}
