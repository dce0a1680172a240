package emulator

import (
	"encoding/csv"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/catalogue"
)

// fetch gets a URL without any key.
func fetch(t *testing.T, method, url string, header ...string) (reply, string) {
	t.Helper()
	r := request(t, method, url, "", "")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, body}, response.Header.Get("Content-Type")
}

func TestADownloadURLGivesACSVFile(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for action, header := range map[string]string{
		"GetGatewayTransferPacketsDownloadUrl":   "",
		"GetNodeGroupTransferPacketsDownloadUrl": "",
		"GetNodeTransferPacketsDownloadUrl":      "ClassMode,Datr,DevEui,Freq,GwEui,LogMillis,Rssi,Snr",
		"GetGatewayTuplesDownloadUrl":            "GwEui,PinCode",
		"GetNodeTuplesDownloadUrl":               "DevEui,JoinEui,PinCode",
	} {
		url, _ := s.does(t, "", action, "DevEui=feed00007c000002;OrderId=5101").data(t).(string)
		if !strings.HasPrefix(url, s.url+downloadPath) || strings.Contains(url, "secret") || strings.Contains(url, "?") || len(url) < len(s.url+downloadPath)+32 {
			t.Errorf("%s: the URL is %s", action, url)
		}
		r, media := fetch(t, http.MethodGet, url)
		rows, err := csv.NewReader(strings.NewReader(string(r.body))).ReadAll()
		if err != nil || r.status != http.StatusOK || !strings.HasPrefix(media, "text/csv") || len(rows) != 1+generatedItems {
			t.Errorf("%s: %v, status %d, %s: %s", action, err, r.status, media, r.body)
			continue
		}
		if header == "" {
			list, _ := catalogue.Find("List" + strings.TrimSuffix(strings.TrimPrefix(action, "Get"), "DownloadUrl"))
			for _, field := range itemShape(list).Fields {
				header += "," + field.Name
			}
		}
		if got := strings.Join(rows[0], ","); got != strings.TrimPrefix(header, ",") || strings.Contains(action, "Packets") && !strings.Contains(string(r.body), "feed00007c000002") {
			t.Errorf("%s: %s", action, r.body)
		}
		if r, _ := fetch(t, http.MethodHead, url); r.status != http.StatusOK || len(r.body) != 0 {
			t.Errorf("%s: HEAD gives %d, %d bytes", action, r.status, len(r.body))
		}
	}
}

// Whoever has the URL needs no key, but a web page gets nothing, and after some minutes it is not valid.
func TestADownloadURLWorksForAWhile(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	url, _ := s.does(t, "", "GetNodeTuplesDownloadUrl", "OrderId=5101").data(t).(string)
	if r, _ := fetch(t, http.MethodGet, url, "Origin", "https://example.com"); r.status != http.StatusForbidden {
		t.Errorf("a web page gets %d", r.status)
	}
	for _, other := range []string{strings.Replace(url, ".csv", "0.csv", 1), s.url + downloadPath, s.url + downloadPath + "x"} {
		if r, _ := fetch(t, http.MethodGet, other); r.status != http.StatusNotFound {
			t.Errorf("%s gives %d", other, r.status)
		}
	}
	if r, _ := fetch(t, http.MethodPost, url); r.status != http.StatusNotFound {
		t.Errorf("a POST gives %d", r.status)
	}
	s.clock.add(downloadTime - time.Second)
	if r, _ := fetch(t, http.MethodGet, url); r.status != http.StatusOK {
		t.Errorf("it gives %d too early", r.status)
	}
	s.clock.add(time.Second)
	if r, _ := fetch(t, http.MethodGet, url); r.status != http.StatusNotFound {
		t.Errorf("it gives %d too late", r.status)
	}
}

func TestDownloadsDoNotPileUp(t *testing.T) {
	t.Parallel()
	d := newDownloads()
	for i := range 3 * maxDownloads {
		d.offer(nil, [16]byte{byte(i), byte(i >> 8)}, noon)
		if len(d.files) > maxDownloads {
			t.Fatalf("%d files", len(d.files))
		}
	}
	d = newDownloads()
	for i := range 3 {
		d.offer(nil, [16]byte{byte(i)}, noon.Add(time.Duration(i)*downloadTime/2))
	}
	if len(d.files) != 2 {
		t.Errorf("%d files, want the two that still work", len(d.files))
	}
}
