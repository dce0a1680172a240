// Command call does one update through the vendor's SDK core, as a program of a user's would. It is
// what test/speed sets linkwanctl's own start and call beside.
package main

import (
	"fmt"
	"net/url"
	"os"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
)

func main() {
	if err := update(); err != nil {
		fmt.Fprintln(os.Stderr, "call:", err)
		os.Exit(1)
	}
}

func update() error {
	endpoint, err := url.Parse(os.Getenv("LINKWANCTL_ENDPOINT"))
	if err != nil {
		return err
	}
	keys := credentials.NewStaticAKCredentialsProvider(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
	client, err := sdk.NewClientWithOptions("cn-shanghai", sdk.NewConfig(), keys)
	if err != nil {
		return err
	}
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
