// Command call does one update through the vendor's SDK core, as a program of a user's would, or as
// many as its argument says with one client. Its argument version ends it at once. It is what
// test/speed sets linkwanctl's own start and calls beside.
package main

import (
	"fmt"
	"net/url"
	"os"
	"strconv"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "version" {
		fmt.Println(sdk.Version)
		return
	}
	if err := updates(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "call:", err)
		os.Exit(1)
	}
}

func updates(args []string) error {
	times := 1
	if len(args) > 0 {
		var err error
		if times, err = strconv.Atoi(args[0]); err != nil {
			return err
		}
	}
	endpoint, err := url.Parse(os.Getenv("LINKWANCTL_ENDPOINT"))
	if err != nil {
		return err
	}
	keys := credentials.NewStaticAKCredentialsProvider(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
	client, err := sdk.NewClientWithOptions("cn-shanghai", sdk.NewConfig(), keys)
	if err != nil {
		return err
	}
	for range times {
		if err := update(client, endpoint); err != nil {
			return err
		}
	}
	return nil
}

func update(client *sdk.Client, endpoint *url.URL) error {
	request := requests.NewCommonRequest()
	request.Method, request.Scheme, request.Domain = "POST", endpoint.Scheme, endpoint.Host
	request.Version, request.ApiName = "2019-03-01", "UpdateOwnedLocalJoinPermission"
	request.QueryParams["JoinPermissionId"], request.QueryParams["ClassMode"] = "123", "A"
	response, err := client.ProcessCommonRequest(request)
	if err != nil {
		return err
	}
	fmt.Println(response.GetHttpContentString())
	return nil
}
