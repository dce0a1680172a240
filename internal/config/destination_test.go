package config

import (
	"strings"
	"testing"

	"linkwanctl/internal/i18n"
)

func TestRegionAndEndpointAgree(t *testing.T) {
	t.Parallel()
	const vpcShanghai = "linkwan-vpc.cn-shanghai.aliyuncs.com"
	for _, c := range []struct {
		name, file, context, envRegion, envEndpoint, region, endpoint string
		expectRegion, expectEndpoint, endpointFrom, warning           string
	}{
		{name: "a context's region brings its endpoint, whatever the top level says",
			file: "endpoint: http://127.0.0.1:8080\ncontexts: {prod: {region: cn-hangzhou}}", context: "prod",
			expectRegion: "cn-hangzhou", expectEndpoint: "linkwan.cn-hangzhou.aliyuncs.com", endpointFrom: "from region"},
		{name: "even where it is the region of the top level",
			file: "region: cn-shanghai\nendpoint: " + vpcShanghai + "\ncontexts: {prod: {region: cn-shanghai}}", context: "prod",
			expectRegion: "cn-shanghai", expectEndpoint: "linkwan.cn-shanghai.aliyuncs.com", endpointFrom: "from region"},
		{name: "a context without a region takes the top level's endpoint",
			file: "endpoint: gate.test\ncontexts: {prod: {profile: p}}", context: "prod",
			expectRegion: "cn-shanghai", expectEndpoint: "gate.test", endpointFrom: "FILE:1"},
		{name: "an empty endpoint in a context takes the top level's away",
			file: "endpoint: gate.test\ncontexts: {prod: {endpoint: ''}}", context: "prod",
			expectRegion: "cn-shanghai", expectEndpoint: "linkwan.cn-shanghai.aliyuncs.com", endpointFrom: "from region"},
		{name: "an emulator stays, whatever the region",
			file: "contexts: {lab: {endpoint: 'http://127.0.0.1:8080'}}", context: "lab", envRegion: "cn-hangzhou",
			expectRegion: "cn-hangzhou", expectEndpoint: "http://127.0.0.1:8080", endpointFrom: "context lab (FILE:1)"},
		{name: "a more specific region leaves another region's endpoint",
			file: "endpoint: " + vpcShanghai, region: "cn-hangzhou",
			expectRegion: "cn-hangzhou", expectEndpoint: "linkwan.cn-hangzhou.aliyuncs.com", endpointFrom: "from region",
			warning: "endpoint " + vpcShanghai + " (FILE:1) is ignored: it is not in region cn-hangzhou (--region)"},
		{name: "a more specific endpoint brings its region",
			file: "region: cn-hangzhou", envEndpoint: "https://" + strings.ToUpper(vpcShanghai) + ":443",
			expectRegion: "cn-shanghai", expectEndpoint: "https://" + strings.ToUpper(vpcShanghai) + ":443", endpointFrom: "LINKWANCTL_ENDPOINT"},
		{name: "a context's endpoint brings its region",
			file: "region: cn-shanghai\ncontexts: {prod: {endpoint: linkwan-vpc.cn-hangzhou.aliyuncs.com}}", context: "prod",
			expectRegion: "cn-hangzhou", expectEndpoint: "linkwan-vpc.cn-hangzhou.aliyuncs.com", endpointFrom: "context prod (FILE:2)"},
		{name: "a region that Link WAN is not known in needs an endpoint",
			envRegion: "ap-southeast-1", endpoint: "linkwan.ap-southeast-1.aliyuncs.com",
			expectRegion: "ap-southeast-1", expectEndpoint: "linkwan.ap-southeast-1.aliyuncs.com", endpointFrom: "--endpoint"},
	} {
		w := newWorld(t).file(c.file + "\n")
		w.env["LINKWANCTL_CONTEXT"], w.env["LINKWANCTL_REGION"], w.env["LINKWANCTL_ENDPOINT"] = c.context, c.envRegion, c.envEndpoint
		for key, value := range map[string]string{"region": c.region, "endpoint": c.endpoint} {
			if value != "" {
				w.flags[key] = value
			}
		}
		got := w.load()
		want(t, c.name+": "+got.Settings().Region, c.name+": "+c.expectRegion)
		want(t, c.name+": "+got.Settings().Endpoint, c.name+": "+c.expectEndpoint)
		want(t, c.name+": "+strings.ReplaceAll(got.Origin("endpoint").Where, w.path(), "FILE"), c.name+": "+c.endpointFrom)
		want(t, c.name+": "+strings.ReplaceAll(strings.Join(i18n.Strings(got.Warnings()), ";"), w.path(), "FILE"), c.name+": "+c.warning)
	}
}

func TestRegionFromEndpointSaysSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.flags["endpoint"] = "linkwan.cn-hangzhou.aliyuncs.com"
	if got := w.load().Origin("region"); got != (Origin{KindFlag, "from endpoint"}) {
		t.Errorf("got %+v", got)
	}
}

func TestOneLayerThatContradictsItselfIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("region: cn-shanghai\nendpoint: linkwan.cn-hangzhou.aliyuncs.com\n")
	wantLines(t, w.problems(), "FILE:2:11 linkwan.cn-hangzhou.aliyuncs.com is in cn-hangzhou, but the region is cn-shanghai: remove one of the two")
	w.flags["region"], w.flags["endpoint"] = "cn-shanghai", "linkwan.cn-hangzhou.aliyuncs.com"
	wantLines(t, w.problems(), "--endpoint linkwan.cn-hangzhou.aliyuncs.com is in cn-hangzhou, but the region is cn-shanghai: remove one of the two")
}

func TestRegionWithoutEndpointIsToldWhereItStands(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("endpoint: gate.test\ncontexts:\n  prod:\n    region: eu-west-1\n")
	w.load()
	w.flags["context"] = "prod"
	wantLines(t, w.problems(), "FILE:4:13 eu-west-1 has no Link WAN endpoint: use cn-shanghai or cn-hangzhou, or set an endpoint too")
}
